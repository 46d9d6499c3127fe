//! The parts of a record that new filings and new sites share: a site with domains and accesses, a password.

use super::super::emit::{Emitter, WriteFlaw};
use super::super::identity::{Identities, Object};
use super::RecordKeys;
use crate::envelope::filing_password;
use crate::order::{Access, AnyField, Field, Id, Number, Order, Preapproval, Site};

/// Number of the `index`-th site of an order: the operator's, else its place in the order.
pub(super) fn number_of(site: &Site, index: usize) -> u32 {
    site.position.get().map_or(index as u32 + 1, |&Number(number)| number)
}

/// `Wz_xx` of XZBA and XZWZ.
pub(super) fn write(site: &Site, number: u32, ids: &Identities, keys: &mut RecordKeys, out: &mut Emitter) -> Result<(), WriteFlaw> {
    out.container("Wz_xx", |out| {
        let own = own_id(ids, Object::Site(number), "IspWzid", out)?;
        keys.own_sites.push(own);
        out.required("Wzmc", &site.name)?;
        if !site.preapprovals.is_empty() {
            out.container("Nrlx", |out| {
                site.preapprovals.iter().try_for_each(|preapproval| write_preapproval(preapproval, out))
            })?;
        }
        out.container("Fwnr", |out| out.each("Fwnr_id", &site.service_content))?;
        out.container("Yylb", |out| out.each("Yylb_id", &site.language))?;
        for (position, domain) in (1..).zip(&site.domains) {
            out.container("Ym_xx", |out| {
                own_id(ids, Object::Domain(number, position), "IspYmid", out)?;
                out.required("Ym", &domain.name)
            })?;
        }
        for (position, access) in (1..).zip(&site.accesses) {
            out.container("Jr_xx", |out| write_access(access, number, position, ids, keys, out))?;
        }
        out.container("Wz_Fzr", |out| {
            out.required("Fzr_xm", &site.principal_name)?;
            out.optional("Fzr_dhhm", &site.principal_phone)?;
            out.required("Fzr_sjhm", &site.principal_mobile)?;
            out.required("Fzr_dzyj", &site.principal_email)?;
            out.optional("Msn", &site.principal_msn)?;
            out.optional("Qq", &site.principal_qq)?;
            out.optional("Fzr_zjlx", &site.principal_certificate_type)?;
            out.optional("Fzr_zjhm", &site.principal_certificate_number)
        })?;
        out.optional("Syurl", &site.home_page)?;
        out.optional("Wz_Bz", &site.remark)
    })
}

/// The content of `Jr_xx`, which XZJR writes without the element around it.
pub(super) fn write_access(
    access: &Access,
    site: u32,
    position: u32,
    ids: &Identities,
    keys: &mut RecordKeys,
    out: &mut Emitter,
) -> Result<(), WriteFlaw> {
    let own = own_id(ids, Object::Access(site, position), "IspJrid", out)?;
    keys.own_accesses.push(own);
    out.container("Wzfb", |out| out.each("Fbdd", &access.location))?;
    out.container("Wzjrfs", |out| out.each("Jrfs", &access.mode))?;
    for (number, address) in (1..).zip(&access.addresses) {
        out.container("Ip_xx", |out| {
            own_id(ids, Object::Address(site, position, number), "IspIpid", out)?;
            let (Some(range), Some(first)) = (address.range(), address.first.value()) else {
                return Err(WriteFlaw::Missing("Qsip", out.home().clone()));
            };
            let last = address.last.value().unwrap_or(first);
            out.value("Qsip", &range.first.0.to_string(), address.first.column(), &first.place)?;
            out.value("Zzip", &range.last.0.to_string(), address.last.column(), &last.place)
        })?;
    }
    Ok(())
}

/// `ICPmm`: the hash of the filing password; absent means no element.
pub(super) fn write_password(order: &Order, out: &mut Emitter) -> Result<(), WriteFlaw> {
    let field: &Field<String> = &order.header.password;
    match (field.get(), field.value()) {
        (Some(password), Some(value)) => {
            out.value("ICPmm", &filing_password(password), field.column(), &value.place)
        }
        _ => Ok(()),
    }
}

/// Writes the carrier's id of an object, which the ledger has allocated or the operator has given.
pub(super) fn own_id(ids: &Identities, object: Object, tag: &'static str, out: &mut Emitter) -> Result<Id, WriteFlaw> {
    let id = ids.get(object).ok_or_else(|| WriteFlaw::Missing(tag, out.home().clone()))?;
    out.made(tag, id.0);
    Ok(id)
}

fn write_preapproval(preapproval: &Preapproval, out: &mut Emitter) -> Result<(), WriteFlaw> {
    out.container("Nrlx_xx", |out| {
        out.required("Nrlx_id", &preapproval.category)?;
        out.required("Qzsph", &preapproval.number)?;
        for picture in &preapproval.pictures {
            super::attachments::write_content("Spwj", picture, preapproval.files.column(), out)?;
        }
        Ok(())
    })
}
