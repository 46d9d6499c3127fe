//! What a rule is: an id, how much it matters, which orders it looks at, and the function that looks.

use super::context::Context;
use super::report::Report;
use crate::order::{Finding, Kind, Order, Severity};

/// One rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in findings, in configuration and in `explain`: the file's name with dashes.
    pub id: &'static str,
    /// How much a finding of it matters, unless the configuration says otherwise.
    pub severity: Severity,
    /// The result code that the bureau would answer with.
    pub code: Option<u32>,
    /// The kinds of order that it looks at. Only [`Check::Outside`] looks at an order whose kind cannot be read.
    pub kinds: &'static [Kind],
    /// The function that looks.
    pub check: Check,
}

/// What a rule needs to see at once.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One order.
    Order(fn(&Order, &Context<'_>, &mut Report<'_>)),
    /// One order that the bureau does not have yet: what an order has filed itself does not speak against it.
    Unsent(fn(&Order, &Context<'_>, &mut Report<'_>)),
    /// All orders of the batch that the rule looks at and that the bureau does not have yet, sorted by order number.
    Batch(fn(&[&Order], &Context<'_>, &mut Report<'_>)),
    /// One order, after all other rules have looked at it: what they found is known. For rules that speak only where no
    /// other rule has said something better.
    Rest(fn(&Order, &[Finding], &Context<'_>, &mut Report<'_>)),
    /// One order of none of the rule's kinds, or of a kind that cannot be read. For rules about the kind itself.
    Outside(fn(&Order, &Context<'_>, &mut Report<'_>)),
}
