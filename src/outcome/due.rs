//! By when whoever acts should have acted, in working days (`review_days.csv` for the bureaus).

use std::sync::OnceLock;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use crate::codes::Holidays;
use crate::ledger::{AttemptRecord, Deadline};
use crate::order::Kind;

#[derive(Deserialize)]
struct ReviewDays {
    province: Option<u32>,
    working_days: u32,
}

/// The day by which the attempt should leave its state; none where nobody is bound by a time. The bureau's clock, and
/// that of its short messages, begin with the last upload; an approved filing should be published within days.
pub(super) fn due(attempt: &AttemptRecord, holidays: &Holidays) -> Option<NaiveDate> {
    match attempt.state.deadline() {
        Deadline::None => None,
        Deadline::WorkingDays(days) => {
            Some(holidays.add_working_days(attempt.changed.date_naive(), days))
        }
        Deadline::Hours(hours) => {
            Some((attempt.uploaded? + TimeDelta::hours(hours.into())).date_naive())
        }
        Deadline::Bureau => {
            Some(holidays.add_working_days(attempt.uploaded?.date_naive(), bureau_days(attempt)))
        }
    }
}

/// How long the bureau may take: no province takes longer than usual over a cancellation.
fn bureau_days(attempt: &AttemptRecord) -> u32 {
    let days = review_days(attempt.province);
    match attempt.kind {
        Some(kind) if Kind::CANCELLATIONS.contains(&kind) => days.min(review_days(None)),
        _ => days,
    }
}

fn review_days(province: Option<u32>) -> u32 {
    static TABLE: OnceLock<Vec<ReviewDays>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        csv::Reader::from_reader(include_str!("review_days.csv").as_bytes())
            .deserialize()
            .collect::<csv::Result<_>>()
            .expect("the table is built into the program, and a test reads all of it")
    });
    let of = |province| table.iter().find(|row| row.province == province);
    of(province)
        .or_else(|| of(None))
        .expect("review_days.csv has a row for all other provinces")
        .working_days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zhejiang_takes_thirty_working_days_and_every_other_province_twenty() {
        assert_eq!(review_days(Some(330_000)), 30);
        assert_eq!(review_days(Some(320_000)), 20);
        assert_eq!(review_days(None), 20);
    }
}
