//! `XZWZ/Xzxx`: new sites for a filed subject, which is named by its filing number or by the bureau's id, not both.

use super::super::emit::Emitter;
use super::attachments::{self, OwnerName};
use super::site;
use crate::order::{Object, Order};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    let subject = &order.subject;
    out.record("Xzxx", |out| {
        out.container("Zt_xx", |out| {
            let numbers = [
                ("Ztbah", &subject.filing_number as _),
                ("Ztid", &subject.bureau_id as _),
            ];
            site::write_filed(Object::Subject, numbers, out);
        });
        for (number, part) in (1..).zip(&order.sites) {
            site::write(part, number, out);
        }
        let every = |_| true;
        attachments::write(order, out, every, |attachment, owner, out| {
            let derived = || match owner? {
                Object::Subject => {
                    attachments::filed_owner(subject.filing_number.get(), subject.bureau_id.get())
                }
                site => out.id_of(site).map(OwnerName::Record),
            };
            attachments::named_owner(attachment).or_else(derived)
        });
        site::write_password(order, out);
    });
}
