//! `Fj/Fjxx`: attached files, each in an `Fj` of its own, with the object that it belongs to.

use std::fs;

use super::super::emit::{Emitter, WriteFlaw};
use crate::check;
use crate::codes::ids::{format, owner_type, purpose};
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

/// The owner of an attachment in a record that names everything by what is filed: whom the operator named, else the
/// order's own subject or site.
pub(super) fn filed(
    order: &Order,
    attachment: &Attachment,
    owner: Option<Object>,
) -> Option<OwnerName> {
    named_owner(attachment).or_else(|| match owner? {
        Object::Site(number) => {
            let site = order.sites.get((number as usize).checked_sub(1)?)?;
            filed_owner(site.filing_number.get(), site.bureau_id.get())
        }
        _ => {
            let subject = &order.subject;
            filed_owner(subject.filing_number.get(), subject.bureau_id.get())
        }
    })
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

/// The content of `Fjxx`.
pub(super) fn write_attachment(
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
        Some(picture) => {
            let limits = out.limits();
            let is_form = attachment.usage.get().map(|code| code.id) == Some(purpose::FORM);
            let most = if is_form {
                limits.form_base64
            } else {
                limits.other_base64
            };
            write_content("Fjnr", picture, most, attachment.file.column(), out);
        }
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

/// Writes a file's content in at most `most` characters of base64; the file is read here, so that a batch's pictures never lie in memory all at once.
pub(super) fn write_content(
    tag: &'static str,
    picture: &Picture,
    most: u64,
    column: &'static Column,
    out: &mut Emitter<'_>,
) {
    if let Some(kept) = &picture.kept {
        return out.picture(tag, kept, most, &picture.named, column);
    }
    match fs::read(&picture.path) {
        Ok(content) if content.is_empty() => out.missing(tag),
        Ok(content) => out.picture(tag, &content, most, &picture.named, column),
        Err(_) => out.flaw(WriteFlaw::Unreadable(picture.named.place.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;
    use crate::upload::{Identities, Options, record, sample};

    /// `Fjyt`, `Ssdxlx` and what names the owner, for every attachment of the sample's records.
    fn owners(sample: Sample) -> Vec<(String, String, String)> {
        let record = sample::record(sample, "A-1");
        let text = encoding_rs::GBK.decode(record.bytes()).0.into_owned();
        let between = |text: &str, tag: &str| {
            let (_, rest) = text.split_once(&format!("<{tag}>")).unwrap();
            let (inside, _) = rest.split_once(&format!("</{tag}>")).unwrap();
            inside.to_owned()
        };
        text.split("<Fjxx>")
            .skip(1)
            .map(|attachment| {
                let tag = |tag| between(attachment, tag);
                (tag("Fjyt"), tag("Ssdxlx"), tag("Ssdxbs"))
            })
            .collect()
    }

    fn owner(usage: &str, kind: &str, name: &str) -> (String, String, String) {
        (usage.into(), kind.into(), name.into())
    }

    /// The sample with its attachments' site numbers emptied.
    fn without_site_numbers(mut sample: Sample) -> Sample {
        for position in 1..=sample.order.attachments.len() {
            sample.set(&format!("附件[{position}].网站序号"), "");
        }
        sample
    }

    #[test]
    fn a_purpose_finds_the_only_site_without_a_number() {
        let subject = |usage| owner(usage, "1", "1");
        let site = |usage| owner(usage, "2", "2");
        let expected = [
            subject("2"),
            subject("3"),
            subject("3"),
            site("4"),
            site("4"),
            site("1"),
            site("5"),
        ];
        assert_eq!(owners(Sample::unit()), expected);
        assert_eq!(owners(without_site_numbers(Sample::unit())), expected);
    }

    #[test]
    fn a_site_number_beside_a_document_of_the_subject_does_not_give_it_away() {
        let mut sample = Sample::unit();
        sample.set("附件[1].网站序号", "1");
        assert_eq!(owners(sample)[0], owner("2", "1", "1"));
    }

    #[test]
    fn a_declared_owner_counts_more_than_the_purpose() {
        let mut sample = without_site_numbers(Sample::unit());
        sample.set("附件[2].所属对象", "网站");
        assert_eq!(owners(sample)[1], owner("3", "2", "2"));
    }

    #[test]
    fn documents_of_a_filed_subject_and_its_site_go_by_their_filing_numbers() {
        let found = owners(without_site_numbers(Sample::new_access()));
        let site = "<Baxh>浙ICP备99000123号-1</Baxh>";
        let subject = "<Baxh>浙ICP备99000123号</Baxh>";
        assert_eq!(found[0], owner("2", "1", subject));
        assert_eq!(found[5], owner("1", "2", site));
    }

    #[test]
    fn a_document_of_one_of_several_sites_needs_its_number() {
        let mut sample = without_site_numbers(Sample::unit());
        sample.set("网站[2].网站序号", "2");
        let order = &sample.order;
        let form = &order.attachments[5];
        assert_eq!(object(order, form), None);
        assert_eq!(object(order, &order.attachments[0]), Some(Object::Subject));
    }

    #[test]
    fn a_large_png_is_sent_as_a_jpeg_within_the_limit_and_its_loss_is_a_note() {
        let mut noise = 7_u32;
        let page = image::RgbImage::from_fn(1200, 1600, |_, _| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb([(noise >> 24) as u8; 3])
        });
        let folder = tempfile::tempdir().unwrap();
        let png = folder.path().join("form.png");
        page.save(&png).unwrap();
        let mut sample = Sample::material();
        let picture = sample.order.attachments[0].picture.as_mut().unwrap();
        picture.path.clone_from(&png);
        let order = &sample.order;
        let ids = Identities::new(order, []);
        let recompressor = crate::recompress::Recompressor::default();
        let limits = check::AttachmentLimits {
            intake_bytes: 10_000_000,
            ..check::AttachmentLimits::default()
        };
        let options = Options {
            pictures: Some(&recompressor),
            limits,
            ..Options::default()
        };
        let (record, findings) = record::attempt(order, &ids, options);
        assert!(findings.is_empty(), "{findings:#?}");
        let record = record.unwrap();
        let text = String::from_utf8_lossy(record.bytes()).into_owned();
        let content = text.split("<Fjnr>").nth(1).unwrap();
        let content = content.split("</Fjnr>").next().unwrap();
        assert!(content.len() <= 150_000, "{}", content.len());
        // The first bytes of every JPEG.
        assert!(content.starts_with("/9j/"));
        let [note] = record.notes() else {
            panic!("{:#?}", record.notes())
        };
        assert_eq!(note.rule, "attachment-recompressed");
        assert!(!note.holds_back());
        // What is too large to be taken in is another rule's, and what is no picture is said to be none.
        fs::write(&png, vec![b'x'; 200_000]).unwrap();
        let (_, findings) = record::attempt(order, &ids, options);
        assert_eq!(findings[0].rule, "attachment-unfit");
    }
}
