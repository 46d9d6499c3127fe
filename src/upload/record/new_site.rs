//! `XZWZ/Xzxx`: new sites for a filed subject, which is named by its filing number or by the bureau's id, not both.

use super::super::emit::Emitter;
use super::attachments::{self, Owner};
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
        attachments::write(&order.attachments, out, |attachment, out| {
            let derived = || match attachments::site_number(attachment, order) {
                Some(number) => out.id_of(Object::Site(number)).map(Owner::Record),
                None => {
                    attachments::filed_owner(subject.filing_number.get(), subject.bureau_id.get())
                }
            };
            attachments::named_owner(attachment).or_else(derived)
        });
        site::write_password(order, out);
    });
}
