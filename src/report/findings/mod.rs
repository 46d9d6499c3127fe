//! Findings as text, JSON lines and CSV: one model, one file for each form.

mod csv;
mod json;
mod reasons;
mod text;
mod totals;

use std::io::{self, Write};

pub use reasons::reasons;

use super::mask::mask;
use super::screen::Screen;
use crate::order::{Finding, Lang, Severity};

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Language of messages.
    pub lang: Lang,
    /// Whether values are shown in full.
    pub unmask: bool,
    /// Whether colours may be used.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    /// The terminal that is written for.
    pub fn screen(self) -> Screen {
        let Self {
            lang, color, width, ..
        } = self;
        Screen { lang, color, width }
    }
}

/// One order with its findings, or the findings that belong to none.
#[derive(Clone, Copy, Debug)]
pub struct Group<'f> {
    /// The order number; `None` for files and rows without one.
    pub order: Option<&'f str>,
    /// The kind of order in words; empty when it cannot be read.
    pub kind: &'f str,
    /// The findings, most urgent first.
    pub findings: &'f [Finding],
}

/// Writes findings for a person at a terminal.
pub fn text(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    text::write(groups, style, out)
}

/// Writes one JSON object a line, in the stable form of the contract.
pub fn json(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    json::write(groups, style, out)
}

/// Writes one JSON object for each group that has findings: its order and its findings, in the stable form of the contract.
pub fn json_by_order(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    json::write_grouped(groups, style, out)
}

/// Writes a table with one row for each finding; cells that a spreadsheet would take for a formula are made text.
pub fn csv(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    csv::write(groups, style, out)
}

fn shown_value(finding: &Finding, style: Style) -> Option<String> {
    finding
        .value
        .as_ref()
        .map(|value| mask(value, finding.privacy, style.unmask))
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
