//! The filings that a whole batch names, found with a few queries for all of its orders together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::params;
use serde::Serialize;

use super::read::{COLUMNS, record};
use super::write::{certificate, domain, number, sql_id};
use super::{Record, RecordKind};
use crate::ledger::{Error, Ledger, Result};

/// By what the orders of a batch name filings.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Numbers of subjects' certificates.
    pub certificates: BTreeSet<String>,
    /// Filing numbers of subjects and sites.
    pub numbers: BTreeSet<String>,
    /// Domains.
    pub domains: BTreeSet<String>,
    /// The carrier's own ids of any record.
    pub own: BTreeSet<u64>,
    /// The bureau's ids, by kind of record.
    pub ids: BTreeSet<(RecordKind, u64)>,
}

/// How many of the bureau's filings the ledger knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// None.
    Nothing,
    /// What was published so far.
    Some,
    /// A full copy and what was published since.
    All,
}

/// Names that go into one query.
const PORTION: usize = 5000;

impl Ledger {
    /// Every filing that one of these names leads to, whole and by the subject's id; cancelled records included. What open
    /// orders tell of them is not looked at.
    pub fn filings_named(&self, names: &Names) -> Result<Vec<Record>> {
        let mut found: BTreeMap<RecordKind, BTreeSet<i64>> = BTreeMap::new();
        for (kind, id) in &names.ids {
            found.entry(*kind).or_default().insert(sql_id(*id)?);
        }
        let fold = |texts: &BTreeSet<String>, fold: fn(&str) -> String| -> Vec<String> {
            texts.iter().map(|text| fold(text)).collect()
        };
        let searches = [
            (
                "r.search = j.value AND r.kind = 'subject'",
                fold(&names.certificates, certificate),
            ),
            (
                "r.search = j.value AND r.kind = 'domain'",
                fold(&names.domains, domain),
            ),
            ("r.number = j.value", fold(&names.numbers, number)),
        ];
        for (condition, values) in searches {
            self.search(condition, &values, &mut found)?;
        }
        let own: Vec<u64> = names.own.iter().copied().collect();
        self.search("r.own_id = j.value", &own, &mut found)?;
        self.whole(self.subjects_above(found)?)
    }

    fn search<T: Serialize>(
        &self,
        condition: &str,
        values: &[T],
        found: &mut BTreeMap<RecordKind, BTreeSet<i64>>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.kind, r.id FROM json_each(?1) j CROSS JOIN records r ON {condition}"
        ))?;
        for portion in values.chunks(PORTION) {
            let mut rows = statement.query([json(portion)?])?;
            while let Some(row) = rows.next()? {
                let kind = super::read::read_record_kind(&row.get::<_, String>(0)?)?;
                if RecordKind::FILINGS.contains(&kind) {
                    found.entry(kind).or_default().insert(row.get(1)?);
                }
            }
        }
        Ok(())
    }

    /// The subjects that records belong to.
    fn subjects_above(&self, mut found: BTreeMap<RecordKind, BTreeSet<i64>>) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT r.parent FROM json_each(?1) j CROSS JOIN records r ON r.kind = ?2 AND r.id = j.value",
        )?;
        for kind in RecordKind::FILINGS.iter().rev() {
            let Some(whole) = kind.whole() else { continue };
            let ids: Vec<i64> = found.remove(kind).unwrap_or_default().into_iter().collect();
            for portion in ids.chunks(PORTION) {
                let rows =
                    statement.query_map(params![json(portion)?, kind.id()], |row| row.get(0))?;
                let above: BTreeSet<i64> = rows.collect::<rusqlite::Result<_>>()?;
                found.entry(whole).or_default().extend(above);
            }
        }
        let subjects = found.remove(&RecordKind::Subject).unwrap_or_default();
        Ok(subjects.into_iter().collect())
    }

    /// Subjects with everything below them.
    fn whole(&self, subjects: Vec<i64>) -> Result<Vec<Record>> {
        let mut whole = Vec::with_capacity(subjects.len());
        for portion in subjects.chunks(PORTION) {
            let records = self.records_where("id", RecordKind::Subject, portion)?;
            let mut records: Vec<Record> = records.into_iter().map(|(_, record)| record).collect();
            self.add_parts(RecordKind::Subject, &mut records)?;
            whole.extend(records);
        }
        Ok(whole)
    }

    fn add_parts(&self, kind: RecordKind, records: &mut [Record]) -> Result<()> {
        let mut ids = Vec::with_capacity(records.len());
        for record in records.iter() {
            ids.push(sql_id(record.id)?);
        }
        for part in kind.parts() {
            let mut below: Vec<(i64, Record)> = Vec::new();
            for portion in ids.chunks(PORTION) {
                below.extend(self.records_where("parent", *part, portion)?);
            }
            let (parents, mut parts): (Vec<i64>, Vec<Record>) = below.into_iter().unzip();
            self.add_parts(*part, &mut parts)?;
            let mut by_parent: HashMap<i64, Vec<Record>> = HashMap::new();
            for (parent, part) in parents.into_iter().zip(parts) {
                by_parent.entry(parent).or_default().push(part);
            }
            for (record, id) in records.iter_mut().zip(&ids) {
                record
                    .parts
                    .extend(by_parent.remove(id).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// The records of a kind whose `column` is one of these, by id, each with what it is a part of.
    fn records_where(
        &self,
        column: &str,
        kind: RecordKind,
        values: &[i64],
    ) -> Result<Vec<(i64, Record)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, parent FROM records WHERE kind = ?1 AND {column} IN (SELECT value FROM json_each(?2)) ORDER BY id"
        ))?;
        let mut rows = statement.query(params![kind.id(), json(values)?])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(7)?, record(kind, row)?));
        }
        Ok(found)
    }

    /// How many of the bureau's filings are known.
    pub fn extent_of_filings(&self) -> Result<Extent> {
        let exists = |condition: &str| -> Result<bool> {
            let query =
                format!("SELECT EXISTS (SELECT 1 FROM records WHERE kind = 'subject'{condition})");
            Ok(self.connection.query_row(&query, [], |row| row.get(0))?)
        };
        Ok(if !exists("")? {
            Extent::Nothing
        } else if exists(" AND copied IS NOT NULL")? {
            Extent::All
        } else {
            Extent::Some
        })
    }
}

/// Values as one argument of a query.
pub(in crate::ledger) fn json<T: Serialize>(values: &[T]) -> Result<String> {
    serde_json::to_string(values)
        .map_err(|error| Error::Inconsistent(format!("a query cannot be written: {error}")))
}
