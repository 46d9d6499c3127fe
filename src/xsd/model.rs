//! A schema as components: names resolved, types shared, derivations carried out. What everything else is made from.

use super::error::Place;
use super::simple::Simple;

/// All components of one schema. The lists are referred to by index.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) elements: Vec<Element>,
    pub(crate) complexes: Vec<Complex>,
    pub(crate) simples: Vec<Simple>,
    /// The global attributes, which apply where anything may stand.
    pub(crate) attributes: Vec<Attribute>,
    /// The global elements, in the order of the file.
    pub(crate) roots: Vec<usize>,
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
    pub(crate) name: String,
    pub(crate) kind: Type,
    pub(crate) nillable: bool,
    pub(crate) preset: Option<Preset>,
    pub(crate) place: Place,
}

/// A `default` or `fixed` value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Preset {
    /// Taken when nothing is given.
    Default(String),
    /// The only value allowed.
    Fixed(String),
}

/// A complex type with everything it inherits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Complex {
    pub(crate) content: Content,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) place: Place,
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
    pub(crate) name: String,
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
    /// All of these, in order.
    Sequence(Vec<Particle>),
    /// One of these.
    Choice(Vec<Particle>),
    /// All of these, in any order.
    All(Vec<Particle>),
}

impl Particle {
    /// The same language in fewer words: parts that cannot occur are dropped, groups that add nothing dissolve
    /// into what is around them. `None` when nothing is left.
    pub(crate) fn normalised(self) -> Option<Self> {
        if self.max == Some(0) {
            return None;
        }
        let Self { min, max, term } = self;
        let once = |particle: &Self| (particle.min, particle.max) == (1, Some(1));
        let term = match term {
            Term::Element(_) => term,
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
                for part in parts {
                    // A branch that vanished is a branch that matches nothing at all: it makes the choice optional.
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
        let choice = once(Term::Choice(vec![never, once(Term::Element(1))]))
            .normalised()
            .expect("a branch is left");
        let Term::Choice(branches) = choice.term else {
            panic!("still a choice")
        };
        assert!(matches!(&branches[0].term, Term::Sequence(parts) if parts.is_empty()));
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
