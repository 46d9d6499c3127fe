//! `XZHYD/Fjxx`: verification material on its own, one record for each file.

use super::super::emit::Emitter;
use super::attachments::{self, OwnerName};
use crate::order::{Object, Order};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    for attachment in &order.attachments {
        let owner = attachments::object(order, attachment);
        let name = attachments::filed(order, attachment, owner);
        let key = match &name {
            Some(OwnerName::Own(id) | OwnerName::Record(id)) => Some(("Jlid", id.0.to_string())),
            Some(OwnerName::Filed(number)) => Some(("Baxh", number.clone())),
            None => None,
        };
        out.record("Fjxx", |out| {
            attachments::write_attachment(attachment, owner, name, out);
        });
        if let Some((tag, value)) = key {
            out.key(owner.unwrap_or(Object::Subject), tag, value);
        }
    }
}
