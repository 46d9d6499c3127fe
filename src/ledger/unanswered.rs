//! Orders to which the interface has no answer.

use rusqlite::params;

use super::moves::move_to;
use super::{Ledger, Moment, Result, State};
use crate::order::{Kind, Text};

impl Ledger {
    /// Completes the orders of these kinds that the bureau took on an earlier day and has not refused since. Hands back
    /// how many.
    pub fn complete_unanswered(
        &mut self,
        kinds: &[Kind],
        note: &Text,
        now: Moment,
    ) -> Result<usize> {
        let run = self.run;
        let today = now.date_naive().to_string();
        let transaction = self.begin()?;
        let mut completed = 0;
        for kind in kinds {
            let attempts: Vec<i64> = transaction
                .prepare_cached(
                    "SELECT id FROM attempts WHERE state = ?1 AND kind = ?2 AND substr(uploaded, 1, 10) < ?3",
                )?
                .query_map(
                    params![State::UnderReview.number(), kind.name(), today],
                    |row| row.get(0),
                )?
                .collect::<rusqlite::Result<_>>()?;
            for attempt in attempts {
                move_to(
                    &transaction,
                    run,
                    attempt,
                    State::Completed,
                    Some(note),
                    now,
                )?;
                completed += 1;
            }
        }
        transaction.commit()?;
        Ok(completed)
    }
}
