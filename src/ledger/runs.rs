//! Runs and nights: which run of the program read or moved which order.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::rows::{night_name, read_moment};
use super::{Ledger, Moment, Result, stamp};

impl Ledger {
    /// Begins a run; what changes from now on is noted under it. A night is all runs that began on one day.
    pub fn begin_run(&mut self, command: &str, now: Moment) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO runs (night, command, started) VALUES (?1, ?2, ?3)",
            params![now.date_naive().to_string(), command, stamp(now)],
        )?;
        let run = transaction.last_insert_rowid();
        super::fields::forget(&transaction)?;
        transaction.commit()?;
        self.run = Some(run);
        Ok(())
    }

    /// When the last run of a command before this one began.
    pub fn run_before(&self, command: &str) -> Result<Option<Moment>> {
        let started: Option<String> = self
            .connection
            .query_row(
                "SELECT started FROM runs WHERE command = ?1 AND id < coalesce(?2, id + 1) ORDER BY id DESC LIMIT 1",
                params![command, self.run],
                |row| row.get(0),
            )
            .optional()?;
        started.as_deref().map(read_moment).transpose()
    }

    /// When the first run of a night began.
    pub fn began(&self, night: NaiveDate) -> Result<Option<Moment>> {
        let started: Option<String> = self.connection.query_row(
            "SELECT min(started) FROM runs WHERE night = ?1",
            [night.to_string()],
            |row| row.get(0),
        )?;
        started.as_deref().map(read_moment).transpose()
    }

    /// The latest night in which orders were read.
    pub fn latest_night(&self) -> Result<Option<NaiveDate>> {
        Ok(self.nights(None, 1)?.pop())
    }

    /// Whether anything was run on a night.
    pub fn has_run_on(&self, night: NaiveDate) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM runs WHERE night = ?1")?;
        Ok(statement.exists([night_name(night)])?)
    }

    /// The first run of a day after its last night: its number, and when it began. What it brings is in no report of a night
    /// yet.
    pub(super) fn after_the_night(&self, day: NaiveDate) -> Result<Option<(i64, String)>> {
        let found = self.connection.query_row(
            "SELECT id, started FROM runs WHERE night = ?1
                AND id > (SELECT max(n.id) FROM runs n WHERE n.night = ?1 AND n.command = 'nightly') ORDER BY id LIMIT 1",
            [day.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        );
        Ok(found.optional()?)
    }

    /// The night before `night` in which orders were read.
    pub fn night_before(&self, night: NaiveDate) -> Result<Option<NaiveDate>> {
        match night.pred_opt() {
            Some(day) => Ok(self.nights(Some(day), 1)?.pop()),
            None => Ok(None),
        }
    }
}
