//! `Fj/Fjxx`: attached files, each in an `Fj` of its own, with the object that it belongs to.

use std::fs;

use super::super::emit::{Emitter, WriteFlaw};
use crate::check;
use crate::codes::ids::{format, owner_type};
use crate::order::{AnyField, Attachment, Column, FilingNumber, Id, Object, Order, Picture};

/// The name under which the bureau finds whom an attachment belongs to.
pub(super) enum OwnerName {
    /// `Ssdxbs` is the carrier's own id itself (XZBA).
    Own(Id),
    /// `Ssdxbs/Jlid`: the bureau's id, or the carrier's id of a new site.
    Record(Id),
    /// `Ssdxbs/Baxh`: a filing number.
    Filed(String),
}

/// Whom an attachment belongs to, as the rules see it; `None` when the order has no such site, or several could be meant.
pub(super) fn object(order: &Order, attachment: &Attachment) -> Option<Object> {
    match check::owner(order, attachment)? {
        check::Owner::Subject => Some(Object::Subject),
        check::Owner::Site(index) => u32::try_from(index + 1).ok().map(Object::Site),
    }
}

/// The owner that the operator named.
pub(super) fn named_owner(attachment: &Attachment) -> Option<OwnerName> {
    let by_number = attachment
        .owner_filing_number
        .get()
        .map(|number| OwnerName::Filed(number.as_str().to_owned()));
    by_number.or_else(|| attachment.owner_id.get().copied().map(OwnerName::Record))
}

/// A filed subject or site as owner.
pub(super) fn filed_owner(number: Option<&FilingNumber>, id: Option<&Id>) -> Option<OwnerName> {
    number
        .map(|number| OwnerName::Filed(number.as_str().to_owned()))
        .or(id.copied().map(OwnerName::Record))
}

/// Writes one `Fj` for each attachment of `order` that `concerns`; `name` says how the bureau finds its owner.
pub(super) fn write(
    order: &Order,
    out: &mut Emitter<'_>,
    concerns: impl Fn(Option<Object>) -> bool,
    name: impl Fn(&Attachment, Option<Object>, &Emitter<'_>) -> Option<OwnerName>,
) {
    for attachment in &order.attachments {
        let owner = object(order, attachment);
        if !concerns(owner) {
            continue;
        }
        let name = name(attachment, owner, out);
        out.container("Fj", |out| {
            out.container("Fjxx", |out| {
                write_attachment(attachment, owner, name, out);
            });
        });
    }
}

fn write_attachment(
    attachment: &Attachment,
    owner: Option<Object>,
    name: Option<OwnerName>,
    out: &mut Emitter<'_>,
) {
    if attachment.format.is_absent() {
        out.made("Fjwjgs", format::JPEG.into());
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
        } else if owner == Some(Object::Subject) {
            out.made("Ssdxlx", owner_type::SUBJECT.into());
        } else {
            out.made("Ssdxlx", owner_type::SITE.into());
        }
        match name {
            Some(OwnerName::Own(id)) => out.made("Ssdxbs", id.0),
            Some(OwnerName::Record(id)) => out.container("Ssdxbs", |out| out.made("Jlid", id.0)),
            Some(OwnerName::Filed(number)) => out.container("Ssdxbs", |out| {
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
