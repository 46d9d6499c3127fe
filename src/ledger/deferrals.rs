//! When a bureau said "not now" or gave no answer: the budget of that outlives a run.

use chrono::Days;
use rusqlite::params;

use super::rows::read_moment;
use super::{Ledger, Moment, Result, stamp};

/// What was put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Uploads, and the question for the last one.
    Send,
    /// Downloads and their acknowledgements.
    Fetch,
}

impl Direction {
    fn id(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Fetch => "fetch",
        }
    }
}

/// What stands for a code where no answer came: no refusal has it.
const NO_ANSWER: u32 = 0;

/// When a bureau was put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deferral {
    /// When.
    pub at: Moment,
    /// The code with which the bureau said "not now"; none where it gave no answer.
    pub code: Option<u32>,
}

impl Ledger {
    /// Notes that a bureau said "not now" with this code, or without one gave no answer; forgets what is older than a day.
    pub fn put_off(
        &mut self,
        bureau: &str,
        direction: Direction,
        code: Option<u32>,
        at: Moment,
    ) -> Result<()> {
        let transaction = self.begin()?;
        let day_before = at.checked_sub_days(Days::new(1)).unwrap_or(at);
        transaction.execute("DELETE FROM deferrals WHERE at < ?1", [stamp(day_before)])?;
        transaction.execute(
            "INSERT INTO deferrals (bureau, direction, code, at) VALUES (?1, ?2, ?3, ?4)",
            params![bureau, direction.id(), code.unwrap_or(NO_ANSWER), stamp(at)],
        )?;
        Ok(transaction.commit()?)
    }

    /// When a bureau said "not now" or gave no answer within the last day before `now`, oldest first.
    pub fn deferrals(
        &self,
        bureau: &str,
        direction: Direction,
        now: Moment,
    ) -> Result<Vec<Deferral>> {
        let day_before = now.checked_sub_days(Days::new(1)).unwrap_or(now);
        let mut statement = self.connection.prepare_cached(
            "SELECT at, code FROM deferrals WHERE bureau = ?1 AND direction = ?2 AND at > ?3 AND at <= ?4 ORDER BY at, id",
        )?;
        let mut rows = statement.query(params![
            bureau,
            direction.id(),
            stamp(day_before),
            stamp(now)
        ])?;
        let mut deferrals = Vec::new();
        while let Some(row) = rows.next()? {
            let code = row.get(1)?;
            deferrals.push(Deferral {
                at: read_moment(&row.get::<_, String>(0)?)?,
                code: (code != NO_ANSWER).then_some(code),
            });
        }
        Ok(deferrals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn each_bureau_and_direction_has_its_own_and_a_day_later_they_are_gone() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (evening, night) = (
            at("2026-03-02T22:00:00+08:00"),
            at("2026-03-03T01:00:00+08:00"),
        );
        ledger
            .put_off("甲", Direction::Send, Some(901), evening)
            .unwrap();
        ledger.put_off("甲", Direction::Send, None, night).unwrap();
        ledger
            .put_off("甲", Direction::Fetch, Some(902), night)
            .unwrap();
        let of = |ledger: &Ledger, bureau, direction, now| {
            let found = ledger.deferrals(bureau, direction, now).unwrap();
            let moments: Vec<Moment> = found.iter().map(|deferral| deferral.at).collect();
            moments
        };
        assert_eq!(of(&ledger, "甲", Direction::Send, night), [evening, night]);
        assert_eq!(of(&ledger, "甲", Direction::Fetch, night), [night]);
        assert!(of(&ledger, "乙", Direction::Send, night).is_empty());
        let next = at("2026-03-03T22:00:00+08:00");
        assert_eq!(of(&ledger, "甲", Direction::Send, next), [night]);
        ledger
            .put_off(
                "甲",
                Direction::Send,
                Some(20),
                at("2026-03-04T22:00:00+08:00"),
            )
            .unwrap();
        assert!(
            of(&ledger, "甲", Direction::Send, night).is_empty(),
            "what is old is forgotten"
        );
    }
}
