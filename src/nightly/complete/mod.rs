//! Completes orders from the ledger's picture of the bureau's records, before they are checked.
//!
//! A change is a snapshot: what the operator left out is filled up from the record, and what the operator took out of a
//! list of domains or ranges is noted as removed ([`change`]). A cancellation that gives a filing number gets the bureau's
//! id. Without a ledger nothing is completed, and the checks say what is missing.

mod change;

use super::fingerprint::fingerprint;
use crate::codes::Codes;
use crate::ledger::mirror::{Record, RecordKey, RecordKind, Target};
use crate::ledger::{Ledger, Result};
use crate::order::{
    AnyField as _, Cancellation, Completion, Field, FilingNumber, Found, Id, Kind, Order,
    ReportRow, Value,
};

/// Completes the changes and cancellations among `orders`; `carrier` is whose accesses are ours.
pub(super) fn complete(orders: &mut [Order], ledger: &Ledger, carrier: u64) -> Result<()> {
    for order in orders {
        let completion = match order.kind() {
            Some(Kind::Change) => complete_change(order, ledger, carrier)?,
            Some(kind) if Kind::CANCELLATIONS.contains(&kind) => {
                complete_cancellation(order, kind, ledger, carrier)?
            }
            _ => continue,
        };
        order.completion = Some(completion);
    }
    Ok(())
}

fn complete_change(order: &mut Order, ledger: &Ledger, carrier: u64) -> Result<Completion> {
    let content = fingerprint(order);
    let subject = &order.subject;
    let key = match (subject.bureau_id.get(), subject.filing_number.get()) {
        (Some(id), _) => Some(RecordKey::Id(RecordKind::Subject, id.0)),
        (None, Some(number)) => Some(RecordKey::Number(number.as_str())),
        (None, None) => None,
    };
    let mut records = match key {
        Some(key) => ledger.filings(key)?,
        None => Vec::new(),
    };
    records.retain(Record::is_live);
    let mut removals = Vec::new();
    let record = match records.as_slice() {
        [] => Found::None,
        [record] => {
            let filled = change::Filling {
                record,
                carrier,
                ledger,
                codes: Codes::bundled(),
            };
            removals = filled.fill(order)?;
            Found::One
        }
        several => Found::Several(several.iter().map(|record| record.id).collect()),
    };
    Ok(Completion {
        content,
        record,
        removals,
    })
}

fn complete_cancellation(
    order: &mut Order,
    kind: Kind,
    ledger: &Ledger,
    carrier: u64,
) -> Result<Completion> {
    let content = fingerprint(order);
    let mut record = Found::None;
    let mut subject = None;
    for row in &mut order.reports {
        let ReportRow::Cancellation(row) = row else {
            continue;
        };
        record = find(row, kind, ledger, carrier)?;
        subject = subject.or(subject_of(row, kind, ledger)?);
    }
    // The bureau may answer with the subject, whatever is cancelled.
    if let (Some(subject), true) = (subject, order.subject.bureau_id.is_absent()) {
        set(&mut order.subject.bureau_id, subject, &order.number);
    }
    Ok(Completion {
        content,
        record,
        removals: Vec::new(),
    })
}

/// Gives the row the bureau's id of what its filing number means.
fn find(row: &mut Cancellation, kind: Kind, ledger: &Ledger, carrier: u64) -> Result<Found> {
    if let Some(id) = row.record_id.get() {
        let known = ledger.filings(RecordKey::Id(record_kind(kind), id.0))?;
        return Ok(if known.is_empty() {
            Found::None
        } else {
            Found::One
        });
    }
    let Some((number, value)) = number_of(row, kind) else {
        return Ok(Found::None);
    };
    Ok(match ledger.cancellation_target(kind, &number, carrier)? {
        Target::One(id) => {
            set(&mut row.record_id, id, &value);
            Found::One
        }
        Target::None => Found::None,
        Target::Several(ids) => Found::Several(ids),
    })
}

/// The filing number that says what is cancelled, and its cell: the site's before the subject's, unless the subject is.
fn number_of(row: &Cancellation, kind: Kind) -> Option<(FilingNumber, Value)> {
    let site = Some(&row.site_number).filter(|_| kind != Kind::CancelSubject);
    let given = |field: &Field<FilingNumber>| Some((field.get()?.clone(), field.value()?.clone()));
    site.and_then(given).or_else(|| given(&row.subject_number))
}

fn subject_of(row: &Cancellation, kind: Kind, ledger: &Ledger) -> Result<Option<u64>> {
    let Some(id) = row.record_id.get() else {
        return Ok(None);
    };
    let filings = ledger.filings(RecordKey::Id(record_kind(kind), id.0))?;
    Ok(filings.first().map(|subject| subject.id))
}

fn record_kind(kind: Kind) -> RecordKind {
    match kind {
        Kind::CancelSite => RecordKind::Site,
        Kind::CancelAccess => RecordKind::Access,
        _ => RecordKind::Subject,
    }
}

/// Fills in an id that was looked up; `from` is the cell that told it.
fn set(field: &mut Field<Id>, id: u64, from: &Value) {
    let value = Value {
        text: id.to_string().into(),
        place: from.place.clone(),
    };
    field.set(value, Id(id));
}
