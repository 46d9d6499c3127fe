//! The data checks of filings: what the bureau refuses because of what it knows.
//!
//! First what a record refers to, for nothing can be said of a record about nothing; then the record itself, and the record
//! beside what is filed or under review. `codes.csv` tells of every code of the interface whether this bureau decides it.

mod addresses;
mod attachments;
mod blacklist;
mod code_tables;
mod conflicts;
mod contacts;
mod own_ids;
mod passwords;
mod references;
mod under_review;
mod unfiled;

use super::Error;
use super::records::Record;
use super::register::Register;
use super::tables;

pub(super) use code_tables::{Part, check as check_code_tables};

/// Why a record is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub code: u32,
    /// What is wrong, for `Dmms`; empty when there is no more to say.
    pub words: String,
}

impl Reason {
    pub fn new(code: u32, words: impl Into<String>) -> Reason {
        Reason {
            code,
            words: words.into(),
        }
    }
}

/// Why the data checks refuse a record, each code once; empty when nothing speaks against it.
pub(super) fn refusals(register: &Register<'_>, record: &Record) -> Result<Vec<Reason>, Error> {
    let mut reasons = references::check(register, record)?;
    if reasons.is_empty() {
        check_code_tables(
            register.scenario,
            Part::Filings,
            &record.element,
            &mut reasons,
        );
        contacts::check(record, &mut reasons);
        addresses::check(register, record, &mut reasons)?;
        attachments::check(record, &mut reasons);
        conflicts::check(register, record, &mut reasons)?;
        own_ids::check(register, record, &mut reasons)?;
        blacklist::check(register.scenario, record, &mut reasons);
        unfiled::check(register, record, &mut reasons)?;
    }
    let mut codes = Vec::new();
    reasons.retain(|reason| {
        let is_new = !codes.contains(&reason.code);
        codes.push(reason.code);
        is_new
    });
    Ok(reasons)
}
