//! `BGBA/Bgxx`: a filed subject with all its sites as they should be from now on.
//!
//! The record is a snapshot: domains and IP ranges that it leaves out are removed. What was filed before is named by the
//! bureau's ids; a domain or range without one is new.

use super::super::emit::Emitter;
use super::{attachments, site, subject};
use crate::order::{Access, Object, Order, Person, Site, Subject};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    out.record("Bgxx", |out| {
        out.container("Zt_xx", |out| write_subject(&order.subject, out));
        for (number, part) in (1..).zip(&order.sites) {
            out.container("Wz_xx", |out| write_site(part, number, out));
        }
        let every = |_| true;
        attachments::write(order, out, every, |attachment, owner, _| {
            attachments::filed(order, attachment, owner)
        });
        site::write_password(order, out);
    });
}

fn write_subject(part: &Subject, out: &mut Emitter<'_>) {
    out.filed(Object::Subject, "Ztid", &part.bureau_id);
    out.required("Dwmc", &part.name);
    out.filed_as(Object::Subject, "Ztbah", "Baxh", &part.filing_number);
    out.optional("Dwxz", &part.nature);
    out.optional("Tzr", &part.investor);
    subject::write_address(part, out);
    subject::write_certificate(part, out);
    out.container("Fzr", |out| {
        subject::write_principal(Person::of_subject(part), subject::MOBILE, out);
    });
    out.optional("Bz", &part.remark);
}

fn write_site(part: &Site, number: u32, out: &mut Emitter<'_>) {
    let object = Object::Site(number);
    out.filed(object, "Wzid", &part.bureau_id);
    out.required("Wzmc", &part.name);
    site::write_preapprovals(part, out);
    out.container("Fwnr", |out| out.each("Fwnr_id", &part.service_content));
    out.container("Yylb", |out| out.each("Yylb_id", &part.language));
    for (position, domain) in (1..).zip(&part.domains) {
        out.container("Ym_xx", |out| {
            out.own_id(Object::Domain(number, position), "IspYmid");
            out.optional("Ymid", &domain.bureau_id);
            out.required("Ym", &domain.name);
        });
    }
    for (position, access) in (1..).zip(&part.accesses) {
        out.container("Jr_xx", |out| write_access(access, (number, position), out));
    }
    site::write_principal(part, subject::MOBILE, out);
    out.filed_as(object, "Wzbah", "Baxh", &part.filing_number);
    out.optional("Syurl", &part.home_page);
    out.optional("Wz_Bz", &part.remark);
}

fn write_access(access: &Access, (site, position): (u32, u32), out: &mut Emitter<'_>) {
    out.required("Jrid", &access.bureau_id);
    site::write_connection(access, out);
    for (number, address) in (1..).zip(&access.addresses) {
        out.container("Ip_xx", |out| {
            out.own_id(Object::Ip(site, position, number), "IspIpid");
            out.optional("Ipid", &address.bureau_id);
            site::write_range(&address.first, &address.last, out);
        });
    }
}
