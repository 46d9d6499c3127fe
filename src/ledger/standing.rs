//! How far each file is answered: complete, or what is missing; and files that were sent long ago.

use rusqlite::params;

use super::mirror::json;
use super::rows::{read_count, read_file_state, read_moment};
use super::{FileState, Ledger, Moment, Result, stamp};

/// A file and how far it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStanding {
    /// Its name.
    pub name: String,
    /// The bureau it is for.
    pub bureau: String,
    /// The family it carries.
    pub family: String,
    /// Where it stands.
    pub state: FileState,
    /// Its `dataSequence`, from the beginning of its upload on.
    pub sequence: Option<u32>,
    /// Number of records.
    pub records: u32,
    /// When it was written.
    pub built: Moment,
    /// When the bureau took it.
    pub accepted: Option<Moment>,
    /// What the bureau or the line said of its upload, where that was not taken.
    pub said: Option<String>,
    /// Orders in it.
    pub orders: usize,
    /// Orders in it that are answered, or were sent again in a later file.
    pub answered: usize,
    /// The numbers of the orders that the bureau has taken with it and not answered, in the file's order.
    pub missing: Vec<String>,
}

/// A file that the bureau took long ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldFile {
    /// Its name.
    pub name: String,
    /// The bureau that took it.
    pub bureau: String,
    /// When.
    pub accepted: Moment,
}

impl Ledger {
    /// The files of these names, and of those written until the end of `day` all that are not settled or refused; by bureau
    /// in the order of their sequence numbers, those that have none last.
    pub fn file_standings(
        &self,
        names: &[&str],
        day: chrono::NaiveDate,
    ) -> Result<Vec<FileStanding>> {
        let mut missing = self.connection.prepare_cached(
            "SELECT o.number FROM file_orders l JOIN attempts a ON a.id = l.attempt_id JOIN orders o ON o.id = a.order_id
             WHERE l.file_id = ?1 AND a.file_id = ?1 AND a.state IN (9, 10, 11) ORDER BY l.position",
        )?;
        let mut statement = self.connection.prepare_cached(
            "SELECT f.id, f.name, f.bureau, f.family, f.state, f.sequence, f.records, f.built, f.accepted, f.last_code, f.last_message,
                count(*), sum(a.file_id IS NOT f.id OR a.state NOT BETWEEN 8 AND 11)
             FROM files f CROSS JOIN file_orders l ON l.file_id = f.id CROSS JOIN attempts a ON a.id = l.attempt_id
             WHERE f.name IN (SELECT value FROM json_each(?1))
                OR (f.state IN ('built', 'sending', 'unknown', 'accepted') AND substr(f.built, 1, 10) <= ?2)
             GROUP BY f.id ORDER BY f.bureau, f.sequence IS NULL, f.sequence, f.id",
        )?;
        let mut rows = statement.query(params![json(names)?, day.to_string()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let accepted: Option<String> = row.get(8)?;
            let (code, message): (Option<u32>, Option<String>) = (row.get(9)?, row.get(10)?);
            let file: i64 = row.get(0)?;
            let numbers = missing.query_map([file], |row| row.get(0))?;
            found.push(FileStanding {
                name: row.get(1)?,
                bureau: row.get(2)?,
                family: row.get(3)?,
                state: read_file_state(&row.get::<_, String>(4)?)?,
                sequence: row.get(5)?,
                records: row.get(6)?,
                built: read_moment(&row.get::<_, String>(7)?)?,
                accepted: accepted.as_deref().map(read_moment).transpose()?,
                said: said(code, message),
                orders: read_count(row, 11)?,
                answered: read_count(row, 12)?,
                missing: numbers.collect::<rusqlite::Result<_>>()?,
            });
        }
        Ok(found)
    }

    /// The files that a bureau took at `moment` or before, oldest first.
    pub fn files_taken_before(&self, moment: Moment) -> Result<Vec<OldFile>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, bureau, accepted FROM files WHERE accepted <= ?1 ORDER BY accepted, id",
        )?;
        let mut rows = statement.query([stamp(moment)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(OldFile {
                name: row.get(0)?,
                bureau: row.get(1)?,
                accepted: read_moment(&row.get::<_, String>(2)?)?,
            });
        }
        Ok(found)
    }

    /// Whether an order of this file is not over.
    pub fn has_open_orders(&self, file: &str) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM files f JOIN file_orders l ON l.file_id = f.id JOIN attempts a ON a.id = l.attempt_id
                JOIN orders o ON o.id = a.order_id JOIN attempts n ON n.order_id = o.id AND n.number = o.attempt
             WHERE f.name = ?1 AND n.state NOT IN (13, 19, 20))",
        )?;
        Ok(statement.query_row([file], |row| row.get(0))?)
    }
}

/// What was said of an upload that was not taken; nothing of one that was.
pub(super) fn said(code: Option<u32>, message: Option<String>) -> Option<String> {
    match (code, message) {
        (None | Some(0), None) => None,
        (None | Some(0), Some(message)) => Some(message),
        (Some(code), None) => Some(code.to_string()),
        (Some(code), Some(message)) => Some(format!("{code} {message}")),
    }
}
