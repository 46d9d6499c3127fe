//! Finding filings, each as a whole: the subject with everything below it.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};

use super::write::{certificate, domain, number, sql_id};
use super::{Fields, PasswordState, Record, RecordKind, RecordState};
use crate::ledger::rows::read_kind;
use crate::ledger::{Answers, Error, Ledger, Result};
use crate::order::{IpAddress, Kind};

/// By what a filing is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKey<'a> {
    /// The bureau's id of a record of this kind.
    Id(RecordKind, u64),
    /// The carrier's own id of any of its records.
    Own(u64),
    /// The filing number of a subject or a site, in any spelling.
    Number(&'a str),
    /// A domain, exactly as it is filed; Chinese and `xn--` forms are the same.
    Domain(&'a str),
    /// The number of the subject's certificate.
    Certificate(&'a str),
    /// An address of a site's access. A range of more than 65 536 addresses, which no access has, is found by its first ones.
    Address(IpAddress),
}

impl Ledger {
    /// The filings that a key names, by the subject's id, and the reports; cancelled records included. Usually none or one:
    /// only a certificate can name several, and a domain that moved or was reported too.
    pub fn filings(&self, key: RecordKey<'_>) -> Result<Vec<Record>> {
        filings(&self.connection, [key])
    }

    /// The subjects and sites that are called so, by kind and id.
    pub fn records_named(&self, name: &str) -> Result<Vec<(RecordKind, u64)>> {
        // The conditions have to be those of the indices, or all records would be looked at.
        let queries = [
            "SELECT 'site', id FROM records WHERE kind = 'site' AND json_extract(fields, '$.\"Wz_xx/Wzmc\"[0]') = ?1",
            "SELECT 'subject', id FROM records WHERE kind = 'subject' AND json_extract(fields, '$.\"Zt_xx/Dwmc\"[0]') = ?1",
        ];
        let mut found = Vec::new();
        for query in queries {
            let mut statement = self.connection.prepare_cached(query)?;
            let mut rows = statement.query([name])?;
            while let Some(row) = rows.next()? {
                let kind = read_record_kind(&row.get::<_, String>(0)?)?;
                found.push((kind, row.get::<_, i64>(1)?.unsigned_abs()));
            }
        }
        Ok(found)
    }

    /// A record without its parts.
    pub(in crate::ledger) fn record_alone(
        &self,
        kind: RecordKind,
        id: i64,
    ) -> Result<Option<Record>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM records WHERE kind = ?1 AND id = ?2"
        ))?;
        let mut rows = statement.query(params![kind.id(), id])?;
        rows.next()?.map(|row| record(kind, row)).transpose()
    }

    /// A scan that a record names by its hash.
    pub fn scan(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes FROM scans WHERE sha256 = ?1")?;
        let mut rows = statement.query([hash])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}

impl Answers<'_> {
    /// The filings that a key names, as they stand now: [`Ledger::filings`].
    pub fn filings(&self, key: RecordKey<'_>) -> Result<Vec<Record>> {
        filings(&self.transaction, [key])
    }

    /// The filings that any of these keys names, each once.
    pub fn filings_of<'k>(
        &self,
        keys: impl IntoIterator<Item = RecordKey<'k>>,
    ) -> Result<Vec<Record>> {
        filings(&self.transaction, keys)
    }
}

fn filings<'k>(
    connection: &Connection,
    keys: impl IntoIterator<Item = RecordKey<'k>>,
) -> Result<Vec<Record>> {
    let mut subjects = BTreeSet::new();
    for key in keys {
        for (kind, id) in named(connection, key)? {
            subjects.extend(outermost(connection, kind, id)?);
        }
    }
    let mut filings = Vec::new();
    for (kind, id) in subjects {
        if let Some(mut filing) = stored(connection, kind, id)? {
            derive(connection, &mut filing)?;
            filings.push(filing);
        }
    }
    Ok(filings)
}

/// The ranges that hold an address, in the words of the index, so that none of them has to be read.
const OF_ADDRESS: &str = r#"records INDEXED BY records_by_address WHERE kind = 'ip'
    AND CAST(json_extract(fields, '$."Wz_xx/Jr_xx/Ip_xx/Qsip"[0]') AS INTEGER) BETWEEN ?1 - 65535 AND ?1
    AND CAST(json_extract(fields, '$."Wz_xx/Jr_xx/Ip_xx/Zzip"[0]') AS INTEGER) >= ?1"#;

/// The records that a key names, of whatever kind.
fn named(connection: &Connection, key: RecordKey<'_>) -> Result<Vec<(RecordKind, i64)>> {
    let (which, value): (_, Box<dyn rusqlite::ToSql>) = match key {
        RecordKey::Id(kind, id) => return Ok(vec![(kind, sql_id(id)?)]),
        RecordKey::Own(id) => ("records WHERE own_id = ?1", Box::new(sql_id(id)?)),
        RecordKey::Number(text) => ("records WHERE number = ?1", Box::new(number(text))),
        RecordKey::Domain(text) => (
            "records WHERE search = ?1 AND kind <> 'subject'",
            Box::new(domain(text)),
        ),
        RecordKey::Certificate(text) => (
            "records WHERE search = ?1 AND kind = 'subject'",
            Box::new(certificate(text)),
        ),
        RecordKey::Address(IpAddress(address)) => (OF_ADDRESS, Box::new(address)),
    };
    let mut statement = connection.prepare_cached(&format!("SELECT kind, id FROM {which}"))?;
    let rows = statement.query_map([value], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (kind, id) = row?;
        Ok((read_record_kind(&kind)?, id))
    })
    .collect()
}

