//! To whom an attachment belongs: the subject, or one of the order's sites. Rules ask it, and so does what writes records.

use crate::codes::Codes;
use crate::codes::ids::owner_type;
use crate::order::{AnyField, Attachment, Order, Site};

/// The owner of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The subject.
    Subject,
    /// The site at this index of the order's sites.
    Site(usize),
}

impl Owner {
    /// Id in the table of owner types, `Ssdxlx`.
    pub fn id(self) -> u32 {
        match self {
            Self::Subject => owner_type::SUBJECT,
            Self::Site(_) => owner_type::SITE,
        }
    }
}

/// The owner of `attachment`: what 所属对象 says, else what its purpose asks for, else the site of its row. Without a
/// site number the only site of an order is meant. `None` when several sites could be meant, or the site is not there.
///
/// Whom a purpose belongs to is fixed by the interface's text and not by a bureau's own tables, whose numbering differs;
/// so the bundled table says it.
pub fn owner(order: &Order, attachment: &Attachment) -> Option<Owner> {
    let of_usage = || {
        Codes::bundled()
            .table("attachment_purpose")?
            .by_id(attachment.usage.get()?.id)?
            .owner
    };
    let of_row = if attachment.site.is_absent() {
        owner_type::SUBJECT
    } else {
        owner_type::SITE
    };
    let declared = attachment.owner.get().map(|code| code.id);
    if declared.or_else(of_usage).unwrap_or(of_row) != owner_type::SITE {
        return Some(Owner::Subject);
    }
    named_site(order, attachment).map(Owner::Site)
}

/// Index of the site that the attachment's row names, or of the only site when it names none.
pub(super) fn named_site(order: &Order, attachment: &Attachment) -> Option<usize> {
    let Some(number) = attachment.site.get() else {
        return (attachment.site.is_absent() && order.sites.len() == 1).then_some(0);
    };
    let mut sites = order.sites.iter().enumerate();
    sites.find_map(|(index, site)| (number_of(site, index) == number.0).then_some(index))
}

/// The number by which rows call the site at `index`: its own, else that of its place.
pub(super) fn number_of(site: &Site, index: usize) -> u32 {
    let by_place = || u32::try_from(index + 1).unwrap_or(u32::MAX);
    site.position.get().map_or_else(by_place, |number| number.0)
}
