//! `XZHYD/Fjxx`: verification material on its own, one record for each file.
//!
//! A result names the owner as it was submitted, so the files of one owner share one key.

use super::super::emit::Emitter;
use super::attachments::{self, OwnerName};
use crate::order::{Object, Order};

pub(super) fn write(order: &Order, out: &mut Emitter<'_>) {
    let mut named = Vec::new();
    for (number, attachment) in (1..).zip(&order.attachments) {
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
        if let Some(key) = key.filter(|key| !named.contains(key)) {
            out.key(Object::Record(number), key.0, key.1.clone());
            named.push(key);
        }
    }
}
