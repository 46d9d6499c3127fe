//! The parts of a record that describe a site, its domains and its accesses, and the password.

use secrecy::SecretString;

use super::super::emit::{Emitter, WriteFlaw};
use super::attachments::write_content;
use super::subject;
use crate::codes::ids::reporting_mode;
use crate::envelope::filing_password;
use crate::order::{
    Access, AnyField, Code, Field, IpAddress, IpRange, Object, Order, Person, Preapproval, Site,
};

/// `Wz_xx` of XZBA and XZWZ; `number` is the site's place in the order, from 1.
pub(super) fn write(site: &Site, number: u32, out: &mut Emitter<'_>) {
    out.container("Wz_xx", |out| {
        out.own_id(Object::Site(number), "IspWzid");
        out.required("Wzmc", &site.name);
        write_preapprovals(site, out);
        out.container("Fwnr", |out| out.each("Fwnr_id", &site.service_content));
        out.container("Yylb", |out| out.each("Yylb_id", &site.language));
        for (position, domain) in (1..).zip(&site.domains) {
            out.container("Ym_xx", |out| {
                out.own_id(Object::Domain(number, position), "IspYmid");
                out.required("Ym", &domain.name);
            });
        }
        for (position, access) in (1..).zip(&site.accesses) {
            out.container("Jr_xx", |out| write_access(access, number, position, out));
        }
        write_principal(site, subject::MOBILE, out);
        out.optional("Syurl", &site.home_page);
        out.optional("Wz_Bz", &site.remark);
    });
}

/// The content of `Jr_xx`, which XZJR writes without the element around it.
pub(super) fn write_access(access: &Access, site: u32, position: u32, out: &mut Emitter<'_>) {
    out.own_id(Object::Access(site, position), "IspJrid");
    write_connection(access, out);
    for (number, address) in (1..).zip(&access.addresses) {
        out.container("Ip_xx", |out| {
            out.own_id(Object::Ip(site, position, number), "IspIpid");
            write_range(&address.first, &address.last, out);
        });
    }
}

/// `Wzfb` and `Wzjrfs`: where the servers stand, and how they are connected.
pub(super) fn write_connection(access: &Access, out: &mut Emitter<'_>) {
    out.container("Wzfb", |out| out.each("Fbdd", &access.location));
    out.container("Wzjrfs", |out| out.each("Jrfs", &access.mode));
}

/// `ICPmm`: the hash of the filing password; absent means no element.
pub(super) fn write_password(order: &Order, out: &mut Emitter<'_>) {
    let field = &order.header.password;
    if let Some(value) = field.value() {
        match filing_password(&SecretString::from(value.text.as_ref())) {
            Ok(hash) => out.value("ICPmm", &hash, field.column(), &value.place),
            Err(_) => out.flaw(WriteFlaw::Password(value.place.clone(), field.column())),
        }
    }
}

/// A filed object by one of its names; both at once are written too, so that the gate can say that one is too many.
pub(super) fn write_filed(
    object: Object,
    names: [(&'static str, &dyn AnyField); 2],
    out: &mut Emitter<'_>,
) {
    let [(first, _), _] = names;
    let mut given = names
        .into_iter()
        .filter(|(_, field)| !field.is_absent())
        .peekable();
    if given.peek().is_none() {
        out.missing(first);
    }
    given.for_each(|(tag, field)| out.filed(object, tag, field));
}

/// `Nrlx`; no pre-approval means no element.
pub(super) fn write_preapprovals(site: &Site, out: &mut Emitter<'_>) {
    if site.preapprovals.is_empty() {
        return;
    }
    out.container("Nrlx", |out| {
        for preapproval in &site.preapprovals {
            out.container("Nrlx_xx", |out| write_preapproval(preapproval, out));
        }
    });
}

fn write_preapproval(preapproval: &Preapproval, out: &mut Emitter<'_>) {
    out.required("Nrlx_id", &preapproval.category);
    out.required("Qzsph", &preapproval.number);
    for picture in &preapproval.pictures {
        let most = out.limits().other_base64;
        write_content("Spwj", picture, most, preapproval.files.column(), out);
    }
}

/// `Wz_Fzr`.
pub(super) fn write_principal(site: &Site, mobile: &'static str, out: &mut Emitter<'_>) {
    out.container("Wz_Fzr", |out| {
        subject::write_principal(Person::of_site(site), mobile, out);
    });
}

/// `Bbfs`: who files, by default the carrier on behalf of its customer.
pub(super) fn write_reporting_mode(field: &Field<Code>, out: &mut Emitter<'_>) {
    if field.is_absent() {
        out.made("Bbfs", reporting_mode::ON_BEHALF.into());
    } else {
        out.required("Bbfs", field);
    }
}

/// `Qsip` and `Zzip`: a range that one cell holds is written as both.
pub(super) fn write_range(
    first_end: &Field<IpRange>,
    last_end: &Field<IpAddress>,
    out: &mut Emitter<'_>,
) {
    match (IpRange::between(first_end, last_end), first_end.value()) {
        (Some(range), Some(first)) => {
            let last = last_end.value().unwrap_or(first);
            let (from, to) = (range.first.0.to_string(), range.last.0.to_string());
            out.value("Qsip", &from, first_end.column(), &first.place);
            out.value("Zzip", &to, last_end.column(), &last.place);
        }
        _ => {
            out.missing("Qsip");
            for field in [first_end as &dyn AnyField, last_end] {
                if let Some(value) = field.value() {
                    out.value(
                        field.column().tag(),
                        &value.text,
                        field.column(),
                        &value.place,
                    );
                }
            }
        }
    }
}
