//! Figures of a run for a monitoring system, as a file that its agent reads (Prometheus text format).
//!
//! Written anew at the end of every run that may change the ledger, also of one that failed: the age of the file, the
//! exit code and the time of the run say so. Nothing in it tells about a person or an order; labels are states, codes,
//! stages and the names that the configuration gives to bureaus.

mod exposition;
mod stages;

pub use exposition::write;
pub use stages::Stages;

use std::collections::BTreeMap;
use std::time::Duration;

use crate::ledger::{AnswerTally, Ledger, Moment, Result, SequenceHealth, State};
use crate::nightly::Stage;

/// The figures of a run.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// The command.
    pub command: &'static str,
    /// When the run began.
    pub began: Moment,
    /// How long it took.
    pub took: Duration,
    /// How it ended.
    pub exit: u8,
    /// The time that each stage took; a stage that did not run is not there.
    pub stages: Vec<(Stage, Duration)>,
    /// What the ledger says; nothing where it cannot be read.
    pub ledger: Option<Standing>,
}

/// What the ledger says when the run is over.
#[derive(Clone, Debug)]
pub struct Standing {
    /// All orders by the state of their latest attempt.
    pub orders: BTreeMap<State, usize>,
    /// Orders of the run's night by state.
    pub night: BTreeMap<State, usize>,
    /// The codes that came on the run's night, each with the number of its orders.
    pub codes: BTreeMap<u32, usize>,
    /// What the answer files of the run's night came to.
    pub answers: AnswerTally,
    /// Every bureau's numbers.
    pub sequences: Vec<SequenceHealth>,
    /// When the order was uploaded that has been waiting longest for the bureau.
    pub oldest_pending: Option<Moment>,
}

impl Standing {
    /// Reads it; the night is that of `began`.
    pub fn read(ledger: &Ledger, began: Moment) -> Result<Self> {
        let night = began.date_naive();
        Ok(Self {
            orders: ledger.standing_by_state()?,
            night: ledger.count_by_state(night)?,
            codes: ledger.codes_of(night)?,
            answers: ledger.answers_of(night)?,
            sequences: ledger.sequences()?,
            oldest_pending: ledger.oldest_pending()?,
        })
    }
}
