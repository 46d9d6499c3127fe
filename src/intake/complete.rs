//! What an order leaves unsaid because another field says it: the same principal, the certificate that a nature implies,
//! the county of that name in this city, the site that a form belongs to.

use super::memo::Memo;
use crate::codes::{Codes, Level};
use crate::order::{AnyField, Code, Field, Number, Order, Standing, Subject, Value};

/// Id of 个人 in the table of unit natures.
const INDIVIDUAL: u32 = 5;
/// Id of 网站 in the table of owner types.
const OWNER_SITE: u32 = 2;

/// Completes one order; nothing that the operator wrote is changed.
pub(super) fn complete(order: &mut Order, memo: &Memo<'_>) {
    let codes = memo.codes();
    regions(&mut order.subject, codes);
    certificates(&mut order.subject, codes);
    for site in &mut order.sites {
        if site.same_principal.get().is_some_and(|flag| flag.0) {
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
    owners(order);
}

/// Regions of the same name: the one in the city, or in the province.
fn regions(subject: &mut Subject, codes: &Codes) {
    let regions = codes.regions();
    let id = |field: &Field<Code>| {
        field
            .get()
            .filter(|code| code.standing == Standing::Listed)
            .map(|code| code.id)
    };
    if let Some(province) = id(&subject.province) {
        choose(&mut subject.city, |id| regions.is_within(id, province));
        municipality(&mut subject.city, province, codes);
    }
    if let Some(outer) = id(&subject.city).or_else(|| id(&subject.province)) {
        choose(&mut subject.county, |id| regions.is_within(id, outer));
    }
    // 北京市 has one city below it, 市辖区; a county tells which one is meant where there are several.
    if let (Some(province), Some(county)) = (id(&subject.province), id(&subject.county))
        && id(&subject.city) == Some(province)
        && !is_number(&subject.city)
        && let Some(city) = regions
            .get(county)
            .and_then(|county| county.parent)
            .filter(|city| *city != province)
        && regions.is_within(city, province)
    {
        know(&mut subject.city, city);
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

/// An attachment of "the website" belongs to the only one.
fn owners(order: &mut Order) {
    let [site] = order.sites.as_slice() else {
        return;
    };
    let Some(number) = site.position.get().copied() else {
        return;
    };
    for attachment in &mut order.attachments {
        if attachment.site.is_absent()
            && let Some(owner) = attachment.owner.value()
            && attachment
                .owner
                .get()
                .is_some_and(|code| code.id == OWNER_SITE)
        {
            attachment.site.set(
                Value {
                    text: number.0.to_string().into(),
                    place: owner.place.clone(),
                },
                Number(number.0),
            );
        }
    }
}
