//! Questions to the ledger: orders of a night, of a file or by number, files, kept answers, sequences.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, Params, Row, params, params_from_iter};

use super::findings::{self, Owner};
use super::mirror::json;
use super::object::read_object;
use super::rows::{
    AnswerRecord, AttemptRecord, CodeRecord, FileRecord, KeptRecord, OpinionRecord, OrderRecord,
    night_name, read_file_state, read_kind, read_moment, read_operation, read_place, read_text,
};
use super::{Error, KeptReason, Key, KeyTag, Ledger, Moment, Result};
use crate::order::Text;

/// Which orders are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection<'a> {
    /// All that a night's runs read.
    Read(NaiveDate),
    /// Those that a night's runs moved without reading them: answers to earlier nights.
    MovedOnly(NaiveDate),
    /// One, by its number.
    Number(&'a str),
    /// All of one file, in the file's order.
    File(&'a str),
    /// All.
    All,
}

impl Selection<'_> {
    fn query(&self) -> (&'static str, Option<String>) {
        match self {
            Selection::Read(night) => (
                "SELECT id, number FROM orders WHERE id IN
                    (SELECT o.order_id FROM run_orders o JOIN runs r ON r.id = o.run_id WHERE r.night = ?1) ORDER BY id",
                Some(night_name(*night)),
            ),
            Selection::MovedOnly(night) => (
                "SELECT id, number FROM orders WHERE id IN
                    (SELECT a.order_id FROM moves m JOIN runs r ON r.id = m.run_id JOIN attempts a ON a.id = m.attempt_id
                     WHERE r.night = ?1)
                 AND id NOT IN (SELECT o.order_id FROM run_orders o JOIN runs r ON r.id = o.run_id WHERE r.night = ?1)
                 ORDER BY id",
                Some(night_name(*night)),
            ),
            Selection::Number(number) => ("SELECT id, number FROM orders WHERE number = ?1", Some((*number).to_owned())),
            Selection::File(name) => (
                "SELECT o.id, o.number FROM orders o JOIN attempts a ON a.order_id = o.id
                 JOIN file_orders l ON l.attempt_id = a.id JOIN files f ON f.id = l.file_id
                 WHERE f.name = ?1 ORDER BY l.position",
                Some((*name).to_owned()),
            ),
            Selection::All => ("SELECT id, number FROM orders ORDER BY id", None),
        }
    }
}

impl Ledger {
    /// The selected orders with all their attempts, in the order in which they were first registered.
    pub fn orders(&self, selection: Selection<'_>) -> Result<Vec<OrderRecord>> {
        let (query, argument) = selection.query();
        let mut statement = self.connection.prepare_cached(query)?;
        let found: Vec<(i64, String)> =
            collect(statement.query_map(params_from_iter(argument), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?)?;
        found
            .into_iter()
            .map(|(id, number)| {
                Ok(OrderRecord {
                    number,
                    attempts: attempts(&self.connection, id)?,
                })
            })
            .collect()
    }

    /// The numbers of the orders of this number, or that hold this id or filing number.
    pub fn orders_called(&self, name: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM orders WHERE number = ?1 UNION
             SELECT o.number FROM json_each(?2) t CROSS JOIN keys k ON k.tag = t.value AND k.value = ?1
             JOIN attempts a ON a.id = k.attempt_id JOIN orders o ON o.id = a.order_id",
        )?;
        // With its tags a key is found by the index.
        let tags = json(&KeyTag::ALL.map(KeyTag::name))?;
        collect(statement.query_map([name, &tags], |row| row.get(0))?)
    }

    /// All files, by bureau in the order of their sequence numbers, those that have none last.
    pub fn files(&self) -> Result<Vec<FileRecord>> {
        self.files_where("TRUE", [])
    }

    /// The files that wait for a bureau, in the order in which they were built.
    pub fn files_waiting(&self, bureau: &str) -> Result<Vec<FileRecord>> {
        self.files_where("bureau = ?1 AND state = 'built'", [bureau])
    }

    /// The files that no bureau is known to have, by bureau.
    pub fn files_not_taken(&self) -> Result<Vec<FileRecord>> {
        self.files_where("accepted IS NULL", [])
    }

