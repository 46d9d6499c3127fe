//! The night as a table: one row for each order.

use std::io::{self, Write};

use super::super::spreadsheet;
use super::line::{Line, Reason};
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
    let mut table = spreadsheet::table(out, &HEADER)?;
    for outcome in &night.outcomes {
        let line = Line::new(outcome);
        let joined = |part: &dyn Fn(&Reason<'_>) -> String| -> String {
            line.reasons
                .iter()
                .map(part)
                .collect::<Vec<_>>()
                .join(" | ")
        };
        let codes = joined(&|reason| reason.code.to_string());
        let messages = joined(&|reason| match reason.place {
            Some(place) => format!("{place} {}", reason.message.get(lang)),
            None => reason.message.get(lang).to_owned(),
        });
        let remedies = joined(&|reason| reason.remedy.get(lang).to_owned());
        let sequence = line.sequence.map(|sequence| format!("#{sequence}"));
        let file = format!("{} {}", line.file, sequence.unwrap_or_default());
        let opinion = line.opinion.as_ref().map(|opinion| opinion.get(lang));
        let due = line.due.map(|day| day.to_string()).unwrap_or_default();
        spreadsheet::row(
            &mut table,
            [
                line.order,
                line.kind,
                &line.attempt.to_string(),
                part_name(line.part, lang),
                line.state.name(lang),
                &codes,
                &messages,
                &remedies,
                &line.turn.named(lang),
                file.trim_end(),
                line.filing_number,
                opinion.unwrap_or_default(),
                &due,
                if line.overdue { "yes" } else { "" },
            ],
        )?;
    }
    table.flush()
}
