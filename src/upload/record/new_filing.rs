//! `XZBA/Baxx`: a subject with its first sites.

use super::super::emit::Emitter;
use super::attachments::{self, OwnerName};
use super::site;
use crate::codes::ids::reporting_mode;
use crate::order::{AnyField as _, Object, Order, Subject};

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
    out.container("Txdz", |out| {
        out.required("Shengid", &subject.province);
        out.required("Shiid", &subject.city);
        out.optional("Xianid", &subject.county);
        out.optional("Xxdz", &subject.address);
    });
    out.container("Zj", |out| {
        out.required("Zjlx", &subject.certificate_type);
        out.required("Zjhm", &subject.certificate_number);
        out.required("Zjzs", &subject.certificate_address);
    });
    out.container("Fzr", |out| {
        out.optional("Fzr_xm", &subject.principal_name);
        out.optional("Fzr_dhhm", &subject.principal_phone);
        out.required("Fzr_sjhm", &subject.principal_mobile);
        out.required("Fzr_dzyj", &subject.principal_email);
        out.optional("Msn", &subject.principal_msn);
        out.optional("Qq", &subject.principal_qq);
        out.optional("Fzr_zjlx", &subject.principal_certificate_type);
        out.optional("Fzr_zjhm", &subject.principal_certificate_number);
    });
    if subject.reporting_mode.is_absent() {
        out.made("Bbfs", reporting_mode::ON_BEHALF.into());
    } else {
        out.required("Bbfs", &subject.reporting_mode);
    }
    out.optional("Bz", &subject.remark);
}
