//! Findings as CSV.

use std::io::{self, Write};

use super::super::spreadsheet;
use super::{Group, Style, severity_word, shown_value};

const HEADER: [&str; 12] = [
    "order", "rule", "severity", "code", "file", "sheet", "cell", "field", "tag", "value",
    "message", "remedy",
];

pub(super) fn write(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut table = spreadsheet::table(out, &HEADER)?;
    for finding in groups.iter().flat_map(|group| group.findings) {
        let code = finding
            .code
            .map(|code| code.to_string())
            .unwrap_or_default();
        let cell = finding.place.cell();
        let value = shown_value(finding, style).unwrap_or_default();
        let row = [
            finding.order.as_deref().unwrap_or_default(),
            &finding.rule,
            severity_word(finding.severity),
            &code,
            &finding.place.file,
            finding.place.sheet.as_deref().unwrap_or_default(),
            &cell,
            &finding.field,
            &finding.tag,
            &value,
            finding.message.get(style.lang),
            finding.remedy.get(style.lang),
        ];
        spreadsheet::row(&mut table, row)?;
    }
    table.flush()
}
