//! A night's report out of the ledger: it says the same whenever it is asked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{FileLine, Night};
use crate::codes::Codes;
use crate::ledger::{FileRecord, Ledger, Moment, Result};
use crate::order::{Lang, Text};
use crate::outcome::{self, Outcome};

impl Night {
    /// The report of `night` as of `now`; `carrier` is who reports.
    pub fn read(
        ledger: &Ledger,
        night: NaiveDate,
        carrier: String,
        codes: &Codes,
        now: Moment,
    ) -> Result<Self> {
        let outcome::Night {
            outcomes, earlier, ..
        } = outcome::night(ledger, night, codes, now)?;
        let by_order: HashMap<&str, &Outcome> = outcomes
            .iter()
            .map(|outcome| (outcome.order.as_str(), outcome))
            .collect();
        let carriers: HashSet<&str> = outcomes
            .iter()
            .filter_map(|outcome| outcome.latest.file.as_deref())
            .collect();
        let files = ledger.files()?;
        let files = files
            .iter()
            .filter(|file| carriers.contains(file.name.as_str()));
        let files = files.map(|file| file_line(file, &by_order)).collect();
        let kept = ledger.kept(Some(night))?;
        let unmatched = kept.into_iter().map(|answer| {
            let head = format!("{} #{} {}", answer.download, answer.record, answer.family);
            Text::new(
                format!("{head}：{}", answer.why.zh),
                format!("{head}: {}", answer.why.en),
            )
        });
        Ok(Self {
            unmatched: unmatched.collect(),
            findings: ledger.run_findings(night)?,
            began: now,
            carrier,
            files,
            outcomes,
            earlier,
        })
    }
}

fn file_line(file: &FileRecord, outcomes: &HashMap<&str, &Outcome>) -> FileLine {
    let states = file
        .orders
        .iter()
        .filter_map(|order| outcomes.get(order.as_str()));
    FileLine {
        name: file.name.clone(),
        bureau: file.bureau.clone(),
        sequence: file.sequence,
        orders: file.orders.len(),
        answered: states
            .filter(|outcome| !outcome.latest.codes.is_empty())
            .count(),
        state: Text::new(file.state.name(Lang::Zh), file.state.name(Lang::En)),
    }
}
