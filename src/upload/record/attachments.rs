//! `Fj/Fjxx`: attached files, each in an `Fj` of its own, with the object that it belongs to.

use std::fs;

use super::super::emit::{Emitter, WriteFlaw};
use crate::order::{AnyField, Attachment, Column, FilingNumber, Id, Order, Picture};

/// Whom an attachment belongs to.
pub(super) enum Owner {
    /// `Ssdxbs` is the carrier's own id itself (XZBA).
    Own(Id),
    /// `Ssdxbs/Jlid`: the bureau's id, or the carrier's id of a new site.
    Record(Id),
    /// `Ssdxbs/Baxh`: a filing number.
    Filed(String),
}

/// `Fjwjgs` of JPEG, which is what is always sent.
const JPEG: u64 = 1;
/// `Ssdxlx` in the upload's numbering.
const OF_SUBJECT: u64 = 1;
const OF_SITE: u64 = 2;

/// Which of the order's sites an attachment belongs to, by its place in the order, from 1; `None` for the subject.
pub(super) fn site_number(attachment: &Attachment, order: &Order) -> Option<u32> {
    let named = attachment.site.get()?;
    // A site without a number of its own is called by its place.
    let mut sites = (1..).zip(&order.sites);
    let site = sites.find(|(place, site)| {
        site.position
            .get()
            .map_or(named.0 == *place, |number| number == named)
    });
    site.map(|(place, _)| place)
}

/// The owner that the operator named.
pub(super) fn named_owner(attachment: &Attachment) -> Option<Owner> {
    let by_number = attachment
        .owner_filing_number
        .get()
        .map(|number| Owner::Filed(number.as_str().to_owned()));
    by_number.or_else(|| attachment.owner_id.get().copied().map(Owner::Record))
}

/// A filed subject or site as owner.
pub(super) fn filed_owner(number: Option<&FilingNumber>, id: Option<&Id>) -> Option<Owner> {
    number
        .map(|number| Owner::Filed(number.as_str().to_owned()))
        .or(id.copied().map(Owner::Record))
}

/// Writes one `Fj` for each attachment; `owner` finds whom it belongs to.
pub(super) fn write<'a>(
    attachments: impl IntoIterator<Item = &'a Attachment>,
    out: &mut Emitter<'_>,
    owner: impl Fn(&Attachment, &Emitter<'_>) -> Option<Owner>,
) {
    for attachment in attachments {
        let owner = owner(attachment, out);
        out.container("Fj", |out| {
            out.container("Fjxx", |out| write_attachment(attachment, owner, out))
        });
    }
}

fn write_attachment(attachment: &Attachment, owner: Option<Owner>, out: &mut Emitter<'_>) {
    if attachment.format.is_absent() {
        out.made("Fjwjgs", JPEG);
    } else {
        out.required("Fjwjgs", &attachment.format);
    }
    out.required("Fjyt", &attachment.usage);
    match &attachment.picture {
        Some(picture) => write_content("Fjnr", picture, attachment.file.column(), out),
        None => out.missing("Fjnr"),
    }
    out.container("Fjssdx", |out| {
        if !attachment.owner.is_absent() {
            out.required("Ssdxlx", &attachment.owner);
        } else if attachment.site.is_absent() {
            out.made("Ssdxlx", OF_SUBJECT);
        } else {
            out.made("Ssdxlx", OF_SITE);
        }
        match owner {
            Some(Owner::Own(id)) => out.made("Ssdxbs", id.0),
            Some(Owner::Record(id)) => out.container("Ssdxbs", |out| out.made("Jlid", id.0)),
            Some(Owner::Filed(number)) => out.container("Ssdxbs", |out| {
                let field = &attachment.owner_filing_number;
                let place = field
                    .value()
                    .map_or_else(|| out.home().clone(), |value| value.place.clone());
                out.value("Baxh", &number, field.column(), &place);
            }),
            None => out.missing("Ssdxbs"),
        }
    });
    out.optional("Bz", &attachment.remark);
}

/// Writes a file's content; the file is read here, so that a batch's pictures never lie in memory all at once.
pub(super) fn write_content(
    tag: &'static str,
    picture: &Picture,
    column: &'static Column,
    out: &mut Emitter<'_>,
) {
    match fs::read(&picture.path) {
        Ok(content) if content.is_empty() => out.missing(tag),
        Ok(content) => out.file(tag, &content, &picture.named, column),
        Err(_) => out.flaw(WriteFlaw::Unreadable(picture.named.place.clone())),
    }
}
