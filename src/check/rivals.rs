//! Orders that get in each other's way: those of the batch, and those of earlier nights that wait for the bureau.

use std::collections::HashMap;

use super::context::Context;
use super::filed::Claim;
use crate::order::{Kind, Order, Text};

/// The order that was there first.
#[derive(Debug)]
pub struct Rival {
    /// What messages call it.
    pub name: Text,
    /// Its kind.
    pub kind: Kind,
    /// Whether it is of an earlier night.
    pub is_filed: bool,
}

/// Says for every order of a batch, sorted by number, which other one was there first: one of an earlier night that waits
/// for the bureau, else the first of the batch. Two orders meet when they share a claim and `collide` says so of their
/// kinds, the later one's first. An order that waits for its first review does not go out yet: it is in nobody's way, and
/// nobody in its.
pub fn each(
    orders: &[&Order],
    context: &Context<'_>,
    claims: impl Fn(&Order) -> Vec<Claim>,
    collide: impl Fn(Kind, Kind) -> bool,
    mut say: impl FnMut(&Order, Rival),
) {
    let mut holders: HashMap<Claim, Vec<&Order>> = HashMap::new();
    for order in orders.iter().filter(|order| !order.awaits_review()) {
        let Some(kind) = order.kind() else { continue };
        let claims = claims(order);
        let counts = |other: Option<Kind>| other.is_some_and(|other| collide(kind, other));
        let filed = context.filed.claimed.underway(&claims, order, counts);
        let filed = filed.and_then(|claimant| {
            Some(Rival {
                name: claimant.called(),
                kind: claimant.kind?,
                is_filed: true,
            })
        });
        let rival = filed.or_else(|| {
            let earlier = claims
                .iter()
                .filter_map(|claim| holders.get(claim))
                .flatten();
            let first = { earlier.filter(|other| counts(other.kind())) }
                .min_by(|one, other| one.number.text.cmp(&other.number.text))?;
            let number = &first.number.text;
            Some(Rival {
                name: Text::new(
                    format!("同批的订单 {number}"),
                    format!("order {number} of the same batch"),
                ),
                kind: first.kind()?,
                is_filed: false,
            })
        });
        if let Some(rival) = rival {
            say(order, rival);
        }
        for claim in claims {
            holders.entry(claim).or_default().push(order);
        }
    }
}
