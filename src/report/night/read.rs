//! A night's report out of the ledger: it says the same whenever it is asked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{FileLine, Night};
use crate::codes::Codes;
use crate::ledger::mirror::Difference;
use crate::ledger::{FileRecord, Ledger, Moment, Result, TaskRecord};
use crate::order::{Lang, Text};
use crate::outcome::{self, Outcome};
use crate::report::filing;

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
            let head = format!(
                "[{}] {} #{} {}",
                answer.id, answer.download, answer.record, answer.family
            );
            Text::new(
                format!("{head}：{}", answer.why.zh),
                format!("{head}: {}", answer.why.en),
            )
        });
        let tasks = ledger.tasks()?;
        let differences = ledger.differences(night)?;
        Ok(Self {
            unmatched: unmatched.collect(),
            tasks: tasks.iter().map(task_line).collect(),
            differences: differences.iter().map(difference_line).collect(),
            findings: ledger.run_findings(night)?,
            began: now,
            carrier,
            files,
            outcomes,
            earlier,
        })
    }
}

fn task_line(record: &TaskRecord) -> Text {
    let TaskRecord {
        id, task, order, ..
    } = record;
    let (list, title) = (task.list.name(), &task.title);
    let proposed = order.as_ref().map_or_else(Text::default, |order| {
        Text::new(
            format!("（拟报订单 {order}）"),
            format!(" (proposed order {order})"),
        )
    });
    Text::new(
        format!("[{id}] {}：{}{}", list.zh, title.zh, proposed.zh),
        format!("[{id}] {}: {}{}", list.en, title.en, proposed.en),
    )
}

fn difference_line(difference: &Difference) -> Text {
    let Difference {
        kind,
        id,
        number,
        field,
        ours,
        theirs,
    } = difference;
    let name = filing::kind_name(*kind);
    let number = number.as_ref().map(|number| format!(" {number}"));
    let record = format!("{id}{}", number.unwrap_or_default());
    let (zh, en) = match (field.as_str(), ours) {
        ("", None) => ("管局有，台账没有", "the bureau has it, the ledger had not"),
        ("", Some(_)) => ("台账有，管局没有", "the ledger has it, the bureau has not"),
        ("state", _) => (
            "台账记为已注销，管局仍在",
            "cancelled in the ledger, still filed at the bureau",
        ),
        (path, _) => {
            let value = |value: &Option<String>| match value {
                // What is no column is the filing number, which is nobody's secret.
                Some(value) => filing::shown(path, value).map_or(value.clone(), |(_, shown)| shown),
                None => "—".to_owned(),
            };
            let header = filing::shown(path, "").map_or("备案号", |(header, _)| header);
            let (ours, theirs) = (value(ours), value(theirs));
            return Text::new(
                format!("{} {record} {header}：台账 {ours}，管局 {theirs}", name.zh),
                format!(
                    "{} {record} {header}: ledger {ours}, bureau {theirs}",
                    name.en
                ),
            );
        }
    };
    Text::new(
        format!("{} {record}：{zh}", name.zh),
        format!("{} {record}: {en}", name.en),
    )
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
