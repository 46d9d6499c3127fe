//! Answer files that came broken: what was kept of them waits for a person, or for the same file to come whole.

use super::{Answers, Result};

/// What was kept of a broken answer file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenAnswer {
    /// The number of the kept answer.
    pub id: i64,
    /// Its beginning as text; empty where there was none.
    pub beginning: String,
}

impl Answers<'_> {
    /// The files of the same name as this one that came broken and still wait, oldest first.
    pub fn broken(&self) -> Result<Vec<BrokenAnswer>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT k.id, k.raw FROM downloads d CROSS JOIN downloads b ON b.name = d.name AND b.id <> d.id AND b.error IS NOT NULL
             CROSS JOIN kept_answers k ON k.download_id = b.id AND k.record = 0
             WHERE d.id = ?1 AND k.reason = 'unread' AND k.decision_id IS NULL AND k.superseded_by IS NULL ORDER BY k.id",
        )?;
        let rows = statement.query_map([self.download], |row| {
            Ok(BrokenAnswer {
                id: row.get(0)?,
                beginning: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Settles a broken file: this one is the same, whole. What was kept of it stays, and waits for nobody.
    pub fn supersede(&self, broken: &BrokenAnswer) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE kept_answers SET superseded_by = ?2 WHERE id = ?1")?
            .execute([broken.id, self.download])?;
        Ok(())
    }
}
