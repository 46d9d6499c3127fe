//! `XZJR/Xzxx`: a new access for each filed site, which is named by its filing number or by the bureau's id.
//!
//! Each site of the order is a record of its own; documents of the subject go with every one of them, because the bureau
//! looks at records one by one.

use super::super::emit::Emitter;
use super::super::identity::Identities;
use super::attachments::{self, Owner};
use super::{RecordKeys, site};
use crate::order::{AnyField as _, Attachment, Order, Site};

pub(super) fn write(order: &Order, ids: &Identities, out: &mut Emitter) -> Vec<RecordKeys> {
    let sites = (0..).zip(&order.sites);
    sites.map(|(index, part)| write_site(order, part, index, ids, out)).collect()
}

fn write_site(order: &Order, part: &Site, index: usize, ids: &Identities, out: &mut Emitter) -> RecordKeys {
    let number = part.filing_number.get();
    let mut keys = RecordKeys {
        site_number: number.map(|number| number.as_str().to_owned()),
        site_id: part.bureau_id.get().copied(),
        ..RecordKeys::default()
    };
    let subject_number = order.subject.filing_number.get().map(|number| number.as_str());
    let subject_number = subject_number.or_else(|| number.map(|number| number.subject()));
    out.container("Xzxx", |out| {
        out.container("Wz_xx", |out| {
            if part.bureau_id.is_absent() || !part.filing_number.is_absent() {
                out.required("Wzbah", &part.filing_number);
            }
            out.optional("Wzid", &part.bureau_id);
        });
        match part.accesses.first() {
            Some(access) => site::write_access(access, index as u32 + 1, 1, ids, &mut keys, out),
            None => out.missing("IspJrid"),
        }
        let concerns = |attachment: &&Attachment| {
            attachments::site_index(attachment, order).is_none_or(|owner| owner == index)
        };
        attachments::write(order.attachments.iter().filter(concerns), out, |attachment| {
            let derived = || match attachments::site_index(attachment, order) {
                Some(_) => keys.site_number.clone().map(Owner::Filed).or(keys.site_id.map(Owner::Record)),
                None => attachments::subject_owner(subject_number, order.subject.bureau_id.get().copied()),
            };
            attachments::named_owner(attachment).or_else(derived)
        });
        site::write_password(order, out);
    });
    keys
}
