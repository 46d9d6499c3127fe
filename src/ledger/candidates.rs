//! Which attempts an answer may be about. Only the last uploaded attempt of an order can be meant.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::answers::Answers;
use super::moves::read_state;
use super::object::{KeyTag, read_object};
use super::rows::{read_kind, read_operation};
use super::{Result, State};
use crate::order::{Kind, Object, Operation};

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
    /// What a report of IP ranges or domains does.
    pub operation: Option<Operation>,
    /// Where it stands.
    pub state: State,
    /// The object whose key was asked for.
    pub object: Object,
    /// Whether any code or opinion about its last upload is known.
    pub answered: bool,
}

/// The last uploaded attempt of every order.
const UPLOADED: &str = "
    SELECT a.id, o.number, a.number = o.attempt, a.kind, a.state,
        EXISTS (SELECT 1 FROM codes c WHERE c.attempt_id = a.id AND c.file_id = a.file_id AND NOT EXISTS (SELECT 1 FROM set_aside s
                WHERE s.attempt_id = a.id AND s.download_id = c.download_id AND s.record = c.record))
            OR EXISTS (SELECT 1 FROM opinions p WHERE p.attempt_id = a.id AND p.file_id = a.file_id AND NOT EXISTS (SELECT 1 FROM set_aside s
                WHERE s.attempt_id = a.id AND s.download_id = p.download_id AND s.record = p.record)),
        a.operation
    FROM attempts a JOIN orders o ON o.id = a.order_id
    WHERE a.uploaded IS NOT NULL AND a.state >= 9
        AND a.number = (SELECT max(b.number) FROM attempts b WHERE b.order_id = a.order_id AND b.uploaded IS NOT NULL)";

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
            let object = read_object(&object)?;
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
            State::Approved.number(),
            Object::Subject,
        )
    }

    /// The last uploaded attempt of an order; none when nothing of it was ever taken by the bureau.
    pub fn last_upload(&self, order: &str) -> Result<Option<Candidate>> {
        let found = candidates(
            &self.transaction,
            "AND o.number = ?1",
            order,
            Object::Subject,
        )?;
        Ok(found.into_iter().next())
    }

    /// The last uploaded attempts that a kept answer may be about, with its objects unknown.
    pub fn candidate(&self, attempt: i64) -> Result<Option<Candidate>> {
        let found = candidates(&self.transaction, "AND a.id = ?1", attempt, Object::Subject)?;
        Ok(found.into_iter().next())
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

    /// Whether the checks predicted a code for an attempt.
    pub fn predicts(&self, attempt: i64, code: u32) -> Result<bool> {
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM findings WHERE attempt_id = ?1 AND code = ?2)",
            )?
            .query_row(params![attempt, code], |row| row.get(0))?)
    }
}

fn candidates(
    connection: &Connection,
    condition: &str,
    argument: impl ToSql,
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
            operation: read_operation(row.get(6)?),
            state: read_state(row.get(4)?)?,
            object,
            answered: row.get(5)?,
        });
    }
    Ok(found)
}
