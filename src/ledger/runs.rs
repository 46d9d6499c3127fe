//! Runs and nights: which run of the program read or moved which order.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Ledger, Moment, Result, stamp};

impl Ledger {
    /// Begins a run; what changes from now on is noted under it. A night is all runs that began on one day.
    pub fn begin_run(&mut self, command: &str, now: Moment) -> Result<()> {
        self.connection.execute(
            "INSERT INTO runs (night, command, started) VALUES (?1, ?2, ?3)",
            params![now.date_naive().to_string(), command, stamp(now)],
        )?;
        self.run = Some(self.connection.last_insert_rowid());
        super::fields::forget(&self.connection)?;
        Ok(())
    }

    /// The latest night in which orders were read.
    pub fn latest_night(&self) -> Result<Option<NaiveDate>> {
        let night: Option<String> = self
            .connection
            .query_row(
                "SELECT max(night) FROM runs WHERE id IN (SELECT run_id FROM run_orders)",
                [],
                |row| row.get(0),
            )
            .optional()?
            .flatten();
        Ok(night.and_then(|night| night.parse().ok()))
    }
}
