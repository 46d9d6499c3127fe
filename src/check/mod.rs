//! Looks at every order before it leaves, and says in one pass everything that the bureau or the review would refuse.
//!
//! - [`rules`] holds one rule per file; the file's opening comment is the rule's public page.
//! - [`Rule`] is what a rule declares, [`Report`] is where it says what it found, [`Context`] is what it may look at.
//! - [`run`] applies all rules to a batch, in parallel, with a result that depends neither on the order of the rows nor on
//!   the number of threads.
//!
//! An order without errors becomes a [`Checked`] order, which only this room can make and which is all that the upload
//! room takes.

mod addresses;
mod cancellations;
mod certificates;
mod classify;
mod code_lists;
mod compare;
mod contacts;
mod context;
mod documents;
mod domains;
#[cfg(test)]
mod doubles;
mod filed;
mod files;
mod filing_numbers;
mod home_page;
mod length;
mod limits;
mod messages;
mod owner;
mod passwords;
mod people;
mod preapprovals;
mod predictions;
mod provinces;
mod records;
mod regions;
mod renaming;
mod report;
mod report_values;
mod reports;
mod rivals;
mod rule;
pub mod rules;
mod run;
#[cfg(test)]
pub(crate) mod sample;
mod settings;
mod site_names;
mod sources;
mod taken;
mod units;
mod words;

pub use crate::codes::Organizer;
use crate::order::page;
pub use classify::{Basis, Class, Classified, Domains, Fact, Facts};
pub use context::Context;
pub use documents::has_signed_form;
pub use filed::{
    Blacklist, Claim, ClaimKind, Claimant, Claimed, Extent, Filed, FiledAccess, FiledDomain,
    FiledIp, FiledProgress, FiledRange, FiledRecord, FiledReport, FiledSite, FiledSubject,
    FilingKey, Filings, Listed, Lists, Refusal, Values, claims, filing_keys, upwards,
};
pub use home_page::HomePage;
pub use messages::is_confirmed_by_message;
pub use owner::{Owner, owner};
pub use predictions::predicting;
pub use provinces::{
    BUNDLED as BUNDLED_PROVINCES, Peculiarities, ProvinceRules, ProvinceRulesError,
};
pub use report::Report;
pub use reports::is_sent;
pub use rule::{Check, Rule};
pub use run::{Checked, Standing, Step, Verdict, run};
pub use settings::{AttachmentLimits, Limits, Profile, Reviews, Role, Settings};
