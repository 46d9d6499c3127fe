//! Whether a change gives the organizer another name than the filed one, and whether that is proven.

use super::compare::same;
use super::context::Context;
use super::documents;
use crate::order::{AnyField as _, Order};

/// Whether the order names the organizer otherwise than it is filed.
pub fn is_renamed(order: &Order, context: &Context<'_>) -> bool {
    let name = &order.subject.name;
    let filed = context.filed.filings.live_subject_of(order);
    let known = filed.and_then(|filed| filed.values.of(name));
    known.is_some_and(|known| !name.is_absent() && !same(known, name.text()))
}

/// Whether a proof of the renaming is attached.
pub fn is_proven(order: &Order) -> bool {
    ["更名", "名称变更"]
        .iter()
        .any(|name| documents::has_named(order, name))
}
