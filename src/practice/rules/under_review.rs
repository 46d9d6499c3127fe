//! What is under review: taken, and not decided or not yet published.

use chrono::NaiveDate;
use rusqlite::params;

use crate::practice::Error;
use crate::practice::records::{Category, Kind, Record};
use crate::practice::register::Register;

impl Register<'_> {
    /// How many records that concern this are under review.
    pub(in crate::practice) fn count_under_review(&self, what: &str) -> Result<u32, Error> {
        let query = "SELECT count(*) FROM review WHERE what = ?1 AND (until IS NULL OR until > ?2)";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row(params![what, self.today.to_string()], |row| row.get(0))?)
    }

    /// Whether anything that concerns this is under review.
    pub(in crate::practice) fn is_under_review(&self, what: &str) -> Result<bool, Error> {
        Ok(self.count_under_review(what)? > 0)
    }

    /// Remembers that a record is under review until before a day, or without end.
    pub(in crate::practice) fn note_review(
        &self,
        record: &Record,
        until: Option<NaiveDate>,
    ) -> Result<(), Error> {
        if until.is_some_and(|day| day <= self.today) {
            return Ok(());
        }
        let statement = "INSERT INTO review (what, until) VALUES (?1, ?2)";
        let until = until.map(|day| day.to_string());
        for what in self.concerns(record)? {
            self.connection.execute(statement, params![what, until])?;
        }
        Ok(())
    }

    /// What a record concerns.
    fn concerns(&self, record: &Record) -> Result<Vec<String>, Error> {
        let domains = record
            .domains()
            .map(|name| format!("domain {}", name.to_ascii_lowercase()));
        Ok(match record.kind {
            Kind::NewFiling => {
                let certificate = record.certificate();
                let certificate =
                    certificate.map(|(kind, number)| format!("certificate {kind} {number}"));
                domains.chain(certificate).collect()
            }
            Kind::NewSite => domains.collect(),
            Kind::NewAccess => vec![format!("access {}", self.about(record)?)],
            Kind::Change => vec![format!("change {}", self.about(record)?)],
            Kind::Cancellation => {
                let id = record.bureau_id().unwrap_or_default();
                vec![cancellation(record.category(), id)]
            }
            Kind::Verification | Kind::UnfiledSite | Kind::Material => Vec::new(),
        })
    }

    /// The subject or site that a record is about: its id where it is known, else what the record calls it.
    pub(in crate::practice) fn about(&self, record: &Record) -> Result<String, Error> {
        let (id, number) = (record.bureau_id(), record.filing_number());
        let known = match record.kind {
            Kind::NewAccess => self.known_site(id, number)?.map(|site| site.id),
            _ => self.known_subject(id, number)?.map(|subject| subject.id),
        };
        let id = known.or(id).map(|id| id.to_string());
        Ok(id.or(number.map(str::to_owned)).unwrap_or_default())
    }
}

/// How a cancellation under review is remembered.
pub(super) fn cancellation(category: Category, id: i64) -> String {
    format!("cancel {} {id}", category as u8)
}
