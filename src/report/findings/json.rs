//! Findings as JSON lines. The keys are a contract: none is renamed or removed without a new major version.

use std::io::{self, Write};

use serde::Serialize;

use super::{Group, Style, shown_value};
use crate::order::{Finding, Severity};

#[derive(Serialize)]
struct Line<'f> {
    order: Option<&'f str>,
    rule: &'f str,
    severity: Severity,
    code: Option<u32>,
    file: &'f str,
    sheet: Option<&'f str>,
    cell: String,
    field: &'f str,
    tag: &'f str,
    value: Option<String>,
    message: &'f str,
    remedy: &'f str,
}

impl<'f> Line<'f> {
    fn new(finding: &'f Finding, style: Style) -> Self {
        Self {
            order: finding.order.as_deref(),
            rule: &finding.rule,
            severity: finding.severity,
            code: finding.code,
            file: &finding.place.file,
            sheet: finding.place.sheet.as_deref(),
            cell: finding.place.cell(),
            field: &finding.field,
            tag: &finding.tag,
            value: shown_value(finding, style),
            message: finding.message.get(style.lang),
            remedy: finding.remedy.get(style.lang),
        }
    }
}

/// One order with all its findings, as `build` prints the orders that it held back.
#[derive(Serialize)]
struct GroupLine<'f> {
    order: Option<&'f str>,
    findings: Vec<Line<'f>>,
}

pub(super) fn write(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in groups.iter().flat_map(|group| group.findings) {
        serde_json::to_writer(&mut *out, &Line::new(finding, style))?;
        writeln!(out)?;
    }
    Ok(())
}

pub(super) fn write_grouped(
    groups: &[Group<'_>],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for group in groups.iter().filter(|group| !group.findings.is_empty()) {
        let findings = group.findings.iter();
        let line = GroupLine {
            order: group.order,
            findings: findings.map(|finding| Line::new(finding, style)).collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
