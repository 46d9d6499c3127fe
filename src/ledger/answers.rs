//! Taking in one answer file, in one transaction: what it is about, what it says, and what was kept of it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::candidates::Candidate;
use super::files::write_key;
use super::mirror::RecordKind;
use super::moves::{move_to, read_state};
use super::object::Key;
use super::rows::{CodeRecord, OpinionRecord, read_kind, read_moment};
use super::{ContentHash, Error, Ledger, Moment, Result, State, read, stamp};
use crate::order::{Kind, Text};

/// An answer file that is being taken in. Nothing of it lasts before [`Answers::finish`].
#[derive(Debug)]
pub struct Answers<'ledger> {
    pub(super) transaction: Transaction<'ledger>,
    pub(super) run: Option<i64>,
    pub(super) download: i64,
    pub(super) now: Moment,
    /// Whether any record of a kind was known before this night's copies, where that has been asked: it takes a look at
    /// all of them.
    pub(super) known_before: RefCell<BTreeMap<RecordKind, bool>>,
}

/// Whether an answer file has been taken in before.
#[derive(Debug)]
pub enum Import<'ledger> {
    /// The same name with the same content: nothing of it is to be taken in again. What it came to then, and the file, for
    /// what may have come broken under its name since.
    Known(Tally, Box<Answers<'ledger>>),
    /// To be taken in.
    New(Box<Answers<'ledger>>),
}

/// What an answer file came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The families in it, separated by blanks: `ICP/BAJG ICP/BASJ`.
    pub family: String,
    /// Records in it; matched + unmatched + ambiguous.
    pub records: u32,
    /// Records that found their order.
    pub matched: u32,
    /// Records that found none, or that nobody can read.
    pub unmatched: u32,
    /// Records that found several.
    pub ambiguous: u32,
    /// Why the file could not be read to its end.
    pub error: Option<Text>,
}

/// All that is known about the last upload of an attempt.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The kind of order.
    pub kind: Option<Kind>,
    /// Where it stands.
    pub state: State,
    /// Whether the people named in it must answer a short message of the bureau.
    pub sms: bool,
    /// When the bureau last took it.
    pub uploaded: Option<Moment>,
    /// Whether an upload of its file had an unknown outcome before: the bureau may have it twice.
    pub doubted: bool,
    /// The bureau's codes.
    pub codes: Vec<CodeRecord>,
    /// The auditors' opinions.
    pub opinions: Vec<OpinionRecord>,
    /// Ids and filing numbers, submitted and learned.
    pub keys: Vec<Key>,
}

/// Why an answer was kept instead of applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// No order is known that it could be about.
    Unmatched,
    /// Several orders are.
    Ambiguous,
    /// It found its order and leaves open what becomes of it: it contradicts another answer, or nobody knows its code.
    Undecided,
    /// It, or a part of it, has a form that this program does not read.
    Unread,
}

impl KeptReason {
    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            KeptReason::Unmatched => "unmatched",
            KeptReason::Ambiguous => "ambiguous",
            KeptReason::Undecided => "undecided",
            KeptReason::Unread => "unread",
        }
    }

    pub(super) fn from_id(id: &str) -> Result<KeptReason> {
        use KeptReason::{Ambiguous, Undecided, Unmatched, Unread};
        let found = [Unmatched, Ambiguous, Undecided, Unread]
            .into_iter()
            .find(|reason| reason.id() == id);
        found.ok_or_else(|| Error::Inconsistent(format!("`{id}` is no reason to keep an answer")))
    }
}

impl Ledger {
    /// Begins to take in an answer file, unless the same name with the same content has been taken in before.
    pub fn import(&mut self, name: &str, content: ContentHash, now: Moment) -> Result<Import<'_>> {
        let run = self.run;
        let transaction = self.begin()?;
        let known = transaction
            .query_row(
                "SELECT family, records, matched, unmatched, ambiguous, error, id,
                    (SELECT why_zh FROM kept_answers WHERE download_id = downloads.id AND record = 0)
                 FROM downloads WHERE name = ?1 AND sha256 = ?2",
                params![name, content.to_string()],
                |row| {
                    let (en, zh): (Option<String>, Option<String>) = (row.get(5)?, row.get(7)?);
                    let tally = Tally {
                        family: row.get(0)?,
                        records: row.get(1)?,
                        matched: row.get(2)?,
                        unmatched: row.get(3)?,
                        ambiguous: row.get(4)?,
                        error: en.map(|en| Text::new(zh.unwrap_or_else(|| en.clone()), en)),
                    };
                    Ok((tally, row.get(6)?))
                },
            )
            .optional()?;
        let taking_in = |transaction, download| {
            Box::new(Answers {
                transaction,
                run,
                download,
                now,
                known_before: RefCell::default(),
            })
        };
        if let Some((tally, download)) = known {
            return Ok(Import::Known(tally, taking_in(transaction, download)));
        }
        transaction.execute(
            "INSERT INTO downloads (name, sha256, run_id, received) VALUES (?1, ?2, ?3, ?4)",
            params![name, content.to_string(), run, stamp(now)],
        )?;
        let download = transaction.last_insert_rowid();
        Ok(Import::New(taking_in(transaction, download)))
    }

    /// Takes a kept answer up again, as part of the answer file that brought it. Nothing lasts before
    /// [`Answers::close`].
    pub fn take_up(&mut self, kept: i64, now: Moment) -> Result<Answers<'_>> {
        let run = self.run;
        let transaction = self.begin()?;
        let download = transaction
            .prepare_cached("SELECT download_id FROM kept_answers WHERE id = ?1")?
            .query_row([kept], |row| row.get(0))?;
        Ok(Answers {
            transaction,
            run,
            download,
            now,
            known_before: RefCell::default(),
        })
    }
}

