//! Files on their way to the bureau: built → sending → accepted, or unknown. Each step is durable before the next
//! begins, so that a crash between two of them can be told from both.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::by_hand::has_reason;
use super::moves::move_to;
use super::object::Key;
use super::register::{ContentHash, latest_attempt};
use super::{Error, FileState, Ledger, Moment, Result, State, stamp};

/// A finished file, proven and lying on disk.
#[derive(Clone, Debug)]
pub struct BuiltFile {
    /// Its name, from [`Ledger::next_file_name`]; also the name of the zip entry.
    pub name: String,
    /// The bureau it is for, by its name in the configuration.
    pub bureau: String,
    /// The family it carries: `XZBA`.
    pub family: String,
    /// Length of the XML in bytes.
    pub bytes: u64,
    /// Hash of the XML.
    pub sha256: ContentHash,
    /// Its orders, in the file's order.
    pub orders: Vec<PackedOrder>,
}

/// One order of a file.
#[derive(Clone, Debug)]
pub struct PackedOrder {
    /// The order number.
    pub number: String,
    /// Its records, as the interface counts them.
    pub records: u32,
    /// The ids and numbers written into them, by which answers will name them.
    pub keys: Vec<Key>,
}

/// How an unknown upload turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The bureau has the file.
    Accepted,
    /// The bureau has not got it; the sequence number is free again.
    NotAccepted,
}

struct FileRow {
    id: i64,
    name: String,
    bureau: String,
    state: FileState,
    sequence: Option<u32>,
}

impl FileRow {
    /// The number of a file that is on its way.
    fn number(&self) -> Result<u32> {
        self.sequence.ok_or_else(|| {
            let name = &self.name;
            Error::Inconsistent(format!("{name} is on its way without a sequence"))
        })
    }
}

impl Ledger {
    /// A name that no file had before: the carrier's id, the date, the family and a counter. It is taken at once,
    /// whether or not a file is built.
    pub fn next_file_name(
        &mut self,
        carrier: u64,
        family: &str,
        date: NaiveDate,
    ) -> Result<String> {
        // A statement that gives rows hides what goes wrong when it is made to last by itself.
        let transaction = self.begin()?;
        let counter: i64 = transaction.query_row(
            "INSERT INTO counters (name, last) VALUES ('file', 1)
             ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
            [],
            |row| row.get(0),
        )?;
        transaction.commit()?;
        Ok(format!(
            "{carrier}{}{family}{counter:06}.xml",
            date.format("%Y%m%d")
        ))
    }

