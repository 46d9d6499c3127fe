//! Taking in one answer file, in one transaction: what it is about, what it says, and what was kept of it.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::files::write_key;
use super::moves::{move_to, read_state};
use super::object::{Key, KeyTag, Object};
use super::rows::{CodeRecord, OpinionRecord, read_kind};
use super::{ContentHash, Error, Ledger, Moment, Result, State, read, stamp};
use crate::order::{Kind, Text};

/// An answer file that is being taken in. Nothing of it lasts before [`Answers::finish`].
#[derive(Debug)]
pub struct Answers<'ledger> {
    transaction: Transaction<'ledger>,
    run: Option<i64>,
    download: i64,
    now: Moment,
}

/// Whether an answer file has been taken in before.
#[derive(Debug)]
pub enum Import<'ledger> {
    /// The same name with the same content: nothing is to be done. What it came to then.
    Known(Tally),
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
    pub error: Option<String>,
}

/// An attempt that an answer may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The attempt, for the other methods of [`Answers`].
    pub attempt: i64,
    /// The order number.
    pub order: String,
    /// Whether it is the order's latest attempt; an older one is not moved any more.
    pub latest: bool,
    /// The kind of order.
    pub kind: Option<Kind>,
    /// Where it stands.
    pub state: State,
    /// The object whose key was asked for.
    pub object: Object,
    /// Whether any code or opinion about its last upload is known.
    pub answered: bool,
}

/// All that is known about the last upload of an attempt.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The kind of order.
    pub kind: Option<Kind>,
    /// Where it stands.
    pub state: State,
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
    /// It, or a part of it, has a form that this program does not read.
    Unread,
}

impl KeptReason {
    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            KeptReason::Unmatched => "unmatched",
            KeptReason::Ambiguous => "ambiguous",
            KeptReason::Unread => "unread",
        }
    }

    pub(super) fn from_id(id: &str) -> Result<KeptReason> {
        use KeptReason::{Ambiguous, Unmatched, Unread};
        let found = [Unmatched, Ambiguous, Unread]
            .into_iter()
            .find(|reason| reason.id() == id);
        found.ok_or_else(|| Error::Inconsistent(format!("`{id}` is no reason to keep an answer")))
    }
}

/// The last uploaded attempt of every order.
const UPLOADED: &str = "
    SELECT a.id, o.number, a.number = o.attempt, a.kind, a.state,
        EXISTS (SELECT 1 FROM codes c WHERE c.attempt_id = a.id AND c.file_id = a.file_id)
            OR EXISTS (SELECT 1 FROM opinions p WHERE p.attempt_id = a.id AND p.file_id = a.file_id)
    FROM attempts a JOIN orders o ON o.id = a.order_id
    WHERE a.uploaded IS NOT NULL AND a.state >= 9
        AND a.number = (SELECT max(b.number) FROM attempts b WHERE b.order_id = a.order_id AND b.uploaded IS NOT NULL)";

impl Ledger {
    /// Begins to take in an answer file, unless the same name with the same content has been taken in before.
    pub fn import(&mut self, name: &str, content: ContentHash, now: Moment) -> Result<Import<'_>> {
        let run = self.run;
        let transaction = self.begin()?;
        let known = transaction
            .query_row(
                "SELECT family, records, matched, unmatched, ambiguous, error FROM downloads WHERE name = ?1 AND sha256 = ?2",
                params![name, content.to_string()],
                |row| {
                    Ok(Tally {
                        family: row.get(0)?,
                        records: row.get(1)?,
                        matched: row.get(2)?,
                        unmatched: row.get(3)?,
                        ambiguous: row.get(4)?,
                        error: row.get(5)?,
                    })
                },
            )
            .optional()?;
        if let Some(tally) = known {
            return Ok(Import::Known(tally));
        }
        transaction.execute(
            "INSERT INTO downloads (name, sha256, run_id, received) VALUES (?1, ?2, ?3, ?4)",
            params![name, content.to_string(), run, stamp(now)],
        )?;
        let download = transaction.last_insert_rowid();
        Ok(Import::New(Box::new(Answers {
            transaction,
            run,
            download,
            now,
        })))
    }
}

