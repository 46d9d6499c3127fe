//! The night as a table: one row for each order.

use std::io::{self, Write};

use super::super::spreadsheet::as_text;
use super::line::Line;
use super::{Night, part_name};
use crate::order::Lang;

const HEADER: [&str; 14] = [
    "order",
    "kind",
    "attempt",
    "result",
    "state",
    "codes",
    "message",
    "remedy",
    "who",
    "file",
    "filing_number",
    "opinion",
    "due",
    "overdue",
];

pub(super) fn write(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    for outcome in &night.outcomes {
        let line = Line::new(outcome, lang);
        let join = |texts: Vec<&str>| texts.join(" | ");
        let codes = join(
            line.reasons
                .iter()
                .map(|reason| reason.code.as_str())
                .collect(),
        );
        let messages: Vec<String> = line
            .reasons
            .iter()
            .map(|reason| {
                format!("{} {}", reason.place, reason.message)
                    .trim()
                    .to_owned()
            })
            .collect();
        let remedies = join(
            line.reasons
                .iter()
                .map(|reason| reason.remedy.as_str())
                .collect(),
        );
        let attempt = outcome.latest.number.to_string();
        let row: [&str; 14] = [
            &line.order,
            line.kind,
            &attempt,
            part_name(line.part, lang),
            line.state,
            &codes,
            &messages.join(" | "),
            &remedies,
            line.who,
            &line.file,
            &line.filing_number,
            &line.opinion,
            &line.due,
            if line.overdue { "yes" } else { "" },
        ];
        table.write_record(
            row.map(as_text)
                .iter()
                .map(AsRef::as_ref)
                .collect::<Vec<&str>>(),
        )?;
    }
    table.flush()
}