    /// Records a file that lies on disk; its orders were ready and are packed now.
    pub fn record_built_file(&mut self, file: &BuiltFile, now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        if find(&transaction, &file.name)?.is_some() {
            return Err(Error::DuplicateFile(file.name.clone()));
        }
        transaction.execute(
            "INSERT OR IGNORE INTO bureaus (name) VALUES (?1)",
            [&file.bureau],
        )?;
        transaction.execute(
            "INSERT INTO files (name, bureau, family, records, bytes, sha256, state, built) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'built', ?7)",
            params![
                file.name,
                file.bureau,
                file.family,
                file.orders.iter().map(|order| i64::from(order.records)).sum::<i64>(),
                i64::try_from(file.bytes).unwrap_or(i64::MAX),
                file.sha256.to_string(),
                stamp(now)
            ],
        )?;
        let id = transaction.last_insert_rowid();
        for (position, order) in (0_i64..).zip(&file.orders) {
            let (attempt, from) = latest_attempt(&transaction, &order.number)?;
            if from != State::Ready {
                let order = order.number.clone();
                let to = State::Packed;
                return Err(Error::Transition { order, from, to });
            }
            move_to(&transaction, run, attempt, State::Packed, None, now)?;
            transaction
                .prepare_cached("UPDATE attempts SET file_id = ?2 WHERE id = ?1")?
                .execute([attempt, id])?;
            transaction
                .prepare_cached(
                    "INSERT INTO file_orders (file_id, position, attempt_id, records) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![id, position, attempt, order.records])?;
            for key in &order.keys {
                write_key(&transaction, attempt, key)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Gives the file its `dataSequence` and notes that the upload begins; to be called before the first byte leaves.
    ///
    /// `envelope_hash` is the `beianInfoHash` that will be sent, by which a lost answer is settled later. Refused
    /// while another upload to the same bureau is open or its outcome unknown.
    pub fn begin_sending(&mut self, name: &str, envelope_hash: &str, now: Moment) -> Result<u32> {
        let transaction = self.begin()?;
        let file = in_state(&transaction, name, FileState::Built)?;
        let open: Option<String> = transaction
            .query_row(
                "SELECT name FROM files WHERE bureau = ?1 AND state IN ('sending', 'unknown')",
                [&file.bureau],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(open) = open {
            return Err(Error::Unsettled {
                bureau: file.bureau,
                file: open,
            });
        }
        let last: u32 = transaction.query_row(
            "SELECT last_sequence FROM bureaus WHERE name = ?1",
            [&file.bureau],
            |row| row.get(0),
        )?;
        let sequence = last
            .checked_add(1)
            .ok_or(Error::Exhausted("dataSequence"))?;
        transaction.execute(
            "UPDATE files SET state = 'sending', sequence = ?2, envelope_hash = ?3, sent = ?4 WHERE id = ?1",
            params![file.id, sequence, envelope_hash, stamp(now)],
        )?;
        transaction.commit()?;
        Ok(sequence)
    }

    /// The bureau answered 0: the sequence number is used, and the bureau's clock runs for every order of the file.
    pub fn accepted(&mut self, name: &str, now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        arrived(&transaction, run, name, FileState::Sending, None, now)?;
        Ok(transaction.commit()?)
    }

    /// The bureau did not take the file, with this code, or could not be reached at all: the sequence number is free
    /// again, and the file may be sent later.
    pub fn not_accepted(
        &mut self,
        name: &str,
        code: Option<u32>,
        message: Option<&str>,
    ) -> Result<()> {
        let transaction = self.begin()?;
        let file = in_state(&transaction, name, FileState::Sending)?;
        transaction.execute(
            "UPDATE files SET state = 'built', sequence = NULL, last_code = ?2, last_message = ?3 WHERE id = ?1",
            params![file.id, code, message],
        )?;
        Ok(transaction.commit()?)
    }

    /// The call began and its answer is lost or unreadable: nothing more goes to this bureau until it is settled.
    pub fn unknown(&mut self, name: &str, message: Option<&str>) -> Result<()> {
        let transaction = self.begin()?;
        let file = in_state(&transaction, name, FileState::Sending)?;
        transaction.execute(
            "UPDATE files SET state = 'unknown', doubted = 1, last_message = ?2 WHERE id = ?1",
            params![file.id, message],
        )?;
        Ok(transaction.commit()?)
    }

    /// Settles an unknown upload, by what the bureau says about it or a person has found out; the reason is kept.
    pub fn settle_unknown(
        &mut self,
        name: &str,
        settlement: Settlement,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        settle(&transaction, run, name, settlement, reason, now)?;
        Ok(transaction.commit()?)
    }

    /// As [`Ledger::settle_unknown`], by a person, whose decision is kept beside the file whatever becomes of it. Hands back
    /// the number that the upload had.
    pub fn resolve(
        &mut self,
        name: &str,
        settlement: Settlement,
        reason: &str,
        now: Moment,
    ) -> Result<u32> {
        let run = self.run;
        let transaction = self.begin()?;
        has_reason(reason)?;
        let (file, sequence) = settle(&transaction, run, name, settlement, reason, now)?;
        transaction.execute(
            "INSERT INTO settlements (run_id, at, file_id, sequence, accepted, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![run, stamp(now), file, sequence, settlement == Settlement::Accepted, reason],
        )?;
        transaction.commit()?;
        Ok(sequence)
    }
}

/// Settles an unknown upload; the file's row, and the number that the upload had.
fn settle(
    connection: &Connection,
    run: Option<i64>,
    name: &str,
    settlement: Settlement,
    reason: &str,
    now: Moment,
) -> Result<(i64, u32)> {
    if settlement == Settlement::Accepted {
        return arrived(connection, run, name, FileState::Unknown, Some(reason), now);
    }
    let file = in_state(connection, name, FileState::Unknown)?;
    connection.execute(
        "UPDATE files SET state = 'built', sequence = NULL, reason = ?2 WHERE id = ?1",
        params![file.id, reason],
    )?;
    Ok((file.id, file.number()?))
}

/// The bureau has the file: its number is used, and its orders wait for answers.
fn arrived(
    connection: &Connection,
    run: Option<i64>,
    name: &str,
    from: FileState,
    reason: Option<&str>,
    now: Moment,
) -> Result<(i64, u32)> {
    let file = in_state(connection, name, from)?;
    let sequence = file.number()?;
    connection.execute(
        "UPDATE files SET state = 'accepted', accepted = ?2, reason = ?3, last_code = 0, last_message = NULL WHERE id = ?1",
        params![file.id, stamp(now), reason],
    )?;
    connection.execute(
        "UPDATE bureaus SET last_sequence = ?2 WHERE name = ?1",
        params![file.bureau, sequence],
    )?;
    for (attempt, sms) in attempts_of(connection, file.id)? {
        move_to(connection, run, attempt, State::Uploaded, None, now)?;
        let next = if sms {
            State::AwaitingSms
        } else {
            State::UnderReview
        };
        move_to(connection, run, attempt, next, None, now)?;
        connection
            .prepare_cached("UPDATE attempts SET uploaded = ?2 WHERE id = ?1")?
            .execute(params![attempt, stamp(now)])?;
    }
    Ok((file.id, sequence))
}

fn attempts_of(connection: &Connection, file: i64) -> Result<Vec<(i64, bool)>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, a.sms FROM file_orders f JOIN attempts a ON a.id = f.attempt_id WHERE f.file_id = ?1 ORDER BY f.position",
    )?;
    let rows = statement.query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a key of an attempt; what was known about the same element of the same object is replaced.
pub(super) fn write_key(connection: &Connection, attempt: i64, key: &Key) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO keys (attempt_id, object, tag, value) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (attempt_id, object, tag) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![
            attempt,
            key.object.to_string(),
            key.tag.name(),
            key.value
        ])?;
    Ok(())
}

fn in_state(connection: &Connection, name: &str, wanted: FileState) -> Result<FileRow> {
    let file = find(connection, name)?.ok_or_else(|| Error::UnknownFile(name.to_owned()))?;
    if file.state != wanted {
        return Err(Error::FileState {
            file: file.name,
            found: file.state,
            wanted,
        });
    }
    Ok(file)
}

fn find(connection: &Connection, name: &str) -> Result<Option<FileRow>> {
    let row = connection
        .query_row(
            "SELECT id, name, bureau, state, sequence FROM files WHERE name = ?1",
            [name],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get::<_, String>(3)?,
                    row.get(4)?,
                ))
            },
        )
        .optional()?;
    row.map(|(id, name, bureau, state, sequence)| {
        let state = super::rows::read_file_state(&state)?;
        Ok(FileRow {
            id,
            name,
            bureau,
            state,
            sequence,
        })
    })
    .transpose()
}