impl Answers<'_> {
    /// The attempts that hold a key, by the order of their upload; for each order only the last uploaded one.
    pub fn holders(&self, tag: KeyTag, value: &str) -> Result<Vec<Candidate>> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT attempt_id, object FROM keys WHERE tag = ?1 AND value = ?2")?;
        let rows =
            statement.query_map([tag.name(), value], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let keys: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut found: Vec<Candidate> = Vec::new();
        for (attempt, object) in keys {
            let object: Object = object
                .parse()
                .map_err(|error: crate::order::NoObject| Error::Inconsistent(error.to_string()))?;
            if found.iter().all(|candidate| candidate.attempt != attempt) {
                found.extend(candidates(
                    &self.transaction,
                    "AND a.id = ?1",
                    attempt,
                    object,
                )?);
            }
        }
        found.sort_by_key(|candidate| candidate.attempt);
        Ok(found)
    }

    /// The last uploaded attempts of all orders that wait for an answer.
    pub fn waiting(&self) -> Result<Vec<Candidate>> {
        candidates(
            &self.transaction,
            "AND a.state BETWEEN 9 AND ?1",
            State::Approved.number().into(),
            Object::Subject,
        )
    }

    /// The attempts of the uploaded file that a text names: with or without extension, whatever its case, also as the
    /// last part of a path. None when it names no file.
    pub fn attempts_of_file_named(&self, text: &str) -> Result<Option<Vec<Candidate>>> {
        let last = text.trim().rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = match last.rsplit_once('.') {
            Some((stem, extension))
                if extension.eq_ignore_ascii_case("xml")
                    || extension.eq_ignore_ascii_case("zip") =>
            {
                stem
            }
            _ => last,
        };
        let file: Option<i64> = self
            .transaction
            .prepare_cached(
                "SELECT id FROM files WHERE name = ?1 || '.xml' AND accepted IS NOT NULL",
            )?
            .query_row([stem], |row| row.get(0))
            .optional()?;
        file.map(|file| self.attempts_of(file)).transpose()
    }

    /// The attempts of the only uploaded file that has no answer at all; none when there are several such files.
    pub fn attempts_of_only_unanswered_file(&self) -> Result<Option<Vec<Candidate>>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT f.id FROM files f WHERE f.state = 'accepted'
                AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.file_id = f.id)
                AND NOT EXISTS (SELECT 1 FROM opinions p WHERE p.file_id = f.id)
                AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.file_id = f.id AND a.state NOT BETWEEN 9 AND 11)",
        )?;
        let files: Vec<i64> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        match files.as_slice() {
            [file] => Ok(Some(self.attempts_of(*file)?)),
            _ => Ok(None),
        }
    }

    fn attempts_of(&self, file: i64) -> Result<Vec<Candidate>> {
        candidates(
            &self.transaction,
            "AND a.file_id = ?1",
            file,
            Object::Subject,
        )
    }

    /// Notes that the file of these attempts was refused as a whole.
    pub fn refuse_file_of(&self, attempt: i64) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE files SET state = 'refused' WHERE id = (SELECT file_id FROM attempts WHERE id = ?1)")?
            .execute([attempt])?;
        Ok(())
    }

    /// Whether the checks predicted a code for an attempt.
    pub fn predicts(&self, attempt: i64, code: u32) -> Result<bool> {
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM findings WHERE attempt_id = ?1 AND code = ?2)",
            )?
            .query_row(params![attempt, code], |row| row.get(0))?)
    }

    /// Notes a code for an attempt. `record` is the position of the answer in its file, from 1.
    pub fn add_code(&self, attempt: i64, record: u32, code: u32, detail: &str) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO codes (attempt_id, file_id, download_id, record, code, detail)
                 SELECT ?1, file_id, ?2, ?3, ?4, ?5 FROM attempts WHERE id = ?1",
            )?
            .execute(params![attempt, self.download, record, code, detail])?;
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
        let (kind, state): (Option<String>, u8) = self
            .transaction
            .prepare_cached("SELECT kind, state FROM attempts WHERE id = ?1")?
            .query_row([attempt], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Evidence {
            kind: read_kind(kind),
            state: read_state(state)?,
            codes: read::codes(&self.transaction, attempt)?,
            opinions: read::opinions(&self.transaction, attempt)?,
            keys: read::keys(&self.transaction, attempt)?,
        })
    }

    /// Moves an attempt, as [`State::may_become`] allows.
    pub fn move_to(&self, attempt: i64, state: State, note: Option<&Text>) -> Result<()> {
        move_to(&self.transaction, self.run, attempt, state, note, self.now)
    }

    /// Keeps an answer, or a part of one, as it was received.
    pub fn keep(
        &self,
        record: u32,
        reason: KeptReason,
        family: &str,
        why: &Text,
        raw: &str,
        candidates: &[Candidate],
    ) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT INTO kept_answers (download_id, record, reason, family, why_zh, why_en, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![self.download, record, reason.id(), family, why.zh, why.en, raw])?;
        let kept = self.transaction.last_insert_rowid();
        for candidate in candidates {
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO kept_candidates (kept_id, attempt_id) VALUES (?1, ?2)",
                )?
                .execute([kept, candidate.attempt])?;
        }
        Ok(())
    }

    /// Makes it last: notes what the file came to, and settles the files whose every order is completed or returned.
    pub fn finish(self, tally: &Tally) -> Result<()> {
        self.transaction.execute(
            "UPDATE downloads SET family = ?2, records = ?3, matched = ?4, unmatched = ?5, ambiguous = ?6, error = ?7 WHERE id = ?1",
            params![self.download, tally.family, tally.records, tally.matched, tally.unmatched, tally.ambiguous, tally.error],
        )?;
        self.transaction.execute(
            "UPDATE files SET state = 'settled' WHERE state = 'accepted' AND NOT EXISTS
                (SELECT 1 FROM attempts a WHERE a.file_id = files.id AND a.state IN (9, 10, 11, 12, 18))",
            [],
        )?;
        Ok(self.transaction.commit()?)
    }
}

fn candidates(
    connection: &Connection,
    condition: &str,
    argument: i64,
    object: Object,
) -> Result<Vec<Candidate>> {
    let mut statement =
        connection.prepare_cached(&format!("{UPLOADED} {condition} ORDER BY a.id"))?;
    let mut rows = statement.query([argument])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Candidate {
            attempt: row.get(0)?,
            order: row.get(1)?,
            latest: row.get(2)?,
            kind: read_kind(row.get(3)?),
            state: read_state(row.get(4)?)?,
            object,
            answered: row.get(5)?,
        });
    }
    Ok(found)
}
