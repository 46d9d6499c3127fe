//! What a reconciliation asks beside the orders of the night: what is under way since earlier nights, what the answer
//! files came to, records of the bureau that somebody has to look after, and the ledger's own count of a night.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Row;

use super::mirror::{Record, RecordKind};
use super::moves::read_state;
use super::rows::{night_name, read_count, read_kind, read_moment};
use super::{Ledger, Moment, Result, State};
use crate::order::Kind;

/// An order that is not over, by its latest attempt: only what its clock needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderWay {
    /// The order number.
    pub number: String,
    /// What it asks for.
    pub kind: Option<Kind>,
    /// The subject's province, GB/T 2260.
    pub province: Option<u32>,
    /// Where it stands.
    pub state: State,
    /// Since when it stands there.
    pub changed: Moment,
    /// When the bureau last took it.
    pub uploaded: Option<Moment>,
    /// The first code of an order that the bureau sent back.
    pub code: Option<u32>,
}

/// What the answer files of a night came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerTally {
    /// Answer files.
    pub files: usize,
    /// Of these, files that could not be read to their end.
    pub broken: usize,
    /// Records in them; matched + unmatched + ambiguous.
    pub records: usize,
    /// Records that found their order.
    pub matched: usize,
    /// Records that found none, or that nobody can read.
    pub unmatched: usize,
    /// Records that found several.
    pub ambiguous: usize,
}

/// What is odd about a record of the bureau.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oddity {
    /// A subject without sites 空壳主体.
    EmptySubject,
    /// A site without accesses 空壳网站.
    EmptySite,
    /// The filing password that was sent last was wrong (1018).
    WrongPassword,
}

/// A record of the bureau that somebody has to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddRecord {
    /// What is odd about it.
    pub oddity: Oddity,
    /// The bureau's id.
    pub id: u64,
    /// Its filing number.
    pub number: Option<String>,
    /// What people call it.
    pub name: String,
}

impl Ledger {
    /// How many orders of a night stand where, counted by the ledger itself.
    pub fn count_by_state(&self, night: NaiveDate) -> Result<BTreeMap<State, usize>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.state, count(*) FROM orders o JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt
             WHERE o.id IN (SELECT l.order_id FROM runs r JOIN run_orders l ON l.run_id = r.id WHERE r.night = ?1) GROUP BY a.state",
        )?;
        let mut rows = statement.query([night_name(night)])?;
        let mut counts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            counts.insert(read_state(row.get(0)?)?, read_count(row, 1)?);
        }
        Ok(counts)
    }

    /// What the answer files of a night came to, together.
    pub fn answers_of(&self, night: NaiveDate) -> Result<AnswerTally> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*), count(d.error), coalesce(sum(d.records), 0), coalesce(sum(d.matched), 0), coalesce(sum(d.unmatched), 0),
                coalesce(sum(d.ambiguous), 0) FROM runs r JOIN downloads d ON d.run_id = r.id WHERE r.night = ?1",
        )?;
        Ok(statement.query_row([night_name(night)], |row| {
            Ok(AnswerTally {
                files: read_count(row, 0)?,
                broken: read_count(row, 1)?,
                records: read_count(row, 2)?,
                matched: read_count(row, 3)?,
                unmatched: read_count(row, 4)?,
                ambiguous: read_count(row, 5)?,
            })
        })?)
    }

    /// Every order that is not over, oldest first.
    pub fn under_way(&self) -> Result<Vec<UnderWay>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number, a.kind, a.province, a.state, a.changed, a.uploaded, CASE WHEN a.state IN (14, 15, 17) THEN
                (SELECT c.code FROM codes c WHERE c.attempt_id = a.id AND c.file_id = a.file_id AND NOT EXISTS (SELECT 1 FROM set_aside s
                    WHERE s.attempt_id = a.id AND s.download_id = c.download_id AND s.record = c.record)
                 ORDER BY c.download_id, c.record, c.code LIMIT 1) END
             FROM attempts a JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             WHERE a.state IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18) ORDER BY o.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(under_way(row)?);
        }
        Ok(found)
    }

    /// The filed records that somebody has to look after.
    pub fn odd_records(&self) -> Result<Vec<OddRecord>> {
        const EMPTY: &str = "SELECT id FROM records INDEXED BY records_empty
            WHERE state = 'filed' AND parts = 0 AND kind IN ('subject', 'site') AND kind = ?1 ORDER BY id";
        const WRONG_PASSWORD: &str = "SELECT id FROM records INDEXED BY records_with_wrong_password
            WHERE password = 'wrong' AND kind = ?1 AND state = 'filed'";
        let queries = [
            (Oddity::EmptySubject, RecordKind::Subject, EMPTY),
            (Oddity::EmptySite, RecordKind::Site, EMPTY),
            (Oddity::WrongPassword, RecordKind::Subject, WRONG_PASSWORD),
        ];
        let mut found = Vec::new();
        for (oddity, kind, query) in queries {
            let mut statement = self.connection.prepare_cached(query)?;
            let ids = statement.query_map([kind.id()], |row| row.get::<_, i64>(0))?;
            for id in ids {
                let Some(record) = self.record_alone(kind, id?)? else {
                    continue;
                };
                let Record { id, number, .. } = &record;
                found.push(OddRecord {
                    oddity,
                    id: *id,
                    number: number.clone(),
                    name: record.name(),
                });
            }
        }
        Ok(found)
    }
}

fn under_way(row: &Row<'_>) -> Result<UnderWay> {
    let uploaded: Option<String> = row.get(5)?;
    Ok(UnderWay {
        number: row.get(0)?,
        kind: read_kind(row.get(1)?),
        province: row.get(2)?,
        state: read_state(row.get(3)?)?,
        changed: read_moment(&row.get::<_, String>(4)?)?,
        uploaded: uploaded.as_deref().map(read_moment).transpose()?,
        code: row.get(6)?,
    })
}
