//! `XZJR/Xzxx`: a new access for each filed site, which is named by its filing number or by the bureau's id.
//!
//! Each site of the order is a record of its own; documents of the subject go with every one of them, because the bureau
//! looks at records one by one.

use super::super::emit::Emitter;
use super::attachments;
use super::site;
use crate::order::{FilingNumber, Object, Order, Site};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    for (number, part) in (1..).zip(&order.sites) {
        write_site(order, part, number, out);
    }
}

fn write_site(order: &Order, part: &Site, number: u32, out: &mut Emitter<'_>) {
    let site_number = part.filing_number.get();
    let subject_number = order.subject.filing_number.get().cloned();
    let subject_number = subject_number.or_else(|| site_number.map(FilingNumber::of_subject));
    out.record("Xzxx", |out| {
        out.container("Wz_xx", |out| {
            let numbers = [
                ("Wzbah", &part.filing_number as _),
                ("Wzid", &part.bureau_id as _),
            ];
            site::write_filed(Object::Site(number), numbers, out);
        });
        match part.accesses.first() {
            Some(access) => site::write_access(access, number, 1, out),
            None => out.missing("IspJrid"),
        }
        let this = Object::Site(number);
        let concerns = |owner| matches!(owner, None | Some(Object::Subject)) || owner == Some(this);
        attachments::write(order, out, concerns, |attachment, owner, _| {
            let subject_id = order.subject.bureau_id.get();
            let derived = || match owner? {
                Object::Subject => attachments::filed_owner(subject_number.as_ref(), subject_id),
                _ => attachments::filed_owner(site_number, part.bureau_id.get()),
            };
            attachments::named_owner(attachment).or_else(derived)
        });
        site::write_password(order, out);
    });
}
