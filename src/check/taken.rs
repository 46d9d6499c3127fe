//! Whether a domain of a new site is filed already, and with whom.

use super::context::Context;
use super::filed::{Claim, ClaimKind, Claimant, FiledSite};
use crate::order::{Domain, Kind, Order};

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

/// The domains of the order's sites that are filed.
pub fn taken<'c>(order: &'c Order, context: &Context<'c>) -> Vec<(&'c Domain, Taken<'c>)> {
    let filings = &context.filed.filings;
    let subject = filings.subject_of(order).map(|subject| subject.id);
    let domains = order.domains().filter_map(|domain| {
        let name = domain.name.get()?.ascii();
        let (owner, site) = filings.sites_of(name).next()?;
        let removed = [Claim::open(ClaimKind::RemovedDomain, name)];
        let is_change = |kind| kind == Some(Kind::Change);
        let change = context.filed.claimed.underway(&removed, order, is_change);
        let taken = match change {
            Some(change) => Taken::Leaving(site, change),
            None if subject == Some(owner.id) => Taken::Here(site),
            None => Taken::Elsewhere(site),
        };
        Some((domain, taken))
    });
    domains.collect()
}
