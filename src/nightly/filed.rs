//! What the ledger knows to be filed, as the checks ask for it.

use crate::check::{Filed, FiledProgress, FiledRange};
use crate::ledger::{self, Ledger, ReportedRecord, State};
use crate::order::Operation;

/// What a batch is checked beside: what the ledger knows, nothing where there is none.
#[derive(Default)]
pub struct Known<'l> {
    /// What is filed already.
    pub(super) filed: Filed,
    /// Where the bureau's records are looked up.
    pub(super) ledger: Option<&'l Ledger>,
}

impl<'l> Known<'l> {
    /// What a ledger knows.
    pub fn by(ledger: Option<&'l Ledger>) -> ledger::Result<Self> {
        let filed = ledger.map(known).transpose()?;
        Ok(Self {
            filed: filed.unwrap_or_default(),
            ledger,
        })
    }
}

fn known(ledger: &Ledger) -> ledger::Result<Filed> {
    let mut ranges: Vec<FiledRange> = Vec::new();
    for record in ledger.reported_ranges()? {
        let Some(progress) = progress(&record) else {
            continue;
        };
        if progress == FiledProgress::Accepted && record.operation != Operation::Add {
            // The record as it was before has been changed or deleted.
            ranges.retain(|filed| filed.kind != record.kind || filed.bureau_id != record.bureau_id);
        }
        ranges.extend(record.range.map(|range| FiledRange {
            kind: record.kind,
            range,
            order: Some(record.order.into()),
            bureau_id: record.bureau_id,
            progress,
        }));
    }
    Ok(Filed::new(ranges, false))
}

/// How far a record has come; `None` when nothing will come of it. Of an order of which a part was accepted, the new
/// records that have got an id are that part.
fn progress(record: &ReportedRecord) -> Option<FiledProgress> {
    let has_become_a_record = record.operation == Operation::Add && record.bureau_id.is_some();
    match record.state {
        State::Completed => Some(FiledProgress::Accepted),
        State::PartlyApproved if has_become_a_record => Some(FiledProgress::Accepted),
        State::ReturnedToCarrier | State::ReturnedToCustomer | State::AwaitingRetry => {
            Some(FiledProgress::Returned)
        }
        State::PartlyApproved | State::Converted | State::Abandoned => None,
        _ => Some(FiledProgress::Underway),
    }
}
