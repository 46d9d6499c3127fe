//! Findings as JSON lines. The keys are a contract: none is renamed or removed without a new major version.

use std::io::{self, Write};

use serde::Serialize;

use super::{Group, Style, shown_value};
use crate::order::Severity;

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

pub(super) fn write(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in groups.iter().flat_map(|group| group.findings) {
        let line = Line {
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
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
