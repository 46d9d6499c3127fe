//! Whether a content model is a valid restriction of another (Particle Valid (Restriction), Structures 3.9.6).
//!
//! The rules compare how the two are written, particle by particle, and not which documents they allow: some schemas
//! that allow less than their base are wrong by them.

use std::sync::Arc;

use super::derivation::{self, Derivations};
use super::model::{Model, Particle, Term};
use super::wildcard::{Process, Wildcard};

/// How often something may occur.
type Range = (u64, Option<u64>);

/// A particle with pointless groups ignored, and each head of substitutions turned into a choice.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    range: Range,
    what: What,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    Element(usize),
    Wildcard(Arc<Wildcard>),
    Group(Order, Vec<Item>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Sequence,
    Choice,
    /// The choice between an element and its substitutes, whose order nobody has written.
    Substitutes,
    All,
}

/// Holds a content model against the one that it restricts; gives the name of the rule that it breaks.
pub(crate) fn check(
    model: &Model,
    derived: &Particle,
    base: &Particle,
) -> Result<(), &'static str> {
    match (item(model, derived), item(model, base)) {
        (Some(derived), Some(base)) => restricts(model, &derived, &base),
        (None, Some(base)) => fits(total(&base).0 == 0, "rcase-Recurse"),
        (Some(_), None) => Err("derivation-ok-restriction.5.4"),
        (None, None) => Ok(()),
    }
}

/// What is left of a particle when pointless groups are ignored.
fn item(model: &Model, particle: &Particle) -> Option<Item> {
    let range = (u64::from(particle.min), particle.max.map(u64::from));
    let (order, parts) = match &particle.term {
        Term::Element(element) => return Some(element_item(model, *element, range)),
        Term::Wildcard(wildcard) => {
            let what = What::Wildcard(wildcard.clone());
            return Some(Item { range, what });
        }
        Term::Sequence(parts) => (Order::Sequence, parts),
        Term::Choice(parts) => (Order::Choice, parts),
        Term::All(parts) => (Order::All, parts),
    };
    let mut members = Vec::with_capacity(parts.len());
    for part in parts.iter().filter(|part| part.max != Some(0)) {
        match item(model, part) {
            Some(Item {
                range: (1, Some(1)),
                what: What::Group(inner, nested),
            }) if inner == order => members.extend(nested),
            Some(member) => members.push(member),
            None => {}
        }
    }
    if members.is_empty() && (order != Order::Choice || range.0 == 0) {
        return None;
    }
    if members.len() == 1 && range == (1, Some(1)) {
        return members.pop();
    }
    Some(Item {
        range,
        what: What::Group(order, members),
    })
}

fn element_item(model: &Model, element: usize, range: Range) -> Item {
    let once = |element| Item {
        range: (1, Some(1)),
        what: What::Element(element),
    };
    let others = model
        .substitutes
        .get(element)
        .map_or(&[][..], Vec::as_slice);
    let what = if others.is_empty() {
        What::Element(element)
    } else {
        let all = std::iter::once(element).chain(others.iter().copied());
        What::Group(Order::Substitutes, all.map(once).collect())
    };
    Item { range, what }
}

