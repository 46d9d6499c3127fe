//! What the practice bureau remembers: uploads, answer files, filings. One SQLite file in the state folder.
//!
//! Every call that changes something does so in one transaction, so that a bureau that is killed has either
//! taken an upload with all its consequences or not at all.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use md5::{Digest as _, Md5};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::Error;
use crate::disk::{self, DiskError};

/// The file in the state folder.
const FILE_NAME: &str = "practice.sqlite";

/// The form of the memory. There is no way from one to another: a rehearsal can begin anew.
const VERSION: u32 = 2;

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
        let refused = |DiskError { path, source }| Error::Folder {
            folder: path,
            error: source,
        };
        disk::create_folder(folder).map_err(refused)?;
        restrict(folder).map_err(failed)?;
        let path = folder.join(FILE_NAME);
        let is_new = !path.exists();
        // What a rehearsal is sent is about real people.
        drop(disk::open_private(&path).map_err(refused)?);
        let connection = Connection::open(&path)?;
        let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if !is_new && version != VERSION {
            return Err(Error::OtherVersion { path });
        }
        connection.set_prepared_statement_cache_capacity(128);
        connection.execute_batch(include_str!("state.sql"))?;
        connection.pragma_update(None, "user_version", VERSION)?;
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

    /// An answer file that is due and not acknowledged, the oldest or the newest, and how many there are.
    pub fn next_delivery(
        &self,
        today: NaiveDate,
        newest: bool,
    ) -> Result<Option<(Delivery, u32)>, Error> {
        let open = "FROM delivery WHERE acknowledged = 0 AND due <= ?1";
        let today = today.to_string();
        let count: u32 =
            self.connection
                .query_row(&format!("SELECT count(*) {open}"), [&today], |row| {
                    row.get(0)
                })?;
        let order = match newest {
            true => "due DESC, id DESC",
            false => "due, id",
        };
        let query = format!("SELECT name, zip {open} ORDER BY {order} LIMIT 1");
        let file = self
            .connection
            .query_row(&query, [&today], read_delivery)
            .optional()?;
        Ok(file.map(|file| (file, count)))
    }

    /// The answer file that was acknowledged last.
    pub fn last_acknowledged(&self) -> Result<Option<Delivery>, Error> {
        let query = "SELECT name, zip FROM delivery WHERE acknowledged > 0
                     ORDER BY acknowledged DESC LIMIT 1";
        let file = self.connection.query_row(query, [], read_delivery);
        Ok(file.optional()?)
    }

    /// Marks an answer file as delivered, again if it was already; `false` when there is none of this name.
    pub fn acknowledge(&self, name: &str) -> Result<bool, Error> {
        let count = next(&self.connection, "acknowledgement")?;
        let statement = "UPDATE delivery SET acknowledged = ?2 WHERE name = ?1";
        let changed = self.connection.execute(statement, params![name, count])?;
        Ok(changed == 1)
    }

    /// Counts one more under `name`, and gives the count.
    pub fn count(&self, name: &str) -> Result<u32, Error> {
        Ok(u32::try_from(next(&self.connection, name)?).unwrap_or(u32::MAX))
    }

    /// Whether anything was counted under `name`.
    pub fn was_counted(&self, name: &str) -> Result<bool, Error> {
        let query = "SELECT 1 FROM counter WHERE name = ?1";
        Ok(self.connection.prepare_cached(query)?.exists([name])?)
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

/// Whether this document is judged under this name for the first time; remembers that it is.
pub(super) fn is_judged_first(
    connection: &Connection,
    name: &str,
    document: &[u8],
) -> Result<bool, Error> {
    let statement = "INSERT OR IGNORE INTO judged (name, document) VALUES (?1, ?2)";
    let digest = STANDARD.encode(Md5::digest(document));
    Ok(connection.execute(statement, params![name, digest])? == 1)
}

fn read_delivery(row: &rusqlite::Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        name: row.get(0)?,
        zip: row.get(1)?,
    })
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
