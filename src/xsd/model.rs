//! A schema as components: names resolved, types shared, derivations carried out. What everything else is made from.

use std::sync::Arc;

use super::datum::Value;
use super::derivation::{Base, Derivations};
use super::error::Place;
use super::identity::Constraint;
use super::names::{Name, Spaces};
use super::node::Scope;
use super::simple::Simple;
use super::wildcard::Wildcard;

/// All components of one schema. The lists are referred to by index.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) spaces: Spaces,
    pub(crate) elements: Vec<Element>,
    pub(crate) complexes: Vec<Complex>,
    /// The built-in datatypes first.
    pub(crate) simples: Vec<Simple>,
    /// The global attributes, which apply where anything may stand.
    pub(crate) attributes: Vec<Attribute>,
    /// The global elements, in the order of the file.
    pub(crate) roots: Vec<usize>,
    /// The named types, which `xsi:type` may name.
    pub(crate) types: Vec<(Name, Type)>,
    pub(crate) constraints: Vec<Constraint>,
    /// For each element those that may stand in its place, itself not included.
    pub(crate) substitutes: Vec<Vec<usize>>,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// Anything (`xs:anyType`): an element that names no type.
    Any,
    /// A value; index of [`Model::simples`].
    Simple(usize),
    /// Index of [`Model::complexes`].
    Complex(usize),
}

/// An element declaration.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: Name,
    pub(crate) kind: Type,
    pub(crate) nillable: bool,
    pub(crate) preset: Option<Preset>,
    /// Whether only its substitutes may stand in a document.
    pub(crate) is_abstract: bool,
    /// What may not stand in its place.
    pub(crate) block: Derivations,
    /// What may not declare itself a substitute.
    pub(crate) finals: Derivations,
    /// The element it is a substitute for.
    pub(crate) head: Option<usize>,
    /// Index of [`Model::constraints`].
    pub(crate) constraints: Vec<usize>,
    pub(crate) place: Place,
    pub(crate) scope: Scope,
}

/// A `default` or `fixed` value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Preset {
    /// Whether it is the only value allowed, and not just taken when nothing is given.
    pub(crate) fixed: bool,
    pub(crate) text: String,
    /// What the text means; nothing where the content is mixed.
    pub(crate) value: Option<Value>,
}

/// A complex type with everything it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Complex {
    pub(crate) content: Content,
    /// The particle of the content as the schema writes it: the rules of restriction are about that.
    pub(crate) written: Option<Particle>,
    pub(crate) attributes: Vec<Attribute>,
    /// The attributes allowed beyond those.
    pub(crate) wildcard: Option<Arc<Wildcard>>,
    pub(crate) base: Base,
    /// Whether only types derived from it may be used.
    pub(crate) is_abstract: bool,
    /// By which ways derived types may not be used in its place.
    pub(crate) block: Derivations,
    /// By which ways nothing may be derived from it.
    pub(crate) finals: Derivations,
    pub(crate) place: Place,
}

impl Default for Complex {
    fn default() -> Self {
        Self {
            content: Content::Empty,
            written: None,
            attributes: Vec::new(),
            wildcard: None,
            base: Base {
                kind: Type::Any,
                method: Derivations::RESTRICTION,
            },
            is_abstract: false,
            block: Derivations::default(),
            finals: Derivations::default(),
            place: Place::default(),
        }
    }
}

/// What stands between the tags of an element of complex type.
#[derive(Debug, Clone, Default)]
pub(crate) enum Content {
    /// Nothing at all.
    #[default]
    Empty,
    /// A value; index of [`Model::simples`].
    Simple(usize),
    /// Child elements, with text between them when `mixed`.
    Elements { particle: Particle, mixed: bool },
}

/// An attribute that a complex type allows.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) name: Name,
    /// Index of [`Model::simples`].
    pub(crate) simple: usize,
    pub(crate) required: bool,
    pub(crate) preset: Option<Preset>,
}

/// Something that may occur a number of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Particle {
    pub(crate) min: u32,
    /// `None` is unbounded.
    pub(crate) max: Option<u32>,
    pub(crate) term: Term,
}

/// What a particle is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// Index of [`Model::elements`].
    Element(usize),
    /// Any element that the wildcard allows.
    Wildcard(Arc<Wildcard>),
    /// All of these, in order.
    Sequence(Vec<Particle>),
    /// One of these.
    Choice(Vec<Particle>),
    /// All of these, in any order.
    All(Vec<Particle>),
}

