//! Validations for a person at a terminal, like a compiler's diagnostics: where, what, which rule, and the line.

use std::io::{self, Write};

use super::source::Source;
use super::{Validation, Verdict, sentence};
use crate::report::findings::Style;
use crate::report::screen::Ink;
use crate::xsd::{Excerpt, Violation};

pub(super) fn write(
    validation: &Validation,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let screen = style.screen();
    let file = &validation.file;
    let Verdict::Judged { outcome, excerpts } = &validation.verdict else {
        return Ok(false);
    };
    if outcome.is_valid() {
        let file = screen.ink(Ink::Plain, file);
        let valid = screen.ink(Ink::Green, screen.say("有效", "valid"));
        writeln!(out, "{file}: {valid}")?;
        return Ok(false);
    }
    let mut is_masked = false;
    for (n, violation) in outcome.violations.iter().enumerate() {
        is_masked |= diagnostic(file, violation, excerpts.get(n), style, out)?;
    }
    let more = outcome
        .total
        .saturating_sub(outcome.violations.len() as u64);
    if more > 0 {
        let file = screen.ink(Ink::Bold, file);
        writeln!(
            out,
            "{file}: {} {more}",
            screen.say("另有错误", "further errors:")
        )?;
    }
    Ok(is_masked)
}

fn diagnostic(
    file: &str,
    violation: &Violation,
    excerpt: Option<&Excerpt>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let screen = style.screen();
    let Violation {
        line,
        column,
        path,
        rule,
        message,
        ..
    } = violation;
    let place = screen.ink(Ink::Bold, &format!("{file}:{line}:{column}:"));
    let said = screen.ink(Ink::Red, sentence(message, style.lang));
    let rule = screen.ink(Ink::Dim, &format!("[{rule}]"));
    writeln!(out, "{place} {said} {rule}")?;
    writeln!(out, "  {}", screen.ink(Ink::Cyan, path))?;
    let Some(excerpt) = excerpt else {
        return Ok(false);
    };
    let gutter = format!("{line:>6} | ");
    let source = Source::of(
        excerpt,
        style.width.saturating_sub(gutter.len()).max(24),
        style.unmask,
    );
    let edge = screen.ink(Ink::Dim, &gutter);
    writeln!(out, "{edge}{}", source.line)?;
    let empty = screen.ink(Ink::Dim, &format!("{:>1$}", "| ", gutter.len()));
    writeln!(out, "{empty}{}", screen.ink(Ink::Red, &source.mark))?;
    Ok(source.is_masked)
}
