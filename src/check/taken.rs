//! Whether a domain of a new site is filed already, and with whom; what the rules about that have in common.

use super::context::Context;
use super::filed::{Claim, ClaimKind, Claimant, FiledSite};
use super::report::Report;
use crate::order::{Kind, Order, Text};

/// With whom a domain is filed.
#[derive(Debug)]
pub enum Taken<'c> {
    /// With a site of the same subject.
    Here(&'c FiledSite),
    /// With a site that an open change takes it out of.
    Leaving(&'c FiledSite, &'c Claimant),
    /// With another subject.
    Elsewhere(&'c FiledSite),
}

/// Reports every domain of the order that is filed and of which `says` has something to say.
pub fn flag_taken(
    order: &Order,
    context: &Context<'_>,
    report: &mut Report<'_>,
    says: impl Fn(Taken<'_>) -> Option<Text>,
) {
    let filings = &context.filed.filings;
    let subject = filings.subject_of(order).map(|subject| subject.id);
    let taken = |name: &str| {
        let (owner, site) = filings.sites_of(name).next()?;
        let removed = [Claim::open(ClaimKind::RemovedDomain, name)];
        let is_change = |kind| kind == Some(Kind::Change);
        let change = context.filed.claimed.underway(&removed, order, is_change);
        Some(match change {
            Some(change) => Taken::Leaving(site, change),
            None if subject == Some(owner.id) => Taken::Here(site),
            None => Taken::Elsewhere(site),
        })
    };
    for domain in order.domains() {
        let taken = domain.name.get().and_then(|name| taken(name.ascii()));
        if let Some(message) = taken.and_then(&says) {
            report.flag(order, &domain.name, message);
        }
    }
}