impl Answers<'_> {
    /// Notes that the file of these attempts was refused as a whole.
    pub fn refuse_file_of(&self, attempt: i64) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE files SET state = 'refused' WHERE id = (SELECT file_id FROM attempts WHERE id = ?1)")?
            .execute([attempt])?;
        Ok(())
    }

    /// Notes a code for an attempt and the object that the answer named. `record` is the position of the answer in its file, from 1.
    pub fn add_code(&self, about: &Candidate, record: u32, code: u32, detail: &str) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO codes (attempt_id, file_id, download_id, record, object, code, detail)
                 SELECT ?1, file_id, ?2, ?3, ?4, ?5, ?6 FROM attempts WHERE id = ?1",
            )?
            .execute(params![about.attempt, self.download, record, about.object.to_string(), code, detail])?;
        Ok(())
    }

    /// Notes an auditor's opinion about an attempt.
    pub fn add_opinion(&self, attempt: i64, record: u32, opinion: &OpinionRecord) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO opinions (attempt_id, file_id, download_id, record, object, approved, words, auditor, phone, time)
                 SELECT ?1, file_id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM attempts WHERE id = ?1",
            )?
            .execute(params![
                attempt,
                self.download,
                record,
                opinion.object.to_string(),
                opinion.approved,
                opinion.words,
                opinion.auditor,
                opinion.phone,
                opinion.time
            ])?;
        Ok(())
    }

    /// Learns an id or a filing number; what was known of the same element is replaced.
    pub fn learn(&self, attempt: i64, key: &Key) -> Result<()> {
        write_key(&self.transaction, attempt, key)
    }

    /// All that is known about the last upload of an attempt, this answer included.
    pub fn evidence(&self, attempt: i64) -> Result<Evidence> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT a.kind, a.state, a.sms, a.uploaded, coalesce(f.doubted, 0)
             FROM attempts a LEFT JOIN files f ON f.id = a.file_id WHERE a.id = ?1",
        )?;
        let mut rows = statement.query([attempt])?;
        let row = rows
            .next()?
            .ok_or_else(|| Error::Inconsistent(format!("attempt {attempt} is gone")))?;
        let uploaded: Option<String> = row.get(3)?;
        Ok(Evidence {
            kind: read_kind(row.get(0)?),
            state: read_state(row.get(1)?)?,
            sms: row.get(2)?,
            uploaded: uploaded.as_deref().map(read_moment).transpose()?,
            doubted: row.get(4)?,
            codes: read::codes(&self.transaction, attempt)?,
            opinions: read::opinions(&self.transaction, attempt)?,
            keys: read::keys(&self.transaction, attempt)?,
        })
    }

    /// Moves an attempt, as [`State::may_become`] allows.
    pub fn move_to(&self, attempt: i64, state: State, note: Option<&Text>) -> Result<()> {
        move_to(&self.transaction, self.run, attempt, state, note, self.now)
    }

    /// Keeps an answer, or a part of one, as it was received; `attempts` are those that it may be about.
    pub fn keep(
        &self,
        record: u32,
        reason: KeptReason,
        family: &str,
        why: &Text,
        raw: &str,
        attempts: &[i64],
    ) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT INTO kept_answers (download_id, record, reason, family, why_zh, why_en, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![self.download, record, reason.id(), family, why.zh, why.en, raw])?;
        let kept = self.transaction.last_insert_rowid();
        for attempt in attempts {
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO kept_candidates (kept_id, attempt_id) VALUES (?1, ?2)",
                )?
                .execute([kept, *attempt])?;
        }
        Ok(())
    }

    /// Makes it last: notes what the file came to.
    pub fn finish(self, tally: &Tally) -> Result<()> {
        self.transaction.execute(
            "UPDATE downloads SET family = ?2, records = ?3, matched = ?4, unmatched = ?5, ambiguous = ?6, error = ?7 WHERE id = ?1",
            params![self.download, tally.family, tally.records, tally.matched, tally.unmatched, tally.ambiguous, tally.error.as_ref().map(|error| &error.en)],
        )?;
        self.close()
    }

    /// Settles the files whose every order is completed or returned, and makes everything last.
    pub fn close(self) -> Result<()> {
        self.transaction.execute(
            "UPDATE files SET state = 'settled' WHERE state = 'accepted' AND NOT EXISTS
                (SELECT 1 FROM attempts a WHERE a.file_id = files.id AND a.state IN (9, 10, 11, 12, 18))",
            [],
        )?;
        Ok(self.transaction.commit()?)
    }
}
