//! How records change: published, cancelled, and what is learned of a password.

use rusqlite::{Connection, params};

use super::read::stored;
use super::{PasswordState, Record, RecordKind};
use crate::ledger::{Answers, ContentHash, Error, Result, stamp};
use crate::order::{DomainName, FilingNumber};

impl Answers<'_> {
    /// Takes over a filing as the bureau published it. Of every site in it, the domains, accesses and ranges that it does
    /// not list are removed; the subject's other sites stay as they are.
    pub fn publish(&self, filing: &Record) -> Result<()> {
        self.write_record(filing, 0)
    }

    /// Takes over what an accepted report said of its record: the values it has take the place of known ones, the others
    /// stay.
    pub fn learn_report(&self, report: &Record) -> Result<()> {
        let known = stored(&self.transaction, report.kind, sql_id(report.id)?)?;
        let mut record = report.clone();
        for (path, values) in known.iter().flat_map(|known| known.fields.iter()) {
            if record.fields.first(path).is_none() {
                values
                    .iter()
                    .for_each(|value| record.fields.add(path, value.as_str()));
            }
        }
        self.write_record(&record, 0)
    }

    /// Notes that the bureau has cancelled a record, with everything below it. Whether the record was known and live.
    pub fn cancel(&self, kind: RecordKind, id: u64) -> Result<bool> {
        cancel(&self.transaction, kind, sql_id(id)?, &stamp(self.now))
    }

    /// Notes what an answer tells about a subject's filing password.
    pub fn note_password(&self, subject: u64, state: PasswordState) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE records SET password = ?2 WHERE kind = 'subject' AND id = ?1")?
            .execute(params![sql_id(subject)?, state.stored()])?;
        Ok(())
    }

    /// Keeps a published scan; the hash by which a record names it.
    pub fn keep_scan(&self, bytes: &[u8]) -> Result<ContentHash> {
        let hash = ContentHash::of(bytes);
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO scans (sha256, bytes) VALUES (?1, ?2)")?
            .execute(params![hash.to_string(), bytes])?;
        Ok(hash)
    }

    fn write_record(&self, record: &Record, parent: i64) -> Result<()> {
        let id = sql_id(record.id)?;
        let fields = serde_json::to_string(&record.fields)
            .map_err(|error| Error::Inconsistent(format!("a record cannot be kept: {error}")))?;
        self.transaction
            .prepare_cached(
                "INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'filed', ?8, ?9, ?10)
                 ON CONFLICT (kind, id) DO UPDATE SET parent = excluded.parent, own_id = coalesce(excluded.own_id, own_id),
                    number = coalesce(excluded.number, number), carrier = coalesce(excluded.carrier, carrier),
                    search = excluded.search, fields = excluded.fields, seen = excluded.seen, state = 'filed',
                    changed = CASE WHEN state = 'filed' AND fields = excluded.fields THEN changed ELSE excluded.changed END",
            )?
            .execute(params![
                record.kind.id(),
                id,
                parent,
                record.own.map(sql_id).transpose()?,
                record.number.as_deref().map(number),
                record.carrier.map(sql_id).transpose()?,
                search(record),
                fields,
                self.download,
                stamp(self.now),
            ])?;
        for part in &record.parts {
            self.write_record(part, id)?;
        }
        let complete = record.kind != RecordKind::Subject;
        for kind in record.kind.parts().iter().filter(|_| complete) {
            self.remove_others(record, *kind, id)?;
        }
        Ok(())
    }

    /// Removes those live parts of a record that it no longer lists.
    fn remove_others(&self, record: &Record, kind: RecordKind, id: i64) -> Result<()> {
        let listed: Vec<u64> = record
            .parts
            .iter()
            .filter(|part| part.kind == kind)
            .map(|part| part.id)
            .collect();
        let listed = serde_json::to_string(&listed).unwrap_or_default();
        let others: Vec<i64> = self
            .transaction
            .prepare_cached(
                "SELECT id FROM records INDEXED BY records_by_parent WHERE kind = ?1 AND parent = ?2
                    AND state <> 'cancelled' AND id NOT IN (SELECT value FROM json_each(?3))",
            )?
            .query_map(params![kind.id(), id, listed], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for other in others {
            cancel(&self.transaction, kind, other, &stamp(self.now))?;
        }
        Ok(())
    }
}

fn cancel(connection: &Connection, kind: RecordKind, id: i64, now: &str) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE records SET state = 'cancelled', changed = ?3 WHERE kind = ?1 AND id = ?2 AND state <> 'cancelled'",
        )?
        .execute(params![kind.id(), id, now])?;
    for part in kind.parts() {
        let below: Vec<i64> = connection
            .prepare_cached("SELECT id FROM records WHERE kind = ?1 AND parent = ?2")?
            .query_map(params![part.id(), id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in below {
            cancel(connection, *part, id, now)?;
        }
    }
    Ok(changed > 0)
}

/// What people look a record up by, folded.
fn search(record: &Record) -> Option<String> {
    match record.kind {
        RecordKind::Subject => record.fields.first("Zt_xx/Zj/Zjhm").map(certificate),
        RecordKind::Domain => record.fields.first("Wz_xx/Ym_xx/Ym").map(domain),
        RecordKind::DomainReport => record.fields.first("Ym").map(domain),
        _ => None,
    }
}

/// A certificate number without blanks and in capitals.
pub(in crate::ledger) fn certificate(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}

/// A domain in lower-case ASCII, or in lower case where it cannot be one.
pub(in crate::ledger) fn domain(text: &str) -> String {
    match DomainName::parse(text.trim()) {
        Some(name) => name.ascii().to_owned(),
        None => text.trim().to_lowercase(),
    }
}

/// A filing number in the interface's spelling, or as it came where it has another form.
pub(super) fn number(text: &str) -> String {
    match FilingNumber::parse(text) {
        Some(number) => number.as_str().to_owned(),
        None => text.trim().to_owned(),
    }
}

/// An id as SQLite holds it; the interface's ids are `xs:long` too.
pub(in crate::ledger) fn sql_id(id: u64) -> Result<i64> {
    i64::try_from(id).map_err(|_| Error::Inconsistent(format!("{id} is too large for an id")))
}
