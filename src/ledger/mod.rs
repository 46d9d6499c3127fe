//! What was sent, under which number, and what became of it.
//!
//! One SQLite file (WAL, `synchronous=FULL`) and one writer. Every method that changes something does so in one
//! transaction: after a crash it has happened wholly or not at all. Time is a parameter, never taken here.
//!
//! Three things have a life of their own:
//!
//! - an **order**, by its number. Each content it has had is an *attempt*, counted from 1, with one [`State`]; only
//!   the latest attempt is checked, packed and sent;
//! - a **file**: built → sending → accepted, or unknown, which forbids further uploads to its bureau until it is
//!   settled. Its `dataSequence` is given out when the upload begins and belongs to it once the bureau has taken it;
//! - an **answer file**, by name and content: taking it in a second time changes nothing.
//!
//! The ledger knows nothing of XML: what an answer means is decided by the outcome room, through [`Answers`].

mod adopt;
mod answers;
mod backup;
mod blacklist;
mod broken;
mod by_hand;
mod candidates;
mod check;
mod claims;
mod code_rows;
mod copy;
mod deferrals;
mod error;
mod export;
mod fields;
mod file_state;
mod files;
mod findings;
mod gauges;
mod history;
mod ids;
mod lock;
pub mod mirror;
mod moves;
mod object;
mod read;
mod reconcile;
mod refused;
mod register;
mod reported;
mod review;
mod rows;
mod runs;
mod schema;
mod sequences;
mod served;
mod standing;
mod state;
mod tasks;
mod unanswered;

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::disk;

pub use adopt::{Adoption, Origin};
pub use answers::{Answers, Evidence, Import, KeptReason, Tally};
pub use blacklist::BlacklistKey;
pub use broken::BrokenAnswer;
pub use by_hand::{Action, DecisionRecord};
pub use candidates::Candidate;
pub use check::{Verdict, Violation};
pub use claims::{Claim, Claimant, Refused};
pub use code_rows::{CodeRowDetails, CodeRowRecord};
pub use deferrals::{Deferral, Direction};
pub use error::Error;
pub use export::{ExportError, export_schema};
pub use fields::KeptField;
pub use file_state::FileState;
pub use files::{BuiltFile, PackedOrder, Settlement};
pub use history::{Event, Happened};
pub use lock::Holder;
pub use object::{Key, KeyTag};
pub use read::Selection;
pub use reconcile::{AnswerTally, OddRecord, Oddity, UnderWay};
pub use refused::{Acquittal, CarriedOrder};
pub use register::{ContentHash, Registered, Registration};
pub use reported::{OpenRange, ReportedRecord};
pub use review::Checked;
pub use rows::{
    AnswerRecord, AttemptRecord, CodeRecord, FileRecord, KeptRecord, OpinionRecord, OrderRecord,
};
pub use sequences::SequenceHealth;
pub use served::{Served, ServedDomain};
pub use standing::{FileStanding, OldFile};
pub use state::{Actor, CustomerStep, Deadline, Part, State};
pub use tasks::{ProposedRow, Task, TaskList, TaskRecord};

/// Result of a ledger operation.
pub type Result<T> = std::result::Result<T, Error>;

/// A moment, in UTC+8.
pub type Moment = DateTime<FixedOffset>;

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    run: Option<i64>,
    _lock: Option<lock::Lock>,
}

impl Ledger {
    /// Opens the ledger for writing, as its only writer, and creates it and its folder if need be.
    ///
    /// An upload that was under way when the last writer died becomes *unknown*: nobody knows whether the bureau
    /// has it.
    pub fn open(path: &Path, holder: &Holder) -> Result<Ledger> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            disk::create_folder(folder)?;
        }
        let lock = lock::Lock::take(path, holder)?;
        let ledger = Ledger {
            connection: schema::open(path)?,
            run: None,
            _lock: Some(lock),
        };
        ledger.connection.execute(
            "UPDATE files SET state = 'unknown', doubted = 1 WHERE state = 'sending'",
            [],
        )?;
        Ok(ledger)
    }

    /// Opens the ledger for reading, also while another process writes.
    pub fn open_read(path: &Path) -> Result<Ledger> {
        let connection = schema::open_read(path)?;
        Ok(Ledger {
            connection,
            run: None,
            _lock: None,
        })
    }

    /// An empty ledger that ends with the process.
    pub fn in_memory() -> Result<Ledger> {
        let connection = schema::in_memory()?;
        Ok(Ledger {
            connection,
            run: None,
            _lock: None,
        })
    }

    /// How this connection makes a commit durable: the journal's mode (`wal`) and the level of `synchronous` (2, full).
    pub fn durability(&self) -> Result<(String, u32)> {
        let pragma = |name| {
            self.connection
                .pragma_query_value(None, name, |row| row.get(0))
        };
        let level = self
            .connection
            .pragma_query_value(None, "synchronous", |row| row.get(0))?;
        Ok((pragma("journal_mode")?, level))
    }

    fn begin(&mut self) -> Result<Transaction<'_>> {
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// A moment as the ledger writes it.
fn stamp(moment: Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}
