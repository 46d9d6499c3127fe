//! Cancellations, and what the register refuses because of them.
//!
//! A record of the carrier's past need not be filed here first: what is not known is taken to exist. What was cancelled
//! here does not exist any more.

use rusqlite::{OptionalExtension as _, params};

use super::Error;
use super::changes::{access_with, remove_access};
use super::records::{Category, Kind, Record};
use super::register::Register;
use super::xml::{leaf, wrap};

/// Codes of the data checks.
const NO_SUCH_RECORD: u32 = 1016;
const ONLY_ACCESS: u32 = 1025;
const SUBJECT_CANCELLED: u32 = 1049;
const SITE_CANCELLED: u32 = 1050;

impl Register<'_> {
    /// Why the register refuses a record; empty when nothing speaks against it.
    pub fn refusals(&self, record: &Record) -> Result<Vec<u32>, Error> {
        let Some(id) = self.meant(record)? else {
            return Ok(Vec::new());
        };
        let (category, code) = match (record.kind, record.category()) {
            (Kind::NewSite | Kind::Change, _) => (Category::Subject, SUBJECT_CANCELLED),
            (Kind::NewAccess, _) => (Category::Site, SITE_CANCELLED),
            (Kind::Cancellation, Category::Subject) => (Category::Subject, SUBJECT_CANCELLED),
            (Kind::Cancellation, Category::Site) => (Category::Site, SITE_CANCELLED),
            (Kind::Cancellation, Category::Access) => (Category::Access, NO_SUCH_RECORD),
            _ => return Ok(Vec::new()),
        };
        if self.is_cancelled(category, id)? {
            return Ok(vec![code]);
        }
        if record.kind == Kind::Cancellation && category == Category::Access {
            return self.refusals_of_access(id);
        }
        Ok(Vec::new())
    }

    /// The last access of a site cannot be cancelled.
    fn refusals_of_access(&self, id: i64) -> Result<Vec<u32>, Error> {
        let accesses = self.site_with_access(id)?.map(|(_, accesses)| accesses);
        let is_only = accesses.is_some_and(|accesses| accesses.matches("<Jr_xx>").count() == 1);
        Ok(if is_only {
            vec![ONLY_ACCESS]
        } else {
            Vec::new()
        })
    }

    /// Cancels what the record names, and gives the `Zxxx` that says so.
    pub fn cancel(&self, record: &Record) -> Result<String, Error> {
        let category = record.category();
        if let Some(id) = record.bureau_id() {
            self.note_cancelled(category, id)?;
            match category {
                Category::Subject => {
                    let query = "SELECT id FROM site WHERE subject = ?1";
                    let mut statement = self.connection.prepare(query)?;
                    let sites = statement.query_map([id], |row| row.get(0))?;
                    for site in sites.collect::<Result<Vec<i64>, _>>()? {
                        self.cancel_site(site)?;
                    }
                }
                Category::Site => self.cancel_site(id)?,
                Category::Access => self.cancel_access(id)?,
            }
        }
        let mut cancelled = String::new();
        wrap(&mut cancelled, "Zxxx", |out| {
            for tag in ["Zxlb", "Jlid"] {
                leaf(out, tag, record.element.value(tag).unwrap_or_default());
            }
        });
        Ok(cancelled)
    }

    fn cancel_site(&self, id: i64) -> Result<(), Error> {
        self.note_cancelled(Category::Site, id)?;
        self.connection
            .execute("DELETE FROM domain WHERE site = ?1", [id])?;
        Ok(())
    }

    fn cancel_access(&self, id: i64) -> Result<(), Error> {
        if let Some((site, mut accesses)) = self.site_with_access(id)? {
            remove_access(&mut accesses, &id.to_string());
            let statement = "UPDATE site SET accesses = ?2 WHERE id = ?1";
            self.connection
                .execute(statement, params![site, accesses])?;
        }
        Ok(())
    }

    /// The site that has this access, and all its accesses.
    fn site_with_access(&self, id: i64) -> Result<Option<(i64, String)>, Error> {
        let query = "SELECT id, accesses FROM site WHERE accesses LIKE ?1";
        let pattern = format!("%<Jrid>{id}</Jrid>%");
        let found: Option<(i64, String)> = self
            .connection
            .query_row(query, [pattern], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.filter(|(_, accesses)| access_with(accesses, &id.to_string()).is_some()))
    }

    /// The id of the subject, site or access that a record is about, where one is known.
    fn meant(&self, record: &Record) -> Result<Option<i64>, Error> {
        if let Some(id) = record.bureau_id() {
            return Ok(Some(id));
        }
        let Some(number) = record.filing_number() else {
            return Ok(None);
        };
        let table = match record.kind {
            Kind::NewAccess => "site",
            _ => "subject",
        };
        let query = format!("SELECT id FROM {table} WHERE number = ?1");
        let found = self
            .connection
            .query_row(&query, [number], |row| row.get(0));
        Ok(found.optional()?)
    }

    fn is_cancelled(&self, category: Category, id: i64) -> Result<bool, Error> {
        let query = "SELECT EXISTS (SELECT 1 FROM cancelled WHERE category = ?1 AND id = ?2)";
        let values = params![category as u8, id];
        Ok(self.connection.query_row(query, values, |row| row.get(0))?)
    }

    fn note_cancelled(&self, category: Category, id: i64) -> Result<(), Error> {
        let statement = "INSERT OR IGNORE INTO cancelled (category, id) VALUES (?1, ?2)";
        self.connection
            .execute(statement, params![category as u8, id])?;
        Ok(())
    }
}
