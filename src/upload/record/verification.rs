//! `HSJG/Hsjgxx`: what came of a verification task, with the whole record that was verified.
//!
//! Everything in it is named by the bureau's ids. The mobile number's element is called otherwise than elsewhere, and who
//! files is said of each access.

use super::super::emit::Emitter;
use super::{site, subject};
use crate::order::{Access, Object, Order, Person, ReportRow, Site, Subject, Verification};

/// The mobile number's element.
const MOBILE: &str = "sjhm";

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    for (_, row) in order.reported() {
        if let ReportRow::Verification(verification) = row {
            out.record("Hsjgxx", |out| write_result(order, verification, out));
        }
    }
}

fn write_result(order: &Order, verification: &Verification, out: &mut Emitter<'_>) {
    out.required("Hsjg", &verification.result);
    out.required("Hsrxm", &verification.verifier);
    out.required("Hssj", &verification.verified);
    out.required("Bbdw", &verification.unit);
    out.required("Hsyj", &verification.opinion);
    out.optional("Cwxx", &verification.errors);
    out.container("Baxx", |out| {
        out.container("Zt_xx", |out| write_subject(&order.subject, out));
        for (number, part) in (1..).zip(&order.sites) {
            out.container("Wz_xx", |out| write_site(part, number, out));
        }
    });
}

fn write_subject(part: &Subject, out: &mut Emitter<'_>) {
    out.filed(Object::Subject, "Ztid", &part.bureau_id);
    out.known_as(Object::Subject, "Ztbah", &part.filing_number);
    out.required("Dwmc", &part.name);
    out.optional("Dwxz", &part.nature);
    subject::write_address(part, out);
    out.optional("Tzr", &part.investor);
    subject::write_certificate(part, out);
    out.container("Fzr", |out| {
        subject::write_principal(Person::of_subject(part), MOBILE, out);
    });
    out.optional("Bz", &part.remark);
}

fn write_site(part: &Site, number: u32, out: &mut Emitter<'_>) {
    out.filed(Object::Site(number), "Wzid", &part.bureau_id);
    out.known_as(Object::Site(number), "Wzbah", &part.filing_number);
    out.required("Wzmc", &part.name);
    site::write_preapprovals(part, out);
    out.container("Fwnr", |out| out.each("Fwnr_id", &part.service_content));
    for (position, domain) in (1..).zip(&part.domains) {
        out.container("Ym_xx", |out| {
            out.filed(Object::Domain(number, position), "Ymid", &domain.bureau_id);
            out.required("Ym", &domain.name);
        });
    }
    for (position, access) in (1..).zip(&part.accesses) {
        out.container("Jr_xx", |out| write_access(access, (number, position), out));
    }
    site::write_principal(part, MOBILE, out);
    out.optional("Syurl", &part.home_page);
    out.optional("Wz_Bz", &part.remark);
}

fn write_access(access: &Access, (site, position): (u32, u32), out: &mut Emitter<'_>) {
    out.filed(Object::Access(site, position), "Jrid", &access.bureau_id);
    site::write_connection(access, out);
    for address in &access.addresses {
        out.container("Ip_xx", |out| {
            out.required("Ipid", &address.bureau_id);
            site::write_range(&address.first, &address.last, out);
        });
    }
    out.required("Bbfs", &access.reporting_mode);
}
