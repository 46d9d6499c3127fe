//! Messages and ledger become one outcome per order.
//!
//! [`ingest`] takes in an answer file: each record finds the order it is about (`lookup.csv`) and what is then known
//! about that order decides its state. A record that finds none, or several, is kept as received and reported; nothing
//! else changes. Taking in the same file again changes nothing.
//!
//! [`night`] tells what became of every order of a night, in one form for all reports.

mod advice;
mod aliases;
mod due;
mod ingest;
mod lookup;
mod matching;
mod model;
mod night;
mod passwords;
mod published;
mod records;
mod results;
mod sms;
mod verdict;

pub use ingest::{IngestLine, ingest};
pub use model::{Attempt, Opinion, Outcome, OutcomeCode, RecordIds, Totals};
pub use night::{Night, night, outcomes};