fn fits(fits: bool, rule: &'static str) -> Result<(), &'static str> {
    if fits { Ok(()) } else { Err(rule) }
}

/// Whether every count in one range lies in the other (Occurrence Range OK).
fn within(range: Range, other: Range) -> bool {
    let below = |most| range.1.is_some_and(|own| own <= most);
    range.0 >= other.0 && other.1.is_none_or(below)
}

/// How many elements a particle takes (Effective Total Range).
fn total(item: &Item) -> Range {
    let What::Group(order, members) = &item.what else {
        return item.range;
    };
    let totals = members.iter().map(total);
    let (least, most) = match order {
        Order::Sequence | Order::All => totals.fold((0, Some(0)), |sum: Range, next| {
            let most = sum.1.zip(next.1).map(|(a, b)| a.saturating_add(b));
            (sum.0.saturating_add(next.0), most)
        }),
        Order::Choice | Order::Substitutes => {
            let least = totals.clone().map(|(least, _)| least).min();
            let most = totals.map(|(_, most)| most.unwrap_or(u64::MAX)).max();
            let most = most.unwrap_or(0);
            (least.unwrap_or(0), (most < u64::MAX).then_some(most))
        }
    };
    let most = match (item.range.1, most) {
        (_, Some(0)) => Some(0),
        (a, b) => a.zip(b).map(|(a, b)| a.saturating_mul(b)),
    };
    (item.range.0.saturating_mul(least), most)
}

fn restricts(model: &Model, own: &Item, base: &Item) -> Result<(), &'static str> {
    if own == base {
        return Ok(());
    }
    match (&own.what, &base.what) {
        (What::Element(a), What::Element(b)) => {
            let same = a == b || declares_less(model, *a, *b);
            fits(same && within(own.range, base.range), "rcase-NameAndTypeOK")
        }
        (What::Element(element), What::Wildcard(wildcard)) => {
            let space = model.elements[*element].name.space;
            let admitted = wildcard.allowed.admits(space);
            fits(admitted && within(own.range, base.range), "rcase-NSCompat")
        }
        (What::Wildcard(a), What::Wildcard(b)) => {
            let narrower = a.allowed.is_within(&b.allowed) && as_strict(a.process, b.process);
            fits(narrower && within(own.range, base.range), "rcase-NSSubset")
        }
        (What::Group(_, members), What::Wildcard(wildcard)) => {
            // The range is about all members together, so each alone may occur as it likes.
            let anything = Item {
                range: (0, None),
                what: What::Wildcard(wildcard.clone()),
            };
            let each = |member| restricts(model, member, &anything).is_ok();
            let all = members.iter().all(each) && within(total(own), base.range);
            fits(all, "rcase-NSRecurseCheckCardinality")
        }
        (What::Element(_), What::Group(order, others)) => {
            let alone = std::slice::from_ref(own);
            let mapped = within((1, Some(1)), base.range)
                && match order {
                    Order::Choice => in_order(model, alone, others, false),
                    Order::Substitutes => each_somewhere(model, alone, others),
                    Order::Sequence | Order::All => in_order(model, alone, others, true),
                };
            fits(mapped, "rcase-RecurseAsIfGroup")
        }
        (What::Group(a, members), What::Group(b, others)) => {
            let ranged = within(own.range, base.range);
            match (a, b) {
                (Order::All, Order::All) | (Order::Sequence, Order::Sequence) => fits(
                    ranged && in_order(model, members, others, true),
                    "rcase-Recurse",
                ),
                (Order::Choice, Order::Choice) => fits(
                    ranged && in_order(model, members, others, false),
                    "rcase-RecurseLax",
                ),
                (Order::Choice | Order::Substitutes, Order::Choice | Order::Substitutes) => fits(
                    ranged && each_somewhere(model, members, others),
                    "rcase-RecurseLax",
                ),
                (Order::Sequence, Order::All) => fits(
                    ranged && in_any_order(model, members, others),
                    "rcase-RecurseUnordered",
                ),
                (Order::Sequence, Order::Choice | Order::Substitutes) => {
                    let count = members.len() as u64;
                    let times = |bound: u64| bound.saturating_mul(count);
                    let range = (times(own.range.0), own.range.1.map(times));
                    fits(
                        within(range, base.range) && each_somewhere(model, members, others),
                        "rcase-MapAndSum",
                    )
                }
                _ => Err("cos-particle-restrict.2"),
            }
        }
        (What::Wildcard(_), _) | (What::Group(..), What::Element(_)) => {
            Err("cos-particle-restrict.2")
        }
    }
}

/// Whether what a wildcard lets through is looked at as strictly as by another.
pub(crate) fn as_strict(own: Process, base: Process) -> bool {
    let rank = |process| match process {
        Process::Skip => 0,
        Process::Lax => 1,
        Process::Strict => 2,
    };
    rank(own) >= rank(base)
}

/// Whether one declaration of an element allows no more than another of the same name.
fn declares_less(model: &Model, own: usize, base: usize) -> bool {
    let (own, base) = (&model.elements[own], &model.elements[base]);
    let preset = match &base.preset {
        Some(base) if base.fixed => own.preset.as_ref().is_some_and(|own| {
            own.fixed
                && match (&own.value, &base.value) {
                    (Some(own), Some(base)) => own == base,
                    _ => own.text == base.text,
                }
        }),
        _ => true,
    };
    let excluded = Derivations::EXTENSION | Derivations::LIST | Derivations::UNION;
    own.name == base.name
        && (base.nillable || !own.nillable)
        && preset
        && own
            .constraints
            .iter()
            .all(|one| base.constraints.contains(one))
        && base.block.both(own.block) == base.block
        && derivation::derived(model, own.kind, base.kind).is_some_and(|ways| !ways.meets(excluded))
}

/// Whether all of these map to the others in the same order; `whole` if those that are passed over must be emptiable.
fn in_order(model: &Model, own: &[Item], base: &[Item], whole: bool) -> bool {
    let skippable: Vec<bool> = base
        .iter()
        .map(|item| !whole || total(item).0 == 0)
        .collect();
    // How many of the base's members may have been passed when the next of our own is to be mapped.
    let mut reached = vec![false; base.len() + 1];
    reached[0] = true;
    for item in own {
        let mut next = vec![false; base.len() + 1];
        let mut open = false;
        for (at, other) in base.iter().enumerate() {
            open |= reached[at];
            next[at + 1] = open && restricts(model, item, other).is_ok();
            open &= skippable[at];
        }
        reached = next;
    }
    let mut open = false;
    for (at, skippable) in skippable.iter().enumerate() {
        open = (open || reached[at]) && *skippable;
    }
    open || reached[base.len()]
}

/// Whether each of these maps to one of the others.
fn each_somewhere(model: &Model, own: &[Item], base: &[Item]) -> bool {
    let somewhere = |item| {
        base.iter()
            .any(|other| restricts(model, item, other).is_ok())
    };
    own.iter().all(somewhere)
}

/// Whether all of these map to others of their own, and those that are left are emptiable.
fn in_any_order(model: &Model, own: &[Item], base: &[Item]) -> bool {
    let mut left: Vec<&Item> = base.iter().collect();
    for item in own {
        // The members of an `xs:all` have different names, so there is no choice between them.
        let found = left
            .iter()
            .position(|other| restricts(model, item, other).is_ok());
        match found {
            Some(at) => drop(left.swap_remove(at)),
            None => return false,
        }
    }
    left.iter().all(|other| total(other).0 == 0)
}