    /// The file of a name, which may be given without its extension or as a path.
    pub fn file_called(&self, name: &str) -> Result<Option<FileRecord>> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = name.strip_suffix(".xml").unwrap_or(name);
        // The column knows no case.
        let found = self.files_where("name IN (?1, ?1 || '.xml')", [stem])?;
        Ok(found.into_iter().next())
    }

    /// The file that a bureau has under a number.
    pub fn file_numbered(&self, bureau: &str, sequence: u32) -> Result<Option<FileRecord>> {
        let found = self.files_where("bureau = ?1 AND sequence = ?2", params![bureau, sequence])?;
        Ok(found.into_iter().next())
    }

    /// The file whose upload to a bureau is open or its outcome unknown, if there is one.
    pub fn open_upload(&self, bureau: &str) -> Result<Option<FileRecord>> {
        let found =
            self.files_where("bureau = ?1 AND state IN ('sending', 'unknown')", [bureau])?;
        Ok(found.into_iter().next())
    }

    /// The files for which a condition holds. Each is read with its orders, so what a night asks must ask for few.
    fn files_where(
        &self,
        condition: &'static str,
        parameters: impl Params,
    ) -> Result<Vec<FileRecord>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, name, bureau, family, state, sequence, records, bytes, sha256, envelope_hash, accepted, last_code, last_message,
                built
             FROM files WHERE {condition} ORDER BY bureau, sequence IS NULL, sequence, id"
        ))?;
        let rows: Vec<(i64, FileRecord, String, Option<String>, String)> =
            collect(statement.query_map(parameters, |row| {
                let file = FileRecord {
                    name: row.get(1)?,
                    bureau: row.get(2)?,
                    family: row.get(3)?,
                    state: super::FileState::Built,
                    sequence: row.get(5)?,
                    records: row.get(6)?,
                    bytes: u64::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                    sha256: row.get(8)?,
                    envelope_hash: row.get(9)?,
                    built: DateTime::UNIX_EPOCH.into(),
                    accepted: None,
                    last_code: row.get(11)?,
                    last_message: row.get(12)?,
                    orders: Vec::new(),
                };
                Ok((row.get(0)?, file, row.get(4)?, row.get(10)?, row.get(13)?))
            })?)?;
        let mut orders = self.connection.prepare_cached(
            "SELECT o.number FROM file_orders f JOIN attempts a ON a.id = f.attempt_id JOIN orders o ON o.id = a.order_id
             WHERE f.file_id = ?1 ORDER BY f.position",
        )?;
        let mut files = Vec::with_capacity(rows.len());
        for (id, mut file, state, accepted, built) in rows {
            file.state = read_file_state(&state)?;
            file.built = read_moment(&built)?;
            file.accepted = accepted.as_deref().map(read_moment).transpose()?;
            file.orders = collect(orders.query_map([id], |row| row.get(0))?)?;
            files.push(file);
        }
        Ok(files)
    }

    /// The answer files that were taken in, oldest first.
    pub fn answer_files(&self) -> Result<Vec<AnswerRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.name, d.received, EXISTS (SELECT 1 FROM kept_answers k WHERE k.download_id = d.id AND k.decision_id IS NULL AND k.superseded_by IS NULL
                AND (k.reason <> 'undecided' OR EXISTS (SELECT 1 FROM kept_candidates c JOIN attempts a ON a.id = c.attempt_id
                    WHERE c.kept_id = k.id AND a.state = 18)))
             FROM downloads d ORDER BY d.id",
        )?;
        let rows: Vec<(String, String, bool)> =
            collect(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)?;
        let answers = rows.into_iter().map(|(name, received, is_open)| {
            let received = read_moment(&received)?;
            Ok(AnswerRecord {
                name,
                received,
                is_open,
            })
        });
        answers.collect()
    }

    /// The answers that are kept for a person to look at, oldest first; those of one night only when one is given. What
    /// was decided, by a person or by a later answer, is not among them.
    pub fn kept(&self, night: Option<NaiveDate>) -> Result<Vec<KeptRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT k.id, d.name, k.record, k.reason, k.family, k.why_zh, k.why_en, k.raw, d.received
             FROM kept_answers k JOIN downloads d ON d.id = k.download_id LEFT JOIN runs r ON r.id = d.run_id
             WHERE (?1 IS NULL OR r.night = ?1) AND k.decision_id IS NULL AND k.superseded_by IS NULL
                AND (k.reason <> 'undecided' OR EXISTS (SELECT 1 FROM kept_candidates c JOIN attempts a ON a.id = c.attempt_id
                    WHERE c.kept_id = k.id AND a.state = 18))
             ORDER BY k.id",
        )?;
        let rows: Vec<(String, String, KeptRecord)> =
            collect(statement.query_map([night.map(night_name)], |row| {
                let kept = KeptRecord {
                    id: row.get(0)?,
                    download: row.get(1)?,
                    record: row.get(2)?,
                    reason: KeptReason::Unread,
                    family: row.get(4)?,
                    why: Text::new(row.get::<_, String>(5)?, row.get::<_, String>(6)?),
                    raw: row.get(7)?,
                    received: Moment::default(),
                    candidates: Vec::new(),
                };
                Ok((row.get(3)?, row.get(8)?, kept))
            })?)?;
        let mut candidates = self.connection.prepare_cached(
            "SELECT o.number FROM kept_candidates c JOIN attempts a ON a.id = c.attempt_id JOIN orders o ON o.id = a.order_id
             WHERE c.kept_id = ?1 ORDER BY o.id",
        )?;
        let mut answers = Vec::with_capacity(rows.len());
        for (reason, received, mut kept) in rows {
            kept.reason = KeptReason::from_id(&reason)?;
            kept.received = read_moment(&received)?;
            kept.candidates = collect(candidates.query_map([kept.id], |row| row.get(0))?)?;
            answers.push(kept);
        }
        Ok(answers)
    }
}

