//! `XZJR/Xzxx`: a new access for each filed site, which is named by its filing number or by the bureau's id.
//!
//! Each site of the order is a record of its own; documents of the subject go with every one of them, because the bureau
//! looks at records one by one.

use super::super::emit::{Emitter, WriteFlaw};
use super::super::identity::Identities;
use super::attachments::{self, Owner};
use super::{RecordKeys, site};
use crate::order::{Attachment, Order, Site};

pub(super) fn write(order: &Order, ids: &Identities, out: &mut Emitter) -> Result<Vec<RecordKeys>, WriteFlaw> {
    let sites = (0..).zip(&order.sites);
    sites.map(|(index, part)| write_site(order, part, index, ids, out)).collect()
}

fn write_site(order: &Order, part: &Site, index: usize, ids: &Identities, out: &mut Emitter) -> Result<RecordKeys, WriteFlaw> {
    let number = part.filing_number.get();
    let mut keys = RecordKeys {
        site_number: number.map(|number| number.as_str().to_owned()),
        site_id: part.bureau_id.get().copied(),
        ..RecordKeys::default()
    };
    let subject_number = order.subject.filing_number.get().map(|number| number.as_str().to_owned());
    let subject_number = subject_number.or_else(|| number.map(|number| number.subject().to_owned()));
    out.container("Xzxx", |out| {
        out.container("Wz_xx", |out| match number {
            Some(_) => out.required("Wzbah", &part.filing_number),
            None => out.required("Wzid", &part.bureau_id),
        })?;
        let access = part.accesses.first().ok_or_else(|| WriteFlaw::Missing("IspJrid", out.home().clone()))?;
        site::write_access(access, index as u32 + 1, 1, ids, &mut keys, out)?;
        let own: Vec<&Attachment> = order
            .attachments
            .iter()
            .filter(|attachment| attachments::site_index(attachment, order).is_none_or(|owner| owner == index))
            .collect();
        attachments::write(own, out, |attachment, out| {
            if let Some(owner) = attachments::named_owner(attachment) {
                return Ok(owner);
            }
            let owner = match attachments::site_index(attachment, order) {
                Some(_) => keys.site_number.clone().map(Owner::Filed).or(keys.site_id.map(Owner::Record)),
                None => attachments::subject_owner(subject_number.as_deref(), order.subject.bureau_id.get().copied()),
            };
            owner.ok_or_else(|| WriteFlaw::Missing("Ssdxbs", out.home().clone()))
        })?;
        site::write_password(order, out)
    })?;
    Ok(keys)
}
