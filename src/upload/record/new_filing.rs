//! `XZBA/Baxx`: a subject with its first sites.

use super::super::emit::Emitter;
use super::attachments::{self, OwnerName};
use super::{site, subject};
use crate::order::{Object, Order, Person, Subject};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    out.record("Baxx", |out| {
        out.container("Zt_xx", |out| {
            out.own_id(Object::Subject, "IspZtid");
            write_subject(&order.subject, out);
        });
        for (number, part) in (1..).zip(&order.sites) {
            site::write(part, number, out);
        }
        let every = |_| true;
        attachments::write(order, out, every, |attachment, owner, out| {
            let derived = || owner.and_then(|owner| out.id_of(owner));
            let own = attachment.owner_own_id.get().copied();
            own.or_else(derived).map(OwnerName::Own)
        });
    });
}

fn write_subject(subject: &Subject, out: &mut Emitter<'_>) {
    out.required("Dwmc", &subject.name);
    out.optional("Dwxz", &subject.nature);
    out.optional("Tzr", &subject.investor);
    subject::write_address(subject, out);
    subject::write_certificate(subject, out);
    out.container("Fzr", |out| {
        subject::write_principal(Person::of_subject(subject), subject::MOBILE, out);
    });
    site::write_reporting_mode(&subject.reporting_mode, out);
    out.optional("Bz", &subject.remark);
}
