//! Cancellations: what was cancelled here does not exist any more.

use rusqlite::params;

use super::Error;
use super::records::{Category, Record};
use super::register::Register;
use super::xml::{leaf, wrap};

impl Register<'_> {
    /// Cancels what the record names, and gives the `Zxxx` that says so.
    pub fn cancel(&self, record: &Record) -> Result<String, Error> {
        let category = record.category();
        if let Some(id) = record.bureau_id() {
            self.cancel_one(category, id)?;
        }
        let mut cancelled = String::new();
        wrap(&mut cancelled, "Zxxx", |out| {
            for tag in ["Zxlb", "Jlid"] {
                leaf(out, tag, record.element.value(tag).unwrap_or_default());
            }
        });
        Ok(cancelled)
    }

    /// Cancels a subject with its sites, a site with its domains and accesses, or an access.
    pub fn cancel_one(&self, category: Category, id: i64) -> Result<(), Error> {
        self.note_cancelled(category, id)?;
        match category {
            Category::Subject => {
                let query = "SELECT id FROM site WHERE subject = ?1";
                let mut statement = self.connection.prepare(query)?;
                let sites = statement.query_map([id], |row| row.get(0))?;
                for site in sites.collect::<Result<Vec<i64>, _>>()? {
                    self.cancel_one(Category::Site, site)?;
                }
            }
            Category::Site => {
                self.connection
                    .execute("DELETE FROM domain WHERE site = ?1", [id])?;
                for (access, _) in self.accesses(id)? {
                    self.cancel_one(Category::Access, access)?;
                }
            }
            Category::Access => self.remove_access(id)?,
        }
        Ok(())
    }

    /// Whether it was cancelled here, and the cancellation is not under review any more.
    pub fn is_cancelled(&self, category: Category, id: i64) -> Result<bool, Error> {
        let query = "SELECT 1 FROM cancelled WHERE category = ?1 AND id = ?2 AND since <= ?3";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.exists(params![category as u8, id, self.today.to_string()])?)
    }

    fn note_cancelled(&self, category: Category, id: i64) -> Result<(), Error> {
        let statement = "INSERT OR IGNORE INTO cancelled (category, id, since) VALUES (?1, ?2, ?3)";
        let values = params![category as u8, id, self.since().to_string()];
        self.connection.execute(statement, values)?;
        Ok(())
    }
}
