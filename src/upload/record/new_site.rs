//! `XZWZ/Xzxx`: new sites for a filed subject, which is named by its filing number or by the bureau's id, not both.

use super::super::emit::Emitter;
use super::super::identity::Identities;
use super::attachments::{self, Owner};
use super::{RecordKeys, site};
use crate::order::{AnyField as _, Order};

pub(super) fn write(order: &Order, ids: &Identities, out: &mut Emitter) -> Vec<RecordKeys> {
    let subject = &order.subject;
    let mut keys = RecordKeys {
        subject_number: subject.filing_number.get().map(|number| number.as_str().to_owned()),
        subject_id: subject.bureau_id.get().copied(),
        ..RecordKeys::default()
    };
    out.container("Xzxx", |out| {
        out.container("Zt_xx", |out| {
            if subject.bureau_id.is_absent() || !subject.filing_number.is_absent() {
                out.required("Ztbah", &subject.filing_number);
            }
            out.optional("Ztid", &subject.bureau_id);
        });
        for (number, part) in (1..).zip(&order.sites) {
            site::write(part, number, ids, &mut keys, out);
        }
        attachments::write(&order.attachments, out, |attachment| {
            let derived = || match attachments::site_index(attachment, order) {
                Some(index) => keys.own_sites.get(index).copied().map(Owner::Record),
                None => attachments::subject_owner(keys.subject_number.as_deref(), keys.subject_id),
            };
            attachments::named_owner(attachment).or_else(derived)
        });
        site::write_password(order, out);
    });
    vec![keys]
}
