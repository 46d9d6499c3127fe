//! What the rules about filing numbers share: which numbers an order names, and what a number has to look like.

use super::context::Context;
use super::report::Report;
use crate::order::{AnyField, Field, FilingNumber, Kind, Order, Text};

/// The filing numbers that an order for a filed subject or site names.
pub fn named(order: &Order) -> impl Iterator<Item = &Field<FilingNumber>> {
    let of_sites = order.sites.iter().map(|site| &site.filing_number);
    std::iter::once(&order.subject.filing_number).chain(of_sites)
}

/// Whether the bureau looks the order's subject or site up by this number.
pub fn is_looked_up(order: &Order, number: &Field<FilingNumber>) -> bool {
    let of_subject = std::ptr::eq(number, &order.subject.filing_number);
    of_subject != (order.kind() == Some(Kind::NewAccess))
}

/// Whether the number is that of a licence which is not written out, so that a rule of its own speaks.
pub fn is_licence_fragment(number: &Field<FilingNumber>) -> bool {
    number.is_unreadable() && number.text().contains('证')
}

/// Reports a number that is not the number of a site, or of a subject where `of_site` is false.
pub fn flag_form(
    order: &Order,
    number: &Field<FilingNumber>,
    of_site: bool,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    let message = match (number.get(), of_site) {
        (None, _) if number.is_absent() || is_licence_fragment(number) => return,
        (None, true) => Text::new(
            "不是网站备案号的写法",
            "this is not the form of a site's filing number",
        ),
        (None, false) => Text::new(
            "不是主体备案号的写法",
            "this is not the form of a subject's filing number",
        ),
        (Some(found), true) if found.site().is_none() => Text::new(
            "这是主体备案号，缺少网站的“-n”",
            "this is a subject's number; the site's -n is missing",
        ),
        (Some(found), false) if found.site().is_some() => Text::new(
            "这是网站备案号，主体备案号不带“-n”",
            "this is a site's number; a subject's has no -n",
        ),
        (Some(found), _) if !is_of_a_province(found, context) => Text::new(
            "备案号的首字不是省简称",
            "the first character stands for no province",
        ),
        _ => return,
    };
    report.flag(order, number, message);
}

/// Whether the number begins with the character of a province that has a bureau.
fn is_of_a_province(number: &FilingNumber, context: &Context<'_>) -> bool {
    let provinces = context.codes.provinces();
    provinces
        .by_abbreviation(&number.province().to_string())
        .is_some()
}
