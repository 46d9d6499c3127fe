//! How types descend from each other, and what a schema forbids about it (`final`, `block`, `abstract`).

use super::model::{Model, Type};
use super::simple::Simple;

/// A set of ways to derive one thing from another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Derivations(pub(crate) u8);

impl Derivations {
    pub(crate) const EXTENSION: Self = Self(1);
    pub(crate) const RESTRICTION: Self = Self(2);
    pub(crate) const SUBSTITUTION: Self = Self(4);
    pub(crate) const LIST: Self = Self(8);
    pub(crate) const UNION: Self = Self(16);

    /// Reads a list such as `extension restriction`, or `#all`; `None` when a word is not among the `allowed`.
    pub(crate) fn parse(text: &str, allowed: Self) -> Option<Self> {
        if text.trim() == "#all" {
            return Some(allowed);
        }
        let mut all = Self::default();
        for word in text.split_ascii_whitespace() {
            let one = match word {
                "extension" => Self::EXTENSION,
                "restriction" => Self::RESTRICTION,
                "substitution" => Self::SUBSTITUTION,
                "list" => Self::LIST,
                "union" => Self::UNION,
                _ => return None,
            };
            if !allowed.meets(one) {
                return None;
            }
            all = all | one;
        }
        Some(all)
    }

    /// Whether the two have something in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both have.
    pub(crate) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl std::ops::BitOr for Derivations {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The type that a complex type is derived from, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) kind: Type,
    pub(crate) method: Derivations,
}

/// Where the types of a schema are kept.
pub(crate) trait Types {
    /// The simple type of this index.
    fn simple(&self, index: usize) -> &Simple;
    /// What the complex type of this index is derived from.
    fn base(&self, index: usize) -> Base;
    /// The derivations that the complex type of this index blocks for its own elements.
    fn block(&self, index: usize) -> Derivations;
}

impl Types for Model {
    fn simple(&self, index: usize) -> &Simple {
        &self.simples[index]
    }

    fn base(&self, index: usize) -> Base {
        self.complexes[index].base
    }

    fn block(&self, index: usize) -> Derivations {
        self.complexes[index].block
    }
}

/// The ways by which `from` is derived from `to`, none if they are the same; `None` when it is not derived from it.
pub(crate) fn derived(types: &impl Types, from: Type, to: Type) -> Option<Derivations> {
    let mut used = Derivations::default();
    let mut at = from;
    // A chain longer than this can only be a circle, which the reader refuses.
    for _ in 0..10_000 {
        if at == to {
            return Some(used);
        }
        at = match at {
            Type::Any => return None,
            Type::Simple(index) => {
                if let Type::Simple(union) = to {
                    let members = &types.simple(union).members;
                    let by_member = members
                        .iter()
                        .any(|&member| derived(types, at, Type::Simple(member)).is_some());
                    if by_member {
                        return Some(used | Derivations::RESTRICTION);
                    }
                }
                used = used | Derivations::RESTRICTION;
                types.simple(index).ancestor.map_or(Type::Any, Type::Simple)
            }
            Type::Complex(index) => {
                let base = types.base(index);
                used = used | base.method;
                base.kind
            }
        };
    }
    None
}

/// Whether `from` may stand for `to` where these derivations are blocked.
pub(crate) fn stands_for(types: &impl Types, from: Type, to: Type, blocked: Derivations) -> bool {
    let own = match to {
        Type::Complex(index) => types.block(index),
        _ => Derivations::default(),
    };
    derived(types, from, to).is_some_and(|used| !used.meets(blocked | own))
}

/// Whether an element of type `from` may stand in the place of one of type `to`, as far as types decide it: here also
/// what the types between the two block counts.
pub(crate) fn substitutes(types: &impl Types, from: Type, to: Type, blocked: Derivations) -> bool {
    let mut all = blocked;
    let mut at = from;
    while at != to {
        let Type::Complex(index) = at else { break };
        at = types.base(index).kind;
        if let Type::Complex(base) = at {
            all = all | types.block(base);
        }
    }
    stands_for(types, from, to, all)
}
