//! By when whoever acts should have acted, and whether that time has passed.

use chrono::{NaiveDate, TimeDelta};

use crate::codes::Codes;
use crate::ledger::{AttemptRecord, Deadline, Moment};
use crate::order::Kind;

/// When an attempt should have left its state, and from when on it is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The day by which it should have.
    pub day: NaiveDate,
    /// Whether it is late now.
    pub is_late: bool,
}

/// When the attempt should leave its state; none where nobody is bound by a time. The bureau's clock, and that of its
/// short messages, begin with the last upload; an approved filing should be published within days.
pub(super) fn due(attempt: &AttemptRecord, codes: &Codes, now: Moment) -> Option<Due> {
    let today = now.date_naive();
    let after = |from: NaiveDate, days| codes.holidays().add_working_days(from, days);
    match attempt.state.deadline() {
        Deadline::None => None,
        Deadline::WorkingDays { due, late } => {
            let from = attempt.changed.date_naive();
            Some(Due {
                day: after(from, due),
                is_late: today > after(from, late),
            })
        }
        Deadline::Hours(hours) => {
            let end = attempt.uploaded? + TimeDelta::hours(hours.into());
            Some(Due {
                day: end.date_naive(),
                is_late: now > end,
            })
        }
        Deadline::Bureau => {
            // No province takes longer than usual over a cancellation.
            let cancels = { attempt.kind }.is_some_and(|kind| Kind::CANCELLATIONS.contains(&kind));
            let province = attempt.province.filter(|_| !cancels);
            let days = codes.provinces().review_days(province);
            let day = after(attempt.uploaded?.date_naive(), days);
            Some(Due {
                day,
                is_late: today > day,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::State;
    use crate::order::{Place, Spot};

    fn moment(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    /// What is due of an attempt that came into `state` on a Monday morning, ten hours after its upload.
    fn due_of(state: State, province: u32, now: &str) -> (String, bool) {
        let attempt = AttemptRecord {
            number: 1,
            kind: None,
            operation: None,
            place: Place {
                file: "orders.xlsx".into(),
                sheet: None,
                spot: Spot::Whole,
            },
            province: Some(province),
            state,
            note: None,
            changed: moment("2026-11-16T20:00:00+08:00"),
            uploaded: Some(moment("2026-11-16T10:00:00+08:00")),
            file: None,
            findings: Vec::new(),
            codes: Vec::new(),
            opinions: Vec::new(),
            keys: Vec::new(),
        };
        let due = due(&attempt, Codes::bundled(), moment(now)).unwrap();
        (due.day.to_string(), due.is_late)
    }

    #[test]
    fn the_first_review_is_due_the_next_working_day_and_late_after_the_third() {
        let due_at = |now| due_of(State::AwaitingFirstReview, 320_000, now);
        assert_eq!(
            due_at("2026-11-19T23:59:00+08:00"),
            ("2026-11-17".into(), false)
        );
        assert_eq!(
            due_at("2026-11-20T00:00:00+08:00"),
            ("2026-11-17".into(), true)
        );
    }

    #[test]
    fn the_second_review_is_due_and_late_after_one_working_day() {
        let due_at = |now| due_of(State::AwaitingSecondReview, 320_000, now);
        assert_eq!(
            due_at("2026-11-17T23:59:00+08:00"),
            ("2026-11-17".into(), false)
        );
        assert!(due_at("2026-11-18T00:00:00+08:00").1);
    }

    #[test]
    fn short_messages_are_answered_within_48_hours_of_the_upload() {
        let due_at = |now| due_of(State::AwaitingSms, 460_000, now);
        assert_eq!(
            due_at("2026-11-18T10:00:00+08:00"),
            ("2026-11-18".into(), false)
        );
        assert_eq!(
            due_at("2026-11-18T11:00:00+08:00"),
            ("2026-11-18".into(), true)
        );
    }

    #[test]
    fn the_bureaus_clock_begins_with_the_last_upload_and_zhejiang_takes_thirty_days() {
        let due_at = |province| due_of(State::UnderReview, province, "2026-12-15T00:00:00+08:00");
        assert_eq!(due_at(320_000), ("2026-12-14".into(), true));
        assert_eq!(due_at(330_000), ("2026-12-28".into(), false));
    }
}