fn attempts(connection: &Connection, order: i64) -> Result<Vec<AttemptRecord>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, a.number, a.kind, a.source_file, a.source_sheet, a.source_cell, a.province, a.state,
            a.note_zh, a.note_en, a.changed, a.uploaded, f.name, f.sequence, a.operation
         FROM attempts a LEFT JOIN files f ON f.id = a.file_id WHERE a.order_id = ?1 ORDER BY a.number",
    )?;
    let mut rows = statement.query([order])?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        attempts.push(attempt(connection, row)?);
    }
    Ok(attempts)
}

fn attempt(connection: &Connection, row: &Row<'_>) -> Result<AttemptRecord> {
    let id: i64 = row.get(0)?;
    let file: Option<String> = row.get(12)?;
    let uploaded: Option<String> = row.get(11)?;
    Ok(AttemptRecord {
        number: row.get(1)?,
        kind: read_kind(row.get(2)?),
        operation: read_operation(row.get(14)?),
        place: read_place(&row.get::<_, String>(3)?, row.get(4)?, row.get(5)?),
        province: row.get(6)?,
        state: super::moves::read_state(row.get(7)?)?,
        note: read_text(row.get(8)?, row.get(9)?),
        changed: read_moment(&row.get::<_, String>(10)?)?,
        uploaded: uploaded.as_deref().map(read_moment).transpose()?,
        file: match file {
            Some(name) => Some((name, row.get(13)?)),
            None => None,
        },
        findings: findings::read(connection, Owner::Attempt(id))?,
        codes: codes(connection, id)?,
        opinions: opinions(connection, id)?,
        keys: keys(connection, id)?,
    })
}

/// Only what concerns an attempt's last upload.
const OF_LAST_UPLOAD: &str = "AND file_id = (SELECT file_id FROM attempts WHERE id = ?1)";

/// The codes about an attempt's last upload, oldest first.
pub(super) fn codes(connection: &Connection, attempt: i64) -> Result<Vec<CodeRecord>> {
    read_codes(connection, attempt, OF_LAST_UPLOAD)
}

/// The codes about all uploads of an attempt, oldest first.
pub(super) fn codes_of(connection: &Connection, attempt: i64) -> Result<Vec<CodeRecord>> {
    read_codes(connection, attempt, "")
}

fn read_codes(connection: &Connection, attempt: i64, which: &str) -> Result<Vec<CodeRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT code, detail, download_id, record, object FROM codes t WHERE attempt_id = ?1 {which}
            AND NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.attempt_id = ?1 AND s.download_id = t.download_id AND s.record = t.record)
         ORDER BY download_id, record, code"
    ))?;
    let mut rows = statement.query([attempt])?;
    let mut codes = Vec::new();
    while let Some(row) = rows.next()? {
        codes.push(CodeRecord {
            object: read_object(&row.get::<_, String>(4)?)?,
            code: row.get(0)?,
            detail: row.get(1)?,
            answer: (row.get(2)?, row.get(3)?),
        });
    }
    Ok(codes)
}

/// The opinions about an attempt's last upload, oldest first.
pub(super) fn opinions(connection: &Connection, attempt: i64) -> Result<Vec<OpinionRecord>> {
    read_opinions(connection, attempt, OF_LAST_UPLOAD)
}

/// The opinions about all uploads of an attempt, oldest first.
pub(super) fn opinions_of(connection: &Connection, attempt: i64) -> Result<Vec<OpinionRecord>> {
    read_opinions(connection, attempt, "")
}

fn read_opinions(connection: &Connection, attempt: i64, which: &str) -> Result<Vec<OpinionRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT object, approved, words, auditor, phone, time, download_id, record FROM opinions t WHERE attempt_id = ?1 {which}
            AND NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.attempt_id = ?1 AND s.download_id = t.download_id AND s.record = t.record)
         ORDER BY download_id, record"
    ))?;
    let mut rows = statement.query([attempt])?;
    let mut opinions = Vec::new();
    while let Some(row) = rows.next()? {
        opinions.push(OpinionRecord {
            object: read_object(&row.get::<_, String>(0)?)?,
            approved: row.get(1)?,
            words: row.get(2)?,
            auditor: row.get(3)?,
            phone: row.get(4)?,
            time: row.get(5)?,
            answer: Some((row.get(6)?, row.get(7)?)),
        });
    }
    Ok(opinions)
}

/// The keys of an attempt, by object.
pub(super) fn keys(connection: &Connection, attempt: i64) -> Result<Vec<Key>> {
    let mut statement =
        connection.prepare_cached("SELECT object, tag, value FROM keys WHERE attempt_id = ?1")?;
    let mut rows = statement.query([attempt])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let tag: String = row.get(1)?;
        let tag = KeyTag::from_name(&tag)
            .ok_or_else(|| Error::Inconsistent(format!("key tag `{tag}` does not exist")))?;
        keys.push(Key {
            object: read_object(&row.get::<_, String>(0)?)?,
            tag,
            value: row.get(2)?,
        });
    }
    keys.sort_unstable();
    Ok(keys)
}

fn collect<T>(rows: impl Iterator<Item = rusqlite::Result<T>>) -> Result<Vec<T>> {
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
