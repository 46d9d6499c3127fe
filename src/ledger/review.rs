//! What the checks and the carrier's own review said about an order.

use super::findings::{self, Owner};
use super::moves::move_to;
use super::register::latest_attempt;
use super::{Error, Ledger, Moment, Result, State};
use crate::order::{Finding, Text};

/// The verdict of one run about one order that is not packed yet.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// The order number.
    pub order: &'a str,
    /// Where it stands now: failed the checks, in the carrier's review, or ready.
    pub state: State,
    /// Why it waits, if it does.
    pub note: Option<Text>,
    /// All findings, in the place of earlier ones. The values themselves are not kept.
    pub findings: &'a [Finding],
}

impl Ledger {
    /// Notes the verdicts of a batch, in one transaction. Refused for an order that is packed already.
    pub fn checked(&mut self, verdicts: &[Checked<'_>], now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        for verdict in verdicts {
            let (attempt, from) = latest_attempt(&transaction, verdict.order)?;
            if !from.is_before_packing() {
                let order = verdict.order.to_owned();
                let to = verdict.state;
                return Err(Error::Transition { order, from, to });
            }
            move_to(
                &transaction,
                run,
                attempt,
                verdict.state,
                verdict.note.as_ref(),
                now,
            )?;
            findings::write(&transaction, Owner::Attempt(attempt), verdict.findings)?;
        }
        Ok(transaction.commit()?)
    }
}
