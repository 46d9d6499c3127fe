//! The principals whose data an order sends.

use super::compare;
use super::context::Context;
use crate::order::{AnyField, Code, Field, Flag, Kind, Order, Person};

/// The subject's principal of a new filing, and the principals of all sites that are filed. A site whose principal is the
/// subject's, because it says so or because it names nobody for an individual, is left out: one cell, one look.
pub(super) fn sent<'o>(order: &'o Order, context: &Context<'_>) -> Vec<Person<'o>> {
    let kind = order.kind();
    let subject = Person::of_subject(&order.subject);
    let mut people: Vec<Person<'o>> = Vec::new();
    if kind == Some(Kind::NewFiling) {
        people.push(subject);
    }
    if kind != Some(Kind::NewAccess) {
        let individual = context.is_individual(order);
        people.extend(order.sites.iter().map(Person::of_site).filter(|person| {
            let declared =
                person.site.and_then(|site| site.same_principal.get()) == Some(&Flag(true));
            let unnamed = person.is_absent() || is_copy(person, &subject);
            !(unnamed && (declared || individual) && !subject.is_absent())
        }));
    }
    people
}

/// Whether the site's cells are the subject's own.
fn is_copy(person: &Person<'_>, subject: &Person<'_>) -> bool {
    let place = |person: &Person<'_>| person.name.value().map(|value| value.place.clone());
    place(person).is_some() && place(person) == place(subject)
}

/// Type and number of every certificate that an order sends: the principals', and a new filing's organizer's.
pub(super) fn certificates<'o>(
    order: &'o Order,
    context: &Context<'_>,
) -> Vec<(&'o Field<Code>, &'o dyn AnyField)> {
    let people = sent(order, context);
    let mut certificates: Vec<(_, &dyn AnyField)> = people
        .iter()
        .map(|person| (person.certificate_type, person.certificate_number as _))
        .collect();
    if order.kind() == Some(Kind::NewFiling) {
        let subject = &order.subject;
        certificates.push((&subject.certificate_type, &subject.certificate_number));
    }
    certificates
}

/// Whether the site's principal is the subject's because its own cells are blank, and nobody said so.
pub(super) fn is_filled_from_subject(person: &Person<'_>, subject: &Person<'_>) -> bool {
    let declared = person.site.and_then(|site| site.same_principal.get());
    declared.is_none() && is_copy(person, subject)
}

/// The name and number of a site's principal, where they are given and not those of the subject's.
pub(super) fn differences<'o>(
    person: &Person<'o>,
    subject: &Person<'o>,
) -> impl Iterator<Item = &'o dyn AnyField> {
    let pairs: [(&dyn AnyField, &dyn AnyField); 2] = [
        (person.name, subject.name),
        (person.certificate_number, subject.certificate_number),
    ];
    let differ = |(one, other): &(&dyn AnyField, &dyn AnyField)| {
        let given = !one.is_absent() && !other.is_absent();
        given && !compare::same(one.text(), other.text())
    };
    pairs.into_iter().filter(differ).map(|(of_site, _)| of_site)
}
