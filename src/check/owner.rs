//! To whom an attachment belongs: the subject, or one of the order's sites.

use crate::codes::Codes;
use crate::order::{AnyField, Attachment, Order, Site};

/// The owner of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The subject, `Ssdxlx` 1.
    Subject,
    /// The site at this index of the order's sites, `Ssdxlx` 2.
    Site(usize),
}

impl Owner {
    /// Id in the table of owner types, `Ssdxlx`.
    pub fn id(self) -> u32 {
        match self {
            Self::Subject => SUBJECT,
            Self::Site(_) => SITE,
        }
    }
}

/// Id of the subject in the table of owner types.
pub const SUBJECT: u32 = 1;
/// Id of a site in the table of owner types.
pub const SITE: u32 = 2;

/// The owner of `attachment`: what 所属对象 says, else what its purpose asks for, else the site of its row. Without a
/// site number the only site of an order is meant; a site without a number has that of its place. `None` when several sites could be meant, or the site is not there.
pub fn owner(order: &Order, attachment: &Attachment, codes: &Codes) -> Option<Owner> {
    let of_usage = || {
        codes
            .table("attachment_purpose")?
            .by_id(attachment.usage.get()?.id)?
            .owner
    };
    let of_row = if attachment.site.is_absent() {
        SUBJECT
    } else {
        SITE
    };
    let id = attachment
        .owner
        .get()
        .map(|code| code.id)
        .or_else(of_usage)
        .unwrap_or(of_row);
    if id != SITE {
        return Some(Owner::Subject);
    }
    let Some(number) = attachment.site.get() else {
        return (attachment.site.is_absent() && order.sites.len() == 1).then_some(Owner::Site(0));
    };
    let called = |(index, site): (usize, &Site)| {
        site.position
            .get()
            .map_or(index as u64 + 1, |position| position.0.into())
    };
    order
        .sites
        .iter()
        .enumerate()
        .map(called)
        .position(|position| position == u64::from(number.0))
        .map(Owner::Site)
}
