//! The principals whose data an order sends.

use super::context::{Context, Organizer};
use crate::order::{AnyField, Flag, Kind, Order, Person};

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
        let individual = context.organizer(order) == Some(Organizer::Individual);
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
