//! By when whoever acts should have acted, and whether that time has passed.

use chrono::{NaiveDate, TimeDelta};

use crate::codes::Codes;
use crate::ledger::{AttemptRecord, Deadline, Moment, State, UnderWay};
use crate::order::Kind;

/// What decides by when an attempt should have left its state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub kind: Option<Kind>,
    pub province: Option<u32>,
    pub state: State,
    pub changed: Moment,
    pub uploaded: Option<Moment>,
}

impl From<&AttemptRecord> for Clock {
    fn from(attempt: &AttemptRecord) -> Self {
        Self {
            kind: attempt.kind,
            province: attempt.province,
            state: attempt.state,
            changed: attempt.changed,
            uploaded: attempt.uploaded,
        }
    }
}

impl From<&UnderWay> for Clock {
    fn from(order: &UnderWay) -> Self {
        Self {
            kind: order.kind,
            province: order.province,
            state: order.state,
            changed: order.changed,
            uploaded: order.uploaded,
        }
    }
}

/// When an attempt should have left its state, and from when on it is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The first day on which it can be expected to, where that is known.
    pub earliest: Option<NaiveDate>,
    /// The day by which it should have.
    pub day: NaiveDate,
    /// Whether it is late now.
    pub is_late: bool,
}

/// A bureau decides about a cancellation on no earlier working day than this.
const EARLIEST_OF_CANCELLATIONS: u32 = 3;

/// When the attempt should leave its state; none where nobody is bound by a time. The bureau's clock, and that of its
/// short messages, begin with the last upload; an approved filing should be published within days.
pub(super) fn due(clock: Clock, codes: &Codes, now: Moment) -> Option<Due> {
    let today = now.date_naive();
    let after = |from: NaiveDate, days| codes.holidays().add_working_days(from, days);
    match clock.state.deadline() {
        Deadline::None => None,
        Deadline::WorkingDays { due, late } => {
            let from = clock.changed.date_naive();
            Some(Due {
                earliest: None,
                day: after(from, due),
                is_late: today > after(from, late),
            })
        }
        Deadline::Hours(hours) => {
            let end = clock.uploaded? + TimeDelta::hours(hours.into());
            Some(Due {
                earliest: None,
                day: end.date_naive(),
                is_late: now > end,
            })
        }
        Deadline::Bureau => {
            // No province takes longer than usual over a cancellation.
            let cancels = { clock.kind }.is_some_and(|kind| Kind::CANCELLATIONS.contains(&kind));
            let province = clock.province.filter(|_| !cancels);
            let days = codes.provinces().review_days(province);
            let from = clock.uploaded?.date_naive();
            let day = after(from, days);
            Some(Due {
                earliest: cancels.then(|| after(from, EARLIEST_OF_CANCELLATIONS)),
                day,
                is_late: today > day,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    /// What is due of an attempt that came into `state` on a Monday morning, ten hours after its upload.
    fn due_of(state: State, province: u32, now: &str) -> (String, bool) {
        let clock = Clock {
            kind: None,
            province: Some(province),
            state,
            changed: moment("2026-11-16T20:00:00+08:00"),
            uploaded: Some(moment("2026-11-16T10:00:00+08:00")),
        };
        let due = due(clock, Codes::bundled(), moment(now)).unwrap();
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

    #[test]
    fn a_cancellation_is_decided_between_the_third_and_the_twentieth_working_day_in_every_province()
    {
        let clock = Clock {
            kind: Some(Kind::CancelSite),
            province: Some(330_000),
            state: State::UnderReview,
            changed: moment("2026-11-16T20:00:00+08:00"),
            uploaded: Some(moment("2026-11-16T10:00:00+08:00")),
        };
        let due = due(clock, Codes::bundled(), moment("2026-12-14T12:00:00+08:00")).unwrap();
        assert_eq!(due.earliest.unwrap().to_string(), "2026-11-19");
        assert_eq!(due.day.to_string(), "2026-12-14");
        assert!(!due.is_late);
    }
}
