//! What is counted over the whole ledger, and must be counted fast however many orders it holds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::params;

use super::moves::read_state;
use super::rows::{night_name, read_count, read_moment};
use super::{Ledger, Moment, Result, State};

impl Ledger {
    /// How many orders stand where, each by its latest attempt; a state in which none stands has a count of 0.
    pub fn standing_by_state(&self) -> Result<BTreeMap<State, usize>> {
        let mut counts: BTreeMap<State, usize> =
            State::ALL.iter().map(|state| (*state, 0)).collect();
        // All attempts are counted out of an index, and then those that a later one has replaced are taken away: few are.
        let mut all = self
            .connection
            .prepare_cached("SELECT state, count(*) FROM attempts GROUP BY state")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            counts.insert(read_state(row.get(0)?)?, read_count(row, 1)?);
        }
        let mut replaced = self.connection.prepare_cached(
            "SELECT a.state, count(*) FROM orders o INDEXED BY orders_mended CROSS JOIN attempts a ON a.order_id = o.id AND a.number < o.attempt
             WHERE o.attempt > 1 GROUP BY a.state",
        )?;
        let mut rows = replaced.query([])?;
        while let Some(row) = rows.next()? {
            let count = counts.entry(read_state(row.get(0)?)?).or_default();
            *count = count.saturating_sub(read_count(row, 1)?);
        }
        Ok(counts)
    }

    /// Since when the order has been waiting for the bureau that has waited longest.
    pub fn oldest_pending(&self) -> Result<Option<Moment>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(a.uploaded) FROM attempts a JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             WHERE a.state IN (9, 10, 11, 12)",
        )?;
        let oldest: Option<String> = statement.query_row([], |row| row.get(0))?;
        oldest.as_deref().map(read_moment).transpose()
    }

    /// The bureau's codes that came on a night, each with the number of orders that it came for.
    pub fn codes_of(&self, night: NaiveDate) -> Result<BTreeMap<u32, usize>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.code, count(DISTINCT a.order_id) FROM runs r JOIN downloads d ON d.run_id = r.id
             JOIN codes c ON c.download_id = d.id JOIN attempts a ON a.id = c.attempt_id
             WHERE r.night = ?1 GROUP BY c.code",
        )?;
        let mut rows = statement.query([night_name(night)])?;
        let mut counts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            counts.insert(row.get(0)?, read_count(row, 1)?);
        }
        Ok(counts)
    }

    /// The latest `count` nights in which orders were read, until `last`, oldest first.
    pub fn nights(&self, last: Option<NaiveDate>, count: usize) -> Result<Vec<NaiveDate>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT r.night FROM runs r WHERE (?1 IS NULL OR r.night <= ?1)
                AND EXISTS (SELECT 1 FROM run_orders l WHERE l.run_id = r.id)
             ORDER BY r.night DESC LIMIT ?2",
        )?;
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![last.map(night_name), count], |row| {
            row.get::<_, String>(0)
        })?;
        let names = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let nights = names.iter().rev().filter_map(|night| night.parse().ok());
        Ok(nights.collect())
    }

    /// How many orders the runs of a night brought into each state.
    pub fn moved_on(&self, night: NaiveDate) -> Result<BTreeMap<State, usize>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.state, count(DISTINCT a.order_id) FROM runs r JOIN moves m ON m.run_id = r.id JOIN attempts a ON a.id = m.attempt_id
             WHERE r.night = ?1 GROUP BY m.state",
        )?;
        let mut rows = statement.query([night_name(night)])?;
        let mut counts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            counts.insert(read_state(row.get(0)?)?, read_count(row, 1)?);
        }
        Ok(counts)
    }
}
