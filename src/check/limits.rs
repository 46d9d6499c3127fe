//! Bounds of an order that the carrier's configuration sets.

use super::context::Context;
use super::report::Report;
use crate::order::{AnyField, Order, Site};

/// Reports an order of more sites than one may have, at this field of the first one too many.
pub fn flag_many_sites(
    order: &Order,
    field: fn(&Site) -> &dyn AnyField,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    let most = context.settings.limits.sites;
    if let Some(site) = order.sites.get(most) {
        let counts = (order.sites.len(), most);
        let names = ["网站", "订单", "sites", "one order"];
        report.flag_too_many(order, field(site), counts, names);
    }
}