/// The subject that a record belongs to, or the report that it is; none where the record, or one above it, is not known.
fn outermost(
    connection: &Connection,
    mut kind: RecordKind,
    mut id: i64,
) -> Result<Option<(RecordKind, i64)>> {
    while let Some(whole) = kind.whole() {
        let mut statement =
            connection.prepare_cached("SELECT parent FROM records WHERE kind = ?1 AND id = ?2")?;
        let mut rows = statement.query(params![kind.id(), id])?;
        match rows.next()? {
            Some(row) => (kind, id) = (whole, row.get(0)?),
            None => return Ok(None),
        }
    }
    Ok(Some((kind, id)))
}

pub(super) const COLUMNS: &str = "id, own_id, number, carrier, state, password, fields";

/// The record of a row of these columns, without its parts.
pub(super) fn record(kind: RecordKind, row: &Row<'_>) -> Result<Record> {
    let stored: String = row.get(4)?;
    let password: String = row.get(5)?;
    let fields: String = row.get(6)?;
    let wrong = |what: &str| Error::Inconsistent(format!("`{what}` is no part of a record"));
    Ok(Record {
        kind,
        id: row.get::<_, i64>(0)?.unsigned_abs(),
        own: row.get::<_, Option<i64>>(1)?.map(i64::unsigned_abs),
        number: row.get(2)?,
        carrier: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
        state: RecordState::from_stored(&stored).ok_or_else(|| wrong(&stored))?,
        password: PasswordState::from_stored(&password).ok_or_else(|| wrong(&password))?,
        fields: serde_json::from_str::<Fields>(&fields).map_err(|_| wrong("fields"))?,
        parts: Vec::new(),
    })
}

/// Which records are read.
#[derive(Clone, Copy)]
enum Which {
    /// The one with this id.
    Id(i64),
    /// Those right below the one with this id. The index has to be named: SQLite would look at all records of the kind.
    Below(i64),
}

fn records(connection: &Connection, kind: RecordKind, which: Which) -> Result<Vec<Record>> {
    let (rows, argument) = match which {
        Which::Id(id) => ("records WHERE kind = ?1 AND id = ?2", id),
        Which::Below(id) => (
            "records INDEXED BY records_by_parent WHERE kind = ?1 AND parent = ?2",
            id,
        ),
    };
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {rows} ORDER BY id"))?;
    let mut rows = statement.query(params![kind.id(), argument])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(record(kind, row)?);
    }
    for record in &mut found {
        let id = sql_id(record.id)?;
        for part in kind.parts() {
            record
                .parts
                .extend(records(connection, *part, Which::Below(id))?);
        }
    }
    Ok(found)
}

/// A record with everything below it as it is stored, without what open orders tell.
pub(super) fn stored(connection: &Connection, kind: RecordKind, id: i64) -> Result<Option<Record>> {
    Ok(records(connection, kind, Which::Id(id))?.into_iter().next())
}

/// Finds out where a record and everything below it stand.
fn derive(connection: &Connection, record: &mut Record) -> Result<()> {
    for part in &mut record.parts {
        derive(connection, part)?;
    }
    record.state = derived(connection, record)?;
    Ok(())
}

/// Where a live record stands, with the orders that are open for it and what is left below it.
fn derived(connection: &Connection, record: &Record) -> Result<RecordState> {
    if record.state != RecordState::Filed {
        return Ok(record.state);
    }
    let open = open_kinds(connection, record)?;
    let cancelling = match record.kind {
        RecordKind::Subject => Some(Kind::CancelSubject),
        RecordKind::Site => Some(Kind::CancelSite),
        RecordKind::Access => Some(Kind::CancelAccess),
        _ => None,
    };
    let without = match record.kind {
        RecordKind::Subject => Some(RecordKind::Site),
        RecordKind::Site => Some(RecordKind::Access),
        _ => None,
    };
    let is_empty = without.is_some_and(|part| !record.parts_of(part).any(Record::is_live));
    Ok(if cancelling.is_some_and(|kind| open.contains(&kind)) {
        RecordState::Cancelling
    } else if record.kind == RecordKind::Subject && open.contains(&Kind::Change) {
        RecordState::Changing
    } else if is_empty {
        RecordState::Empty
    } else {
        RecordState::Filed
    })
}

/// The kinds of the orders on their way that name a record by its id or its filing number.
fn open_kinds(connection: &Connection, record: &Record) -> Result<Vec<Kind>> {
    let number_tag = record.kind.number_tag().map_or("", |tag| tag.name());
    let mut statement = connection.prepare_cached(
        "SELECT a.kind FROM keys k JOIN attempts a ON a.id = k.attempt_id JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
         WHERE a.state BETWEEN 8 AND 12 AND ((k.tag = ?1 AND k.value = ?2) OR (k.tag = ?3 AND k.value = ?4))",
    )?;
    let rows = statement.query_map(
        params![
            record.kind.bureau_tag().name(),
            record.id.to_string(),
            number_tag,
            record.number.as_deref().unwrap_or_default()
        ],
        |row| row.get(0),
    )?;
    let kinds: Vec<Option<String>> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(kinds.into_iter().filter_map(read_kind).collect())
}

pub(super) fn read_record_kind(id: &str) -> Result<RecordKind> {
    RecordKind::from_id(id)
        .ok_or_else(|| Error::Inconsistent(format!("`{id}` is no kind of record")))
}
