//! From a published filing to the record that the ledger keeps of it.

use crate::download::{PublishedIds, PublishedRecord};
use crate::ledger::mirror::{Record, RecordKind};

/// The record of a published filing. What the bureau gave no id cannot be kept apart from others and is left out; none
/// when that is the subject itself.
pub(super) fn filing(published: &PublishedRecord) -> Option<Record> {
    let mut subject = record(RecordKind::Subject, &published.subject.ids)?;
    for site in &published.sites {
        let Some(mut record_of_site) = record(RecordKind::Site, &site.ids) else {
            continue;
        };
        let domains = site.domains.iter();
        record_of_site
            .parts
            .extend(domains.filter_map(|domain| record(RecordKind::Domain, &domain.ids)));
        for access in &site.accesses {
            let Some(mut record_of_access) = record(RecordKind::Access, &access.ids) else {
                continue;
            };
            record_of_access.carrier = access.carrier;
            let ranges = access.addresses.iter();
            record_of_access.parts = ranges
                .filter_map(|range| record(RecordKind::Ip, &range.ids))
                .collect();
            record_of_site.parts.push(record_of_access);
        }
        subject.parts.push(record_of_site);
    }
    Some(subject)
}

fn record(kind: RecordKind, ids: &PublishedIds) -> Option<Record> {
    Some(Record {
        own: ids.own,
        number: ids.filing_number.clone(),
        ..Record::new(kind, ids.bureau?)
    })
}
