//! What the ledger knows, as the checks ask for it: what is filed, and the code tables that the bureau has sent.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::check::{Filed, FiledProgress, FiledRange};
use crate::codes::Codes;
use crate::ledger::mirror::{Record, RecordKind};
use crate::ledger::{self, Ledger, ReportedRecord, State};
use crate::order::{Kind, Operation};
use crate::outcome;

/// What a batch is checked beside: what earlier nights have brought.
pub struct Known<'l> {
    /// The code tables that count.
    pub(super) codes: Cow<'static, Codes>,
    /// What is filed already.
    pub(super) filed: Filed,
    /// Where the bureau's records are looked up.
    pub(super) ledger: Option<&'l Ledger>,
}

impl Default for Known<'_> {
    /// The bundled tables, and nothing filed.
    fn default() -> Self {
        Self {
            codes: Cow::Borrowed(Codes::bundled()),
            filed: Filed::default(),
            ledger: None,
        }
    }
}

impl<'l> Known<'l> {
    /// What a ledger knows.
    pub fn by(ledger: Option<&'l Ledger>) -> ledger::Result<Self> {
        let Some(ledger) = ledger else {
            return Ok(Self::default());
        };
        Ok(Self {
            codes: outcome::effective_codes(ledger)?,
            filed: filed(ledger)?,
            ledger: Some(ledger),
        })
    }
}

/// The ranges that orders have reported, and those that the bureau's own copy told of.
fn filed(ledger: &Ledger) -> ledger::Result<Filed> {
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
    let copy = ledger.reported_records()?;
    let gone: HashSet<(Kind, u64)> = { copy.iter() }
        .filter(|record| !record.is_live())
        .filter_map(|record| Some((kind_of(record)?, record.id)))
        .collect();
    let named = |filed: &FiledRange| Some((filed.kind, filed.bureau_id?));
    let is_gone = |filed: &FiledRange| named(filed).is_some_and(|named| gone.contains(&named));
    ranges.retain(|filed| filed.progress != FiledProgress::Accepted || !is_gone(filed));
    let known: HashSet<(Kind, u64)> = ranges.iter().filter_map(named).collect();
    for record in copy.iter().filter(|record| record.is_live()) {
        let (Some(kind), Some(range)) = (kind_of(record), record.range()) else {
            continue;
        };
        if !known.contains(&(kind, record.id)) {
            ranges.push(FiledRange {
                kind,
                range,
                order: None,
                bureau_id: Some(record.id),
                progress: FiledProgress::Accepted,
            });
        }
    }
    Ok(Filed::new(ranges, ledger.has_copy_of_reports()?))
}

/// The kind of order that reports such a record.
fn kind_of(record: &Record) -> Option<Kind> {
    match record.kind {
        RecordKind::IpSource => Some(Kind::IpSource),
        RecordKind::IpAllocation => Some(Kind::IpAllocation),
        RecordKind::IpBroadcast => Some(Kind::IpBroadcast),
        RecordKind::IpOwn => Some(Kind::IpOwn),
        _ => None,
    }
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
