//! What an order leaves unsaid because another field says it: the same principal, the certificate that a nature implies,
//! the county of that name in this city.
//!
//! A row that says that no pre-approval is needed means the same as no row, and is left out.

use super::memo::Memo;
use crate::codes::ids::cancel_category;
use crate::codes::ids::nature::INDIVIDUAL;
use crate::codes::{Codes, Level, Organizer, fold};
use crate::order::{
    AnyField, Code, Field, FilingNumber, Flag, Kind, Order, Person, Preapproval, RegionFields,
    ReportRow, Site, Standing, Subject,
};

/// Completes one order; nothing that the operator wrote is changed.
pub(super) fn complete(order: &mut Order, memo: &Memo<'_>) {
    let codes = memo.codes();
    let subject = &mut order.subject;
    regions(
        RegionFields {
            province: &mut subject.province,
            city: &mut subject.city,
            county: Some(&mut subject.county),
        },
        codes,
    );
    for row in &mut order.reports {
        for fields in row.regions_mut() {
            regions(fields, codes);
        }
    }
    certificates(&mut order.subject, codes);
    cancellations(order);
    let individual = codes.organizer(order) == Some(Organizer::Individual);
    for site in &mut order.sites {
        site.preapprovals.retain(|row| !says_none(row));
        if is_of_subject(site, individual) {
            macro_rules! copy {
                ($($field:ident),*) => { $(
                    if site.$field.is_absent() && let Some(value) = order.subject.$field.value() {
                        site.$field = Field::read(site.$field.column(), value.clone(), memo);
                    }
                )* };
            }
            copy!(
                principal_name,
                principal_phone,
                principal_mobile,
                principal_email,
                principal_msn,
                principal_qq,
                principal_certificate_type,
                principal_certificate_number
            );
        }
        by_nature(&mut site.principal_certificate_type, INDIVIDUAL, codes);
    }
}

/// The kind of a cancellation that is only called one, by its category; and the filing numbers that stand among those of
/// subject and sites.
fn cancellations(order: &mut Order) {
    const ANY: [&str; 3] = ["ZXBA", "注销", "cancel"];
    let mut category = None;
    for row in &mut order.reports {
        let ReportRow::Cancellation(row) = row else {
            continue;
        };
        category = category.or(row.category.get().map(|code| code.id));
        take(&mut row.subject_number, &order.subject.filing_number);
        if let Some(site) = order.sites.first() {
            take(&mut row.site_number, &site.filing_number);
        }
    }
    let kind = match category {
        Some(cancel_category::SUBJECT) => Kind::CancelSubject,
        Some(cancel_category::SITE) => Kind::CancelSite,
        Some(cancel_category::ACCESS) => Kind::CancelAccess,
        _ => return,
    };
    let field = &mut order.header.kind;
    let value = field.value().filter(|_| field.is_unreadable()).cloned();
    if let Some(value) = value
        && ANY.iter().any(|word| fold(word) == fold(&value.text))
    {
        field.set(value, kind);
    }
}

/// Takes a filing number over where there is none.
fn take(field: &mut Field<FilingNumber>, from: &Field<FilingNumber>) {
    if field.is_absent()
        && let (Some(value), Some(number)) = (from.value(), from.get())
    {
        field.set(value.clone(), number.clone());
    }
}

/// Whether a site's principal is the subject's: it says so, or it is an individual's site that names nobody.
fn is_of_subject(site: &Site, individual: bool) -> bool {
    match site.same_principal.get() {
        Some(&Flag(same)) => same,
        None => individual && Person::of_site(site).is_absent(),
    }
}

/// Whether a row says that no pre-approval is needed, and nothing else.
fn says_none(row: &Preapproval) -> bool {
    let none = |text: &str| {
        let words = include_str!("no_preapproval.csv").lines().skip(1);
        words.into_iter().any(|word| fold(word) == fold(text))
    };
    let says_nothing = |field: &dyn AnyField| field.is_absent() || none(field.text());
    row.category.is_unreadable()
        && none(row.category.text())
        && says_nothing(&row.number)
        && says_nothing(&row.files)
}

/// Regions of the same name: the one in the city, or in the province.
fn regions(fields: RegionFields<'_>, codes: &Codes) {
    let RegionFields {
        province,
        city,
        mut county,
    } = fields;
    let regions = codes.regions();
    let id = |field: &Field<Code>| {
        field
            .get()
            .filter(|code| code.standing == Standing::Listed)
            .map(|code| code.id)
    };
    if let Some(province) = id(province) {
        choose(city, |id| regions.is_within(id, province));
        municipality(city, province, codes);
    }
    if let Some(outer) = id(city).or_else(|| id(province))
        && let Some(county) = &mut county
    {
        choose(county, |id| regions.is_within(id, outer));
    }
    // 北京市 has one city below it, 市辖区; a county tells which one is meant where there are several.
    if let (Some(province), Some(county)) = (id(province), county.and_then(|county| id(county)))
        && id(city) == Some(province)
        && !is_number(city)
        && let Some(above) = regions
            .get(county)
            .and_then(|county| county.parent)
            .filter(|city| *city != province)
        && regions.is_within(above, province)
    {
        know(city, above);
    }
}

/// A municipality's name in the column of the city means the only city that it has.
fn municipality(city: &mut Field<Code>, province: u32, codes: &Codes) {
    let regions = codes.regions();
    if city.get().is_none_or(|code| code.id != province) || is_number(city) {
        return;
    }
    let mut cities = regions
        .children(province)
        .filter(|region| region.level == Level::City && region.official && !region.historical);
    if let (Some(only), None) = (cities.next(), cities.next()) {
        know(city, only.code);
    }
}

fn is_number(field: &Field<Code>) -> bool {
    field.text().bytes().all(|byte| byte.is_ascii_digit())
}

/// Certificates of the same name: the one of the unit's nature.
fn certificates(subject: &mut Subject, codes: &Codes) {
    if let Some(nature) = subject.nature.get().map(|code| code.id) {
        by_nature(&mut subject.certificate_type, nature, codes);
    }
    by_nature(&mut subject.principal_certificate_type, INDIVIDUAL, codes);
}

fn by_nature(field: &mut Field<Code>, nature: u32, codes: &Codes) {
    let Some(table) = codes.table("certificate_type") else {
        return;
    };
    choose(field, |id| {
        table.by_id(id).and_then(|row| row.nature) == Some(nature)
    });
}

/// Settles an ambiguous code when exactly one candidate fits.
fn choose(field: &mut Field<Code>, fits: impl Fn(u32) -> bool) {
    let Some(Standing::Ambiguous(candidates)) = field.get().map(|code| &code.standing) else {
        return;
    };
    let mut fitting = candidates.iter().copied().filter(|id| fits(*id));
    if let (Some(only), None) = (fitting.next(), fitting.next()) {
        know(field, only);
    }
}

fn know(field: &mut Field<Code>, id: u32) {
    if let Some(value) = field.value().cloned() {
        field.set(
            value,
            Code {
                id,
                standing: Standing::Listed,
            },
        );
    }
}
