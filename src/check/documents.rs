//! Which documents are attached to an order, by purpose (`Fjyt`) and owner.

use super::report::Report;
use crate::order::{AnyField, Attachment, Order, Person, Site, Text};

/// Id of the verification form 核验单.
pub(super) const FORM: u32 = 1;
/// Id of the organizer's certificate 主办单位证件.
pub(super) const UNIT_CERTIFICATE: u32 = 2;
/// Id of the subject principal's certificate 主体负责人证件.
pub(super) const SUBJECT_PRINCIPAL: u32 = 3;
/// Id of a site principal's certificate 网站负责人证件.
pub(super) const SITE_PRINCIPAL: u32 = 4;
/// Id of the photo taken at the verification 当面核验照片, hand-held certificates included.
pub(super) const PHOTO: u32 = 5;

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
    let number = number_of(order, site);
    let single = order.sites.len() == 1;
    of(order, purpose).filter(move |attachment| match attachment.site.get() {
        Some(owner) => owner.0 == number,
        None => single,
    })
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
    for site in sites_without(order, purpose, shared) {
        let number = number_of(order, site);
        let message = Text::new(
            format!("网站 {number} 缺少{}", name.zh),
            format!("site {number} lacks its {}", name.en),
        );
        flag_missing(order, report, message);
    }
}

/// The sites that lack an attachment of the purpose. Where `shared`, a site is served by what another site of the same
/// principal has.
fn sites_without(order: &Order, purpose: u32, shared: bool) -> impl Iterator<Item = &Site> {
    let has = move |site: &Site| of_site(order, purpose, site).next().is_some();
    let serves =
        move |other: &Site, site: &Site| shared && has(other) && is_same_person(site, other);
    order
        .sites
        .iter()
        .filter(move |site| !has(site) && !order.sites.iter().any(|other| serves(other, site)))
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

/// The site's number: its own, else its place in the order.
fn number_of(order: &Order, site: &Site) -> u32 {
    let place = order
        .sites
        .iter()
        .position(|other| std::ptr::eq(other, site))
        .unwrap_or_default();
    site.position
        .get()
        .map_or(place as u32 + 1, |number| number.0)
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
