//! What the ledger knows under a name: a domain or the address of a page, an IP address, a certificate number, a filing
//! number, an id, an order number.

use std::collections::BTreeSet;

use super::model::Outcome;
use super::named::{dotted, host};
use super::night::outcomes;
use crate::codes::Codes;
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{KeptField, Ledger, Moment, Result, Selection};
use crate::order::{DomainName, FilingNumber};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The filings that the name belongs to, whole.
    pub filings: Vec<Record>,
    /// The orders that were sent or are being prepared under it.
    pub orders: Vec<Outcome>,
}

/// Looks a name up among the bureau's records and among the orders.
///
/// A domain below a filed one finds the filed one. Of orders that were not sent yet, domains and certificates are known
/// as long as the order is open.
pub fn find(ledger: &Ledger, name: &str, codes: &Codes, now: Moment) -> Result<Found> {
    let name = host(name.trim());
    let mut found = Found::default();
    for key in record_keys(name) {
        for filing in ledger.filings(key)? {
            if found.filings.iter().all(|known| known.id != filing.id) {
                found.filings.push(filing);
            }
        }
    }
    if let Some(domain) = DomainName::parse(name).filter(|_| found.filings.is_empty())
        && let Some(registrable) = domain.registrable()
    {
        found.filings = ledger.filings(RecordKey::Domain(registrable))?;
    }
    let mut orders: BTreeSet<String> = ledger.orders_called(&spelled(name))?.into_iter().collect();
    let hash = KeptField::hash_of(name);
    orders.extend(ledger.orders_saying(|field| field.hash == hash)?);
    for order in orders {
        found
            .orders
            .extend(outcomes(ledger, Selection::Number(&order), codes, now)?);
    }
    Ok(found)
}

fn record_keys(name: &str) -> Vec<RecordKey<'_>> {
    if FilingNumber::parse(name).is_some() {
        return vec![RecordKey::Number(name)];
    }
    if let Some(address) = dotted(name) {
        return vec![RecordKey::Address(address)];
    }
    let mut keys = vec![RecordKey::Certificate(name)];
    match name.parse() {
        Ok(id) => {
            keys.push(RecordKey::Own(id));
            keys.extend(RecordKind::ALL.map(|kind| RecordKey::Id(kind, id)));
        }
        Err(_) => keys.push(RecordKey::Domain(name)),
    }
    keys
}

/// The name as keys of orders hold it.
fn spelled(name: &str) -> String {
    FilingNumber::parse(name).map_or_else(|| name.to_owned(), |number| number.as_str().to_owned())
}
