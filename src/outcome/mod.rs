//! Messages and ledger become one outcome per order.

mod model;

pub use model::{Attempt, Opinion, Outcome, OutcomeCode, RecordIds, Totals};
