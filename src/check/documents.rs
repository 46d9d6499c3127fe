//! Which documents are attached to an order, by purpose (`Fjyt`) and owner.

use super::owner;
use super::report::Report;
use crate::codes::ids::purpose;
use crate::order::{AnyField, Attachment, Field, Flag, Order, Person, Site, Text};

/// The attachments of a purpose.
pub(super) fn of(order: &Order, purpose: u32) -> impl Iterator<Item = &Attachment> {
    order.attachments.iter().filter(move |attachment| {
        attachment
            .usage
            .get()
            .is_some_and(|code| code.id == purpose)
    })
}

/// Whether the order has an attachment of the purpose.
pub(super) fn has(order: &Order, purpose: u32) -> bool {
    of(order, purpose).next().is_some()
}

/// Whether an attachment is named for what the code table has no purpose for: 授权书, 就业证明.
pub(super) fn has_named(order: &Order, name: &str) -> bool {
    order.attachments.iter().any(|attachment| {
        let words = [
            attachment.usage.text(),
            attachment.remark.text(),
            attachment.file.text(),
        ];
        words.iter().any(|text| text.contains(name))
    })
}

/// The attachments of a purpose that belong to a site. Without a site number an attachment belongs to the only site.
pub(super) fn of_site<'o>(
    order: &'o Order,
    purpose: u32,
    site: &Site,
) -> impl Iterator<Item = &'o Attachment> {
    let index = order
        .sites
        .iter()
        .position(|other| std::ptr::eq(other, site));
    of(order, purpose).filter(move |attachment| owner::named_site(order, attachment) == index)
}

/// Reports that a document is not attached, at the column of its purpose.
pub(super) fn flag_missing(order: &Order, report: &mut Report<'_>, message: Text) {
    report.flag_value(order, Attachment::default().usage.column(), None, message);
}

/// Reports the sites that lack a document: `name` says in both languages what it is.
pub(super) fn flag_sites_without(
    order: &Order,
    report: &mut Report<'_>,
    purpose: u32,
    shared: bool,
    name: &Text,
) {
    for (index, site) in order.sites.iter().enumerate() {
        if !lacks(order, site, purpose, shared) {
            continue;
        }
        let number = owner::number_of(site, index);
        let message = Text::new(
            format!("网站 {number} 缺少{}", name.zh),
            format!("site {number} lacks its {}", name.en),
        );
        flag_missing(order, report, message);
    }
}

/// Reports a new filing's sites that lack their verification form, or the photo of their principal when one is needed.
pub(super) fn flag_unverified_sites(order: &Order, report: &mut Report<'_>) {
    let form = Text::new("核验单", "verification form");
    flag_sites_without(order, report, purpose::FORM, false, &form);
    flag_sites_without_photo(order, report);
}

/// Reports the sites without a photo of their principal, unless they are verified in another way.
pub(super) fn flag_sites_without_photo(order: &Order, report: &mut Report<'_>) {
    if !is_verified_without_photo(order) {
        let photo = Text::new("当面核验照片", "photo of the principal");
        flag_sites_without(order, report, purpose::PHOTO, true, &photo);
    }
}

/// Reports the verification forms that say of themselves that something is not on them; what is not said is not asked.
pub(super) fn flag_forms_without(
    order: &Order,
    report: &mut Report<'_>,
    mark: fn(&Attachment) -> &Field<Flag>,
    message: &Text,
) {
    for mark in of(order, purpose::FORM).map(mark) {
        if mark.get() == Some(&Flag(false)) {
            report.flag(order, mark, message.clone());
        }
    }
}

/// Whether a site has its verification form, and the form does not say of itself that nobody has signed it.
pub fn has_signed_form(order: &Order, site: &Site) -> bool {
    of_site(order, purpose::FORM, site).any(|form| form.signed.get() != Some(&Flag(false)))
}

/// Reports the verification forms that say of themselves that they are not signed.
pub(super) fn flag_unsigned_forms(order: &Order, report: &mut Report<'_>) {
    let message = Text::new("核验单没有签字", "the form is not signed");
    flag_forms_without(order, report, |form| &form.signed, &message);
}

/// Whether the site lacks an attachment of the purpose. Where `shared`, a site is served by what another site of the same
/// principal has.
fn lacks(order: &Order, site: &Site, purpose: u32, shared: bool) -> bool {
    let has = |site: &Site| of_site(order, purpose, site).next().is_some();
    let serves = |other: &Site| shared && has(other) && is_same_person(site, other);
    !has(site) && !order.sites.iter().any(serves)
}

/// Whether the site's principals are verified by the app.
pub(super) fn is_verified_by_app(order: &Order) -> bool {
    order
        .header
        .photo_method
        .text()
        .eq_ignore_ascii_case("APP核验")
}

/// Whether the site's principals are verified by the app or by video, so that no photo is attached.
pub(super) fn is_verified_without_photo(order: &Order) -> bool {
    let by_video =
        order.header.photo_method.text() == "视频核身" || order.header.channel.text() == "小程序";
    by_video || is_verified_by_app(order)
}

/// Whether the two sites have one principal: by certificate number, by name where neither has a number, or because both
/// name nobody but the subject's.
fn is_same_person(site: &Site, other: &Site) -> bool {
    let (one, two) = (Person::of_site(site), Person::of_site(other));
    if one.is_absent() || two.is_absent() {
        return one.is_absent() && two.is_absent();
    }
    let (number, other_number) = (one.certificate_number.text(), two.certificate_number.text());
    if number.is_empty() && other_number.is_empty() {
        return one.name.text() == two.name.text();
    }
    number.eq_ignore_ascii_case(other_number)
}
