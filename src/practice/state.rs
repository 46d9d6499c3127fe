//! What the practice bureau remembers: uploads, answer files, filings. One SQLite file in the state folder.
//!
//! Every call that changes something does so in one transaction, so that a bureau that is killed has either
//! taken an upload with all its consequences or not at all.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::Error;

/// The file in the state folder.
const FILE_NAME: &str = "practice.sqlite";

pub(super) struct State {
    connection: Connection,
}

/// A file that was taken: the zip entry's name, and the parameters it was sent with.
pub(super) struct Taken {
    pub sequence: u32,
    pub name: String,
    pub info: String,
    pub hash: String,
    pub encrypt: u32,
}

/// An answer file: its name, and its archive before encryption.
pub(super) struct Delivery {
    pub name: String,
    pub zip: Vec<u8>,
}

impl State {
    /// Opens the state in `folder`, and makes it when it is not there.
    pub fn open(folder: &Path) -> Result<State, Error> {
        let failed = |error| Error::Folder {
            folder: folder.to_owned(),
            error,
        };
        fs::create_dir_all(folder).map_err(failed)?;
        restrict(folder).map_err(failed)?;
        let connection = Connection::open(folder.join(FILE_NAME))?;
        connection.execute_batch(include_str!("state.sql"))?;
        Ok(State { connection })
    }

    /// Does `work` in one transaction.
    pub fn change<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let transaction = self.connection.transaction()?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// The sequence of the last upload taken, 0 before the first.
    pub fn last_sequence(&self) -> Result<u32, Error> {
        Ok(self.connection.query_row(
            "SELECT coalesce(max(sequence), 0) FROM upload",
            [],
            |row| row.get(0),
        )?)
    }

    /// The last upload taken.
    pub fn last_upload(&self) -> Result<Option<Taken>, Error> {
        let query =
            "SELECT sequence, name, info, hash, encrypt FROM upload ORDER BY sequence DESC LIMIT 1";
        let taken = |row: &rusqlite::Row<'_>| {
            Ok(Taken {
                sequence: row.get(0)?,
                name: row.get(1)?,
                info: row.get(2)?,
                hash: row.get(3)?,
                encrypt: row.get(4)?,
            })
        };
        Ok(self.connection.query_row(query, [], taken).optional()?)
    }

    /// The oldest answer file that is due and not acknowledged, and whether there are more.
    pub fn next_delivery(&self, today: NaiveDate) -> Result<Option<(Delivery, bool)>, Error> {
        let open = "FROM delivery WHERE acknowledged = 0 AND due <= ?1";
        let today = today.to_string();
        let count: u32 =
            self.connection
                .query_row(&format!("SELECT count(*) {open}"), [&today], |row| {
                    row.get(0)
                })?;
        let query = format!("SELECT name, zip {open} ORDER BY due, id LIMIT 1");
        let file = self
            .connection
            .query_row(&query, [&today], |row| {
                Ok(Delivery {
                    name: row.get(0)?,
                    zip: row.get(1)?,
                })
            })
            .optional()?;
        Ok(file.map(|file| (file, count > 1)))
    }

    /// Marks an answer file as delivered, again if it was already; `false` when there is none of this name.
    pub fn acknowledge(&self, name: &str) -> Result<bool, Error> {
        let changed = self.connection.execute(
            "UPDATE delivery SET acknowledged = 1 WHERE name = ?1",
            [name],
        )?;
        Ok(changed == 1)
    }

    /// Counts one more under `name`, and gives the count.
    pub fn count(&self, name: &str) -> Result<u32, Error> {
        Ok(u32::try_from(next(&self.connection, name)?).unwrap_or(u32::MAX))
    }

    /// For lookups that change nothing.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// The next number of a counter, from 1.
pub(super) fn next(connection: &Connection, counter: &str) -> Result<i64, Error> {
    let statement = "INSERT INTO counter VALUES (?1, 1)
                     ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value";
    Ok(connection.query_row(statement, [counter], |row| row.get(0))?)
}

/// Remembers an upload that is taken.
pub(super) fn take(connection: &Connection, taken: &Taken) -> Result<(), Error> {
    let statement =
        "INSERT INTO upload (sequence, name, info, hash, encrypt) VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![
        taken.sequence,
        taken.name,
        taken.info,
        taken.hash,
        taken.encrypt
    ];
    connection.execute(statement, values)?;
    Ok(())
}

/// Puts an answer file into the queue.
pub(super) fn deliver(
    connection: &Connection,
    due: NaiveDate,
    file: &Delivery,
) -> Result<(), Error> {
    let statement = "INSERT INTO delivery (name, due, zip) VALUES (?1, ?2, ?3)";
    connection.execute(statement, params![file.name, due.to_string(), file.zip])?;
    Ok(())
}

/// Only the owner may look: uploads hold personal data even in a rehearsal.
#[cfg(unix)]
fn restrict(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn restrict(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
