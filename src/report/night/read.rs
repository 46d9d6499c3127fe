//! A night's report out of the ledger: it says the same whenever it is asked.

use std::collections::HashSet;

use chrono::{Datelike as _, Days, NaiveDate};

use super::{KeptLine, Night, RetentionLine, TaskLine};
use crate::codes::Codes;
use crate::ledger::{Ledger, Moment, Result};
use crate::order::Text;
use crate::outcome::{self, Outcome};
use crate::report::trend;

/// A file is named so many days before it need not be kept any more.
const NAMED_AHEAD: u64 = 7;

/// So many nights stand side by side.
const NIGHTS_SHOWN: usize = 30;

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
        let shown = || outcomes.iter().chain(&earlier);
        let numbers: HashSet<&str> = shown().map(|outcome| outcome.order.as_str()).collect();
        let open = outcome::under_way(ledger, &numbers, codes, now)?;
        let carriers: HashSet<&str> = shown()
            .chain(&open.overdue)
            .filter_map(|outcome| outcome.latest.file.as_deref())
            .collect();
        let carriers: Vec<&str> = carriers.into_iter().collect();
        let files = ledger.file_standings(&carriers, night)?;
        let kept = ledger.kept(None)?.into_iter();
        let kept = kept.filter(|answer| answer.received.date_naive() <= night);
        let tasks = ledger.tasks()?.into_iter();
        let remarks = beyond_holidays(shown().chain(&open.overdue), codes);
        Ok(Self {
            began: ledger.began(night)?.unwrap_or(now),
            as_of: now,
            carrier,
            overdue: open.overdue,
            sms: open.sms,
            ages: open.ages,
            trend: trend::read(ledger, Some(night), NIGHTS_SHOWN)?,
            findings: ledger.run_findings(night)?,
            files: files.into_iter().map(Into::into).collect(),
            unmatched: kept.map(|answer| KeptLine::new(answer, night)).collect(),
            tasks: tasks.map(|task| TaskLine::new(task, night)).collect(),
            differences: ledger
                .differences(night)?
                .into_iter()
                .map(Into::into)
                .collect(),
            records: ledger.odd_records()?.into_iter().map(Into::into).collect(),
            sequences: ledger.sequences()?,
            retention: Vec::new(),
            answers: ledger.answers_of(night)?,
            counted: ledger.count_by_state(night)?,
            remarks: remarks.into_iter().collect(),
            outcomes,
            earlier,
        })
    }

    /// Adds the retained files that have been kept for `days`, or will have been within a week; `is_kept` says whether
    /// a bureau's file of that name is still there.
    pub fn with_retention(
        mut self,
        ledger: &Ledger,
        days: u64,
        is_kept: &dyn Fn(&str, &str) -> bool,
    ) -> Result<Self> {
        let Some(taken) = (self.as_of + Days::new(NAMED_AHEAD)).checked_sub_days(Days::new(days))
        else {
            return Ok(self);
        };
        for file in ledger.files_taken_before(taken)? {
            if is_kept(&file.bureau, &file.name) {
                let end = file.accepted + Days::new(days);
                self.retention.push(RetentionLine {
                    until: end.date_naive(),
                    is_over: end <= self.as_of,
                    has_open_orders: ledger.has_open_orders(&file.name)?,
                    file,
                });
            }
        }
        Ok(self)
    }
}

/// Says so where a due day was counted beyond the last year whose holidays are known.
fn beyond_holidays<'o>(
    mut outcomes: impl Iterator<Item = &'o Outcome>,
    codes: &Codes,
) -> Option<Text> {
    let last = codes.holidays().last_year();
    let is_beyond = |outcome: &Outcome| {
        let days = [outcome.latest.earliest, outcome.latest.due];
        days.into_iter().flatten().any(|day| day.year() > last)
    };
    outcomes.any(is_beyond).then(|| {
        Text::new(
            format!("节假日表只到 {last} 年：此后的期限只扣除周末，可能偏早。请更新 [checks] holidays"),
            format!(
                "holidays are known until {last}: due days after that leave out weekends only and may be too early. Bring [checks] holidays up to date"
            ),
        )
    })
}
