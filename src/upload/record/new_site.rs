//! `XZWZ/Xzxx`: new sites for a filed subject, which is named by its filing number or by the bureau's id, not both.

use super::super::emit::{Emitter, WriteFlaw};
use super::super::identity::Identities;
use super::attachments::{self, Owner};
use super::{RecordKeys, site};
use crate::order::Order;

pub(super) fn write(order: &Order, ids: &Identities, out: &mut Emitter) -> Result<Vec<RecordKeys>, WriteFlaw> {
    let subject = &order.subject;
    let mut keys = RecordKeys {
        subject_number: subject.filing_number.get().map(|number| number.as_str().to_owned()),
        subject_id: subject.bureau_id.get().copied(),
        ..RecordKeys::default()
    };
    out.container("Xzxx", |out| {
        out.container("Zt_xx", |out| match &keys.subject_number {
            Some(_) => out.required("Ztbah", &subject.filing_number),
            None => out.required("Ztid", &subject.bureau_id),
        })?;
        for (index, part) in order.sites.iter().enumerate() {
            site::write(part, index as u32 + 1, ids, &mut keys, out)?;
        }
        attachments::write(&order.attachments, out, |attachment, out| {
            if let Some(owner) = attachments::named_owner(attachment) {
                return Ok(owner);
            }
            let owner = match attachments::site_index(attachment, order) {
                Some(index) => keys.own_sites.get(index).copied().map(Owner::Record),
                None => attachments::subject_owner(keys.subject_number.as_deref(), keys.subject_id),
            };
            owner.ok_or_else(|| WriteFlaw::Missing("Ssdxbs", out.home().clone()))
        })?;
        site::write_password(order, out)
    })?;
    Ok(vec![keys])
}
