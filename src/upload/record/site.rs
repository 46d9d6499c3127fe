//! The parts of a record that new filings and new sites share: a site with domains and accesses, a password.

use secrecy::SecretString;

use super::super::emit::{Emitter, WriteFlaw};
use super::attachments::write_content;
use crate::envelope::filing_password;
use crate::order::{Access, AnyField, Field, IpAddress, IpRange, Object, Order, Preapproval, Site};

/// `Wz_xx` of XZBA and XZWZ; `number` is the site's place in the order, from 1.
pub(super) fn write(site: &Site, number: u32, out: &mut Emitter<'_>) {
    out.container("Wz_xx", |out| {
        out.own_id(Object::Site(number), "IspWzid");
        out.required("Wzmc", &site.name);
        if !site.preapprovals.is_empty() {
            out.container("Nrlx", |out| {
                for preapproval in &site.preapprovals {
                    out.container("Nrlx_xx", |out| write_preapproval(preapproval, out));
                }
            });
        }
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
        out.container("Wz_Fzr", |out| write_principal(site, out));
        out.optional("Syurl", &site.home_page);
        out.optional("Wz_Bz", &site.remark);
    });
}

/// The content of `Jr_xx`, which XZJR writes without the element around it.
pub(super) fn write_access(access: &Access, site: u32, position: u32, out: &mut Emitter<'_>) {
    out.own_id(Object::Access(site, position), "IspJrid");
    out.container("Wzfb", |out| out.each("Fbdd", &access.location));
    out.container("Wzjrfs", |out| out.each("Jrfs", &access.mode));
    for (number, address) in (1..).zip(&access.addresses) {
        out.container("Ip_xx", |out| {
            out.own_id(Object::Ip(site, position, number), "IspIpid");
            write_range(&address.first, &address.last, out);
        });
    }
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

fn write_preapproval(preapproval: &Preapproval, out: &mut Emitter<'_>) {
    out.required("Nrlx_id", &preapproval.category);
    out.required("Qzsph", &preapproval.number);
    for picture in &preapproval.pictures {
        write_content("Spwj", picture, preapproval.files.column(), out);
    }
}

fn write_principal(site: &Site, out: &mut Emitter<'_>) {
    out.required("Fzr_xm", &site.principal_name);
    out.optional("Fzr_dhhm", &site.principal_phone);
    out.required("Fzr_sjhm", &site.principal_mobile);
    out.required("Fzr_dzyj", &site.principal_email);
    out.optional("Msn", &site.principal_msn);
    out.optional("Qq", &site.principal_qq);
    out.optional("Fzr_zjlx", &site.principal_certificate_type);
    out.optional("Fzr_zjhm", &site.principal_certificate_number);
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
