//! The text format that monitoring agents read: a family of samples after the other, each with its help and type.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Metrics;
use crate::ledger::{Part, SequenceHealth, State};
use crate::nightly::Stage;

/// Writes the figures.
pub fn write(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    let began = metrics.began.timestamp();
    let seconds = |duration: std::time::Duration| duration.as_secs_f64();
    let command = [("command", metrics.command)];
    let mut page = Page { out, name: "" };
    page.family("last_run_timestamp_seconds", "When the last run began.")?;
    page.sample(&command, began)?;
    page.family("last_run_exit_code", "How the last run ended: 0 clean, 1 orders to mend, 2 configuration, 3 machine, 4 bureau, 5 an upload whose outcome is unknown.")?;
    page.sample(&command, metrics.exit)?;
    page.family("last_run_duration_seconds", "How long the last run took.")?;
    page.sample(&command, seconds(metrics.took))?;
    page.family(
        "stage_duration_seconds",
        "How long each stage of the last run took.",
    )?;
    for (stage, took) in &metrics.stages {
        page.sample(&[("stage", stage_name(*stage))], seconds(*took))?;
    }
    let Some(ledger) = &metrics.ledger else {
        return Ok(());
    };
    page.family("orders", "Orders by state, each by its latest attempt.")?;
    page.by_state(&ledger.orders)?;
    page.family(
        "night_orders",
        "Orders that were read on the day of the last run, by what came of them.",
    )?;
    for (part, count) in by_part(&ledger.night) {
        page.sample(&[("outcome", part)], count)?;
    }
    page.family(
        "night_codes",
        "Result codes that came on the day of the last run, by the number of their orders.",
    )?;
    for (code, count) in &ledger.codes {
        page.sample(&[("code", &code.to_string())], count)?;
    }
    page.family(
        "night_answers",
        "Records in the answers of the day of the last run, by whether they found their order.",
    )?;
    let answers = &ledger.answers;
    for (found, count) in [
        ("matched", answers.matched),
        ("unmatched", answers.unmatched),
        ("ambiguous", answers.ambiguous),
    ] {
        page.sample(&[("found", found)], count)?;
    }
    let per_bureau: [(&str, &str, Count); 4] = [
        (
            "sequence",
            "The last upload number that the bureau has taken.",
            |bureau| bureau.last as usize,
        ),
        (
            "sequence_gaps",
            "Upload numbers that the bureau has taken and the ledger does not know.",
            |bureau| bureau.gaps.len(),
        ),
        ("files_waiting", "Files that wait to be sent.", |bureau| {
            bureau.waiting as usize
        }),
        (
            "unknown_uploads",
            "Uploads whose outcome is not known; nothing is sent while there is one.",
            |bureau| usize::from(bureau.unknown.is_some()),
        ),
    ];
    for (name, help, value) in per_bureau {
        page.family(name, help)?;
        for bureau in &ledger.sequences {
            page.sample(&[("bureau", &bureau.bureau)], value(bureau))?;
        }
    }
    page.family("oldest_pending_age_seconds", "How long the order has been waiting for the bureau that has waited longest; 0 when none waits.")?;
    let age = ledger
        .oldest_pending
        .map_or(0, |oldest| (metrics.began - oldest).num_seconds());
    page.sample(&[], age.max(0))
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "reading",
        Stage::Checking => "checking",
        Stage::Proving => "proving",
        Stage::Sealing => "sealing",
        Stage::Sending => "sending",
        Stage::Fetching => "fetching",
    }
}

/// Orders by outcome, every outcome once.
fn by_part(states: &BTreeMap<State, usize>) -> Vec<(&'static str, usize)> {
    let parts = [
        (Part::HeldBack, "held_back"),
        (Part::Waiting, "waiting"),
        (Part::Pending, "pending"),
        (Part::Approved, "approved"),
        (Part::Refused, "refused"),
    ];
    let count = |part| {
        let states = states.iter().filter(move |(state, _)| state.part() == part);
        states.map(|(_, count)| count).sum()
    };
    parts
        .into_iter()
        .map(|(part, name)| (name, count(part)))
        .collect()
}

/// One figure of a bureau.
type Count = fn(&SequenceHealth) -> usize;

/// The page as it is written.
struct Page<'o> {
    out: &'o mut dyn Write,
    /// The family of the samples that follow.
    name: &'static str,
}

impl Page<'_> {
    fn family(&mut self, name: &'static str, help: &str) -> io::Result<()> {
        self.name = name;
        writeln!(self.out, "# HELP beian_{name} {help}")?;
        writeln!(self.out, "# TYPE beian_{name} gauge")
    }

    fn sample(&mut self, labels: &[(&str, &str)], value: impl std::fmt::Display) -> io::Result<()> {
        let labels: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", labels.join(",")),
        };
        writeln!(self.out, "beian_{}{labels} {value}", self.name)
    }

    fn by_state(&mut self, states: &BTreeMap<State, usize>) -> io::Result<()> {
        let mut states = states.iter();
        states.try_for_each(|(state, count)| self.sample(&[("state", state.id())], count))
    }
}

/// A label's value: backslashes, quotes and line ends are the format's own.
fn escaped(value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    value.replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_label() {
        assert_eq!(escaped("a\"} 1\n\\"), "a\\\"} 1\\n\\\\");
    }
}
