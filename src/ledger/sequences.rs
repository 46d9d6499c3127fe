//! The sequence numbers of each bureau: what was taken, what is missing, what waits, and what the bureau itself counts.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::rows::read_moment;
use super::{Ledger, Moment, Result, stamp};

/// The sequence numbers of one bureau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SequenceHealth {
    /// The bureau's name.
    pub bureau: String,
    /// The number of uploads that the bureau had taken before this ledger began.
    pub base: u32,
    /// The last number that the bureau has taken.
    pub last: u32,
    /// Numbers below it that no file of this ledger has.
    pub gaps: Vec<u32>,
    /// Files that wait to be sent.
    pub waiting: u32,
    /// The file whose outcome is not known; nothing is sent while there is one.
    pub unknown: Option<String>,
    /// What the bureau itself counted when it was last asked, and when that was.
    pub told: Option<(u32, Moment)>,
}

impl Ledger {
    /// The sequence numbers of every bureau, by name.
    pub fn sequences(&self) -> Result<Vec<SequenceHealth>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.name, b.base_sequence, b.last_sequence, b.told_sequence, b.told,
                (SELECT count(*) FROM files f WHERE f.bureau = b.name AND f.state = 'built'),
                (SELECT min(f.name) FROM files f WHERE f.bureau = b.name AND f.state IN ('sending', 'unknown'))
             FROM bureaus b ORDER BY b.name",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (told, at): (Option<u32>, Option<String>) = (row.get(3)?, row.get(4)?);
            let told = match (told, at) {
                (Some(told), Some(at)) => Some((told, read_moment(&at)?)),
                _ => None,
            };
            let (bureau, base, last): (String, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            found.push(SequenceHealth {
                gaps: gaps(&self.connection, &bureau, base, last)?,
                waiting: row.get(5)?,
                unknown: row.get(6)?,
                bureau,
                base,
                last,
                told,
            });
        }
        Ok(found)
    }

    /// Notes what a bureau counts itself, as it answered when it was asked.
    pub fn note_count(&mut self, bureau: &str, taken: u32, now: Moment) -> Result<()> {
        self.connection.execute(
            "UPDATE bureaus SET told_sequence = ?2, told = ?3 WHERE name = ?1",
            params![bureau, taken, stamp(now)],
        )?;
        Ok(())
    }
}

fn gaps(connection: &Connection, bureau: &str, base: u32, last: u32) -> Result<Vec<u32>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence FROM files WHERE bureau = ?1 AND sequence > ?2 AND sequence <= ?3",
    )?;
    let rows = statement.query_map(params![bureau, base, last], |row| row.get(0))?;
    let known: BTreeSet<u32> = rows.collect::<rusqlite::Result<_>>()?;
    Ok((base + 1..=last)
        .filter(|sequence| !known.contains(sequence))
        .collect())
}
