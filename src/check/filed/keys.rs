//! By what orders name filings.

use super::blacklist::upwards;
use super::filings::FilingKey;
use crate::order::{Cancellation, FilingNumber, Kind, Order, ReportRow};

/// What a cancellation cancels, and the key by which it is looked up.
pub fn cancelled(order: &Order) -> Option<(&Cancellation, FilingKey)> {
    let key = match order.kind()? {
        Kind::CancelSubject => FilingKey::Subject,
        Kind::CancelSite => FilingKey::Site,
        Kind::CancelAccess => FilingKey::Access,
        _ => return None,
    };
    order.reported().find_map(|(_, row)| match row {
        ReportRow::Cancellation(row) => Some((&**row, key(row.record_id.get()?.0))),
        _ => None,
    })
}

/// Everything by which an order names filings.
pub fn filing_keys(order: &Order) -> Vec<FilingKey> {
    let mut keys = Vec::new();
    let number = |number: &FilingNumber| FilingKey::Number(number.as_str().to_owned());
    let subject = &order.subject;
    keys.extend(subject.bureau_id.get().map(|id| FilingKey::Subject(id.0)));
    keys.extend(subject.bureau_id.get().map(|id| FilingKey::Own(id.0)));
    let subject_number = subject.filing_number.get();
    keys.extend(subject_number.map(|known| number(&known.of_subject())));
    let certificate = subject.certificate_number.get();
    keys.extend(certificate.map(|text| FilingKey::Certificate(folded_certificate(text))));
    for site in &order.sites {
        keys.extend(site.filing_number.get().map(number));
        let ids = site.bureau_id.get().map(|id| id.0);
        keys.extend(ids.map(FilingKey::Site));
        keys.extend(ids.map(FilingKey::Own));
        keys.extend(site.own_id.get().map(|id| FilingKey::Own(id.0)));
        for domain in &site.domains {
            let above = domain.name.get();
            keys.extend(
                above
                    .iter()
                    .flat_map(|name| upwards(name).map(|name| FilingKey::Domain(name.to_owned()))),
            );
            let ids = domain.bureau_id.get().map(|id| id.0);
            keys.extend(ids.map(FilingKey::DomainId));
            keys.extend(ids.map(FilingKey::Own));
        }
        for access in &site.accesses {
            let ids = access.bureau_id.get().map(|id| id.0);
            keys.extend(ids.map(FilingKey::Access));
            keys.extend(ids.map(FilingKey::Own));
            keys.extend(access.own_id.get().map(|id| FilingKey::Own(id.0)));
            for address in &access.addresses {
                let ids = address.bureau_id.get().map(|id| id.0);
                keys.extend(ids.map(FilingKey::Range));
                keys.extend(ids.map(FilingKey::Own));
            }
        }
    }
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row {
            let ids = row.record_id.get().map(|id| id.0);
            let kinds = [
                FilingKey::Subject,
                FilingKey::Site,
                FilingKey::Access,
                FilingKey::Own,
            ];
            keys.extend(ids.into_iter().flat_map(|id| kinds.map(|key| key(id))));
            keys.extend(row.subject_number.get().map(number));
            keys.extend(row.site_number.get().map(number));
        }
    }
    for attachment in &order.attachments {
        keys.extend(attachment.owner_filing_number.get().map(number));
        let ids = attachment.owner_id.get().map(|id| id.0);
        let kinds = [FilingKey::Subject, FilingKey::Site];
        keys.extend(ids.into_iter().flat_map(|id| kinds.map(|key| key(id))));
    }
    keys
}

/// The number of a certificate as numbers are compared: without blanks and in capitals.
pub fn folded_certificate(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}