impl Particle {
    /// A term that occurs exactly once.
    pub(crate) fn once(term: Term) -> Self {
        Self {
            min: 1,
            max: Some(1),
            term,
        }
    }

    /// Whether nothing at all fits the particle too.
    pub(crate) fn is_emptiable(&self) -> bool {
        self.min == 0
            || match &self.term {
                Term::Element(_) | Term::Wildcard(_) => false,
                Term::Sequence(parts) | Term::All(parts) => parts.iter().all(Self::is_emptiable),
                Term::Choice(parts) => parts.is_empty() || parts.iter().any(Self::is_emptiable),
            }
    }

    /// The same language in fewer words: parts that cannot occur are dropped, groups that add nothing dissolve
    /// into what is around them. `None` when nothing is left.
    pub(crate) fn normalised(self) -> Option<Self> {
        if self.max == Some(0) {
            return None;
        }
        let Self { min, max, term } = self;
        let once = |particle: &Self| (particle.min, particle.max) == (1, Some(1));
        let term = match term {
            Term::Element(_) | Term::Wildcard(_) => term,
            Term::Sequence(parts) => {
                let mut flat = Vec::new();
                for part in parts.into_iter().filter_map(Self::normalised) {
                    match part {
                        Self {
                            term: Term::Sequence(inner),
                            ..
                        } if (part.min, part.max) == (1, Some(1)) => {
                            flat.extend(inner);
                        }
                        part => flat.push(part),
                    }
                }
                if flat.is_empty() {
                    return None;
                }
                Term::Sequence(flat)
            }
            Term::Choice(parts) => {
                let mut flat = Vec::new();
                for part in parts.into_iter().filter(|part| part.max != Some(0)) {
                    // A branch of which nothing is left matches nothing at all: it makes the choice optional.
                    let Some(part) = part.normalised() else {
                        flat.push(Self {
                            min: 1,
                            max: Some(1),
                            term: Term::Sequence(Vec::new()),
                        });
                        continue;
                    };
                    match part {
                        Self {
                            term: Term::Choice(inner),
                            ..
                        } if (part.min, part.max) == (1, Some(1)) => {
                            flat.extend(inner);
                        }
                        part => flat.push(part),
                    }
                }
                Term::Choice(flat)
            }
            Term::All(parts) => {
                let parts: Vec<_> = parts.into_iter().filter_map(Self::normalised).collect();
                if parts.is_empty() {
                    return None;
                }
                Term::All(parts)
            }
        };
        match term {
            Term::Sequence(mut parts) | Term::Choice(mut parts)
                if parts.len() == 1 && (once(&parts[0]) || (min, max) == (1, Some(1))) =>
            {
                let part = parts.pop().expect("there is one part");
                Some(if once(&part) {
                    Self { min, max, ..part }
                } else {
                    part
                })
            }
            term => Some(Self { min, max, term }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(term: Term) -> Particle {
        Particle {
            min: 1,
            max: Some(1),
            term,
        }
    }

    #[test]
    fn groups_that_add_nothing_dissolve() {
        let a = once(Term::Element(0));
        let b = Particle {
            min: 0,
            max: None,
            term: Term::Element(1),
        };
        let nested = once(Term::Sequence(vec![
            once(Term::Sequence(vec![a.clone()])),
            once(Term::Choice(vec![once(Term::Sequence(vec![b.clone()]))])),
        ]));
        assert_eq!(nested.normalised(), Some(once(Term::Sequence(vec![a, b]))));
    }

    #[test]
    fn parts_that_cannot_occur_vanish_but_an_empty_branch_counts() {
        let never = Particle {
            min: 0,
            max: Some(0),
            term: Term::Element(0),
        };
        assert_eq!(once(Term::Sequence(vec![never.clone()])).normalised(), None);
        let (empty, one) = (once(Term::Sequence(Vec::new())), once(Term::Element(1)));
        let choice = once(Term::Choice(vec![never, one.clone()]));
        assert_eq!(choice.normalised(), Some(one.clone()));
        let choice = once(Term::Choice(vec![empty, one]));
        assert_eq!(choice.clone().normalised(), Some(choice));
    }

    #[test]
    fn an_optional_group_of_one_stays_when_both_repeat() {
        let inner = Particle {
            min: 2,
            max: Some(3),
            term: Term::Element(0),
        };
        let outer = Particle {
            min: 0,
            max: Some(2),
            term: Term::Sequence(vec![inner.clone()]),
        };
        assert_eq!(outer.clone().normalised(), Some(outer));
    }
}
