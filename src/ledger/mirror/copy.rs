//! A full copy of the bureau's records: it takes the place of what was known, and what differed is written down.

use rusqlite::params;

use super::read::stored;
use super::write::sql_id;
use super::{Fields, Record, RecordKind, RecordState};
use crate::ledger::{Answers, Ledger, Result, stamp};
use crate::order::Lang;

/// Where a full copy differed from the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of record.
    pub kind: RecordKind,
    /// The bureau's id.
    pub id: u64,
    /// Its filing number.
    pub number: Option<String>,
    /// The element that differs, by its path; empty when one side does not know the record at all.
    pub field: String,
    /// What the ledger had; none when it did not know the record or the value.
    pub ours: Option<String>,
    /// What the bureau has; none when it does not know the record or the value.
    pub theirs: Option<String>,
}

impl Answers<'_> {
    /// Takes over a record from a full copy, and notes where the ledger had another. A ledger that knew no record of this
    /// kind at all is being built up, and differs in nothing.
    pub fn publish_copy(&self, filing: &Record) -> Result<()> {
        let known = stored(&self.transaction, filing.kind, sql_id(filing.id)?)?;
        match &known {
            Some(known) => self.compare(known, filing)?,
            None if self.knew_any(filing.kind)? => {
                self.note_difference(filing, "", None, Some(&filing.name()))?;
            }
            None => {}
        }
        self.publish(filing)?;
        self.mark_copied(filing)
    }

    /// Ends a full copy of these kinds of record: what the ledger has as filed, and no copy of this night held, is missing
    /// at the bureau.
    pub fn finish_copy(&self, kinds: &[RecordKind]) -> Result<()> {
        for kind in kinds {
            let missing: Vec<i64> = self
                .transaction
                .prepare_cached(
                    "SELECT r.id FROM records r WHERE r.kind = ?1 AND r.state = 'filed' AND NOT EXISTS
                        (SELECT 1 FROM downloads d LEFT JOIN runs n ON n.id = d.run_id WHERE d.id = r.copied AND
                            (d.id = ?2 OR n.night = (SELECT c.night FROM downloads b JOIN runs c ON c.id = b.run_id WHERE b.id = ?2)))",
                )?
                .query_map(params![kind.id(), self.download], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in missing {
                self.transaction
                    .prepare_cached(
                        "UPDATE records SET state = 'missing', changed = ?3 WHERE kind = ?1 AND id = ?2",
                    )?
                    .execute(params![kind.id(), id, stamp(self.now)])?;
                // What lies below a missing record is missing with it.
                self.transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO differences (download_id, kind, id, number, field, ours, theirs)
                         SELECT ?3, r.kind, r.id, r.number, '', coalesce(r.number, r.search, ''), NULL FROM records r
                         WHERE r.kind = ?1 AND r.id = ?2 AND NOT EXISTS
                            (SELECT 1 FROM records w WHERE w.state = 'missing' AND w.id = r.parent AND w.kind = ?4)",
                    )?
                    .execute(params![
                        kind.id(),
                        id,
                        self.download,
                        kind.whole().map_or("", RecordKind::id)
                    ])?;
            }
        }
        Ok(())
    }

    /// Whether a record of this kind was known that no copy of this night brought.
    fn knew_any(&self, kind: RecordKind) -> Result<bool> {
        if let Some(known) = self.known_before.borrow().get(&kind) {
            return Ok(*known);
        }
        let known = self
            .transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM records r WHERE r.kind = ?1 AND NOT EXISTS
                    (SELECT 1 FROM downloads d LEFT JOIN runs n ON n.id = d.run_id WHERE d.id = r.copied AND
                        (d.id = ?2 OR n.night = (SELECT c.night FROM downloads b JOIN runs c ON c.id = b.run_id WHERE b.id = ?2))))",
            )?
            .query_row(params![kind.id(), self.download], |row| row.get(0))?;
        self.known_before.borrow_mut().insert(kind, known);
        Ok(known)
    }

    /// Compares a record with what was known of it, part by part.
    fn compare(&self, ours: &Record, theirs: &Record) -> Result<()> {
        if !ours.is_live() {
            let name = |state: RecordState| Some(state.name(ours.kind, Lang::Zh));
            self.note_difference(theirs, "state", name(ours.state), name(RecordState::Filed))?;
        }
        for path in paths(&ours.fields, &theirs.fields) {
            let (mine, yours) = (joined(&ours.fields, path), joined(&theirs.fields, path));
            if mine != yours {
                self.note_difference(theirs, path, mine.as_deref(), yours.as_deref())?;
            }
        }
        if theirs.number.is_some() && ours.number != theirs.number {
            let (mine, yours) = (ours.number.as_deref(), theirs.number.as_deref());
            self.note_difference(theirs, "Baxh", mine, yours)?;
        }
        for part in &theirs.parts {
            match ours.parts.iter().find(|known| is_same(known, part)) {
                Some(known) => self.compare(known, part)?,
                None => self.note_difference(part, "", None, Some(&part.name()))?,
            }
        }
        // Of sites that a copy does not hold, its end tells.
        let below_site = |part: &&Record| part.is_live() && part.kind != RecordKind::Site;
        for part in ours.parts.iter().filter(below_site) {
            if !theirs.parts.iter().any(|other| is_same(other, part)) {
                self.note_difference(part, "", Some(&part.name()), None)?;
            }
        }
        Ok(())
    }

    fn note_difference(
        &self,
        record: &Record,
        field: &str,
        ours: Option<&str>,
        theirs: Option<&str>,
    ) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO differences (download_id, kind, id, number, field, ours, theirs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.download,
                record.kind.id(),
                sql_id(record.id)?,
                record.number,
                field,
                ours,
                theirs
            ])?;
        Ok(())
    }

    fn mark_copied(&self, record: &Record) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE records SET copied = ?3 WHERE kind = ?1 AND id = ?2")?
            .execute(params![record.kind.id(), sql_id(record.id)?, self.download])?;
        record
            .parts
            .iter()
            .try_for_each(|part| self.mark_copied(part))
    }
}

impl Ledger {
    /// Where the full copies of a night differed from the ledger.
    pub fn differences(&self, night: chrono::NaiveDate) -> Result<Vec<Difference>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT x.kind, x.id, x.number, x.field, x.ours, x.theirs FROM differences x JOIN downloads d ON d.id = x.download_id
             JOIN runs r ON r.id = d.run_id WHERE r.night = ?1 ORDER BY x.download_id, x.kind, x.id, x.field",
        )?;
        let mut rows = statement.query([night.to_string()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Difference {
                kind: super::read::read_record_kind(&row.get::<_, String>(0)?)?,
                id: row.get::<_, i64>(1)?.unsigned_abs(),
                number: row.get(2)?,
                field: row.get(3)?,
                ours: row.get(4)?,
                theirs: row.get(5)?,
            });
        }
        Ok(found)
    }
}

fn is_same(one: &Record, other: &Record) -> bool {
    (one.kind, one.id) == (other.kind, other.id)
}

/// Every path that either side has a value under, once.
fn paths<'f>(ours: &'f Fields, theirs: &'f Fields) -> std::collections::BTreeSet<&'f str> {
    ours.iter()
        .chain(theirs.iter())
        .map(|(path, _)| path)
        .collect()
}

fn joined(fields: &Fields, path: &str) -> Option<String> {
    let values = fields.all(path);
    (!values.is_empty()).then(|| values.join(";"))
}
