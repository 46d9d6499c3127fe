//! Messages and ledger become one outcome per order.
//!
//! [`ingest`] takes in an answer file: each record finds the order it is about (`lookup.csv`) and what is then known
//! about that order decides its state. A record that finds none, or several, is kept as received and reported; nothing
//! else changes. Taking in the same file again changes nothing.
//!
//! [`night`] tells what became of every order of a night, in one form for all reports.

mod advice;
mod aliases;
mod answer_file;
mod by_hand;
mod cancelled;
mod changes;
mod code_tables;
mod due;
mod find;
mod ingest;
mod lists;
mod lookup;
mod matching;
mod model;
mod named;
mod night;
mod passwords;
pub mod proposals;
mod published;
mod records;
mod report_records;
mod reports;
mod results;
mod session;
mod sms;
mod survey;
mod tasks;
mod turn;
mod unanswered;
mod under_way;
mod verdict;

pub use advice::conversion;
pub use answer_file::{AnswerFile, Received};
pub use by_hand::{ByHandError, Meaning, Standing, assign, dismiss};
pub use code_tables::{UNITS, effective_codes};
pub use find::{Found, find};
pub use ingest::{IngestError, IngestLine, ingest, keep_unusable, take_in};
pub use model::{Attempt, Opinion, Outcome, OutcomeCode, RecordIds, Totals};
pub use named::named;
pub use night::{CHANGED_SINCE_ATTEMPT, Night, night, outcomes};
pub use survey::families;
pub use tasks::IP_CONFLICT;
pub use turn::Turn;
pub use unanswered::settle_unanswered;
pub use under_way::{AGES, Ages, Open, under_way};
