//! Content models unfolded into positions: occurrence bounds become copies, and each position knows its followers.

use std::sync::Arc;

use super::automaton::Refusal;
use super::limits;
use super::model::{Particle, Term};
use super::wildcard::Wildcard;

/// What stands at a position.
#[derive(Debug, Clone)]
pub(crate) enum Leaf {
    /// Index of the model's elements; a substitute may stand there as well.
    Element(usize),
    Wildcard(Arc<Wildcard>),
}

impl Leaf {
    /// What stands at the position of a term that is no group.
    fn of(term: &Term) -> Option<Self> {
        match term {
            Term::Element(element) => Some(Self::Element(*element)),
            Term::Wildcard(wildcard) => Some(Self::Wildcard(wildcard.clone())),
            _ => None,
        }
    }
}

/// A place in the unfolded content model.
#[derive(Debug)]
pub(crate) struct Position {
    pub(crate) leaf: Leaf,
    /// The particle this is a copy of; unique attribution is about these.
    pub(crate) origin: usize,
    pub(crate) counter: Option<(u32, Option<u32>)>,
}

/// A part of the content model: whether it may be empty, where it can begin and end.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) nullable: bool,
    pub(crate) first: Vec<usize>,
    pub(crate) last: Vec<usize>,
}

/// The positions of a content model and which may follow which.
pub(crate) struct Unfolding {
    pub(crate) positions: Vec<Position>,
    pub(crate) follow: Vec<Vec<usize>>,
    transitions: usize,
    /// From this many occurrences on, an element or wildcard is counted rather than unfolded.
    counted: u32,
}

impl Unfolding {
    /// Unfolds a whole content model; elements and wildcards with at least `counted`
    /// occurrences get a counter.
    pub(crate) fn of(particle: &Particle, counted: u32) -> Result<(Self, Part), Refusal> {
        let mut unfolding = Self {
            positions: Vec::new(),
            follow: Vec::new(),
            transitions: 0,
            counted,
        };
        let whole = unfolding.particle(particle, 0)?;
        Ok((unfolding, whole))
    }

    /// Unfolds a particle; `origin` is the number of its first element particle, counted in the schema's order.
    fn particle(&mut self, particle: &Particle, origin: usize) -> Result<Part, Refusal> {
        let Particle { min, max, term } = particle;
        if let Some(leaf) = Leaf::of(term)
            && max.unwrap_or(*min).max(*min) >= self.counted
        {
            let counter = Some(((*min).max(1), *max));
            let mut part = self.position(Position {
                leaf,
                origin,
                counter,
            })?;
            part.nullable = *min == 0;
            return Ok(part);
        }
        // The last copies are optional: built from the end, each is followed by the rest or by nothing.
        let copies = max.unwrap_or((*min).max(1));
        let mut parts = Vec::new();
        for _ in 0..copies {
            parts.push(self.term(term, origin)?);
        }
        if max.is_none()
            && let Some(part) = parts.last().cloned()
        {
            self.connect(&part.last, &part.first)?;
        }
        let mut whole = Part {
            nullable: true,
            first: Vec::new(),
            last: Vec::new(),
        };
        for (index, part) in parts.into_iter().enumerate().rev() {
            whole = self.join(part, whole)?;
            whole.nullable |= index as u64 >= u64::from(*min);
        }
        Ok(whole)
    }

    fn term(&mut self, term: &Term, origin: usize) -> Result<Part, Refusal> {
        if let Some(leaf) = Leaf::of(term) {
            return self.position(Position {
                leaf,
                origin,
                counter: None,
            });
        }
        let mut origin = origin;
        match term {
            Term::Element(_) | Term::Wildcard(_) => unreachable!("these are leaves"),
            Term::Sequence(parts) | Term::All(parts) => {
                let mut whole = Part {
                    nullable: true,
                    first: Vec::new(),
                    last: Vec::new(),
                };
                for part in parts {
                    let next = self.particle(part, origin)?;
                    whole = self.join(whole, next)?;
                    origin += leaves(part);
                }
                Ok(whole)
            }
            Term::Choice(parts) => {
                let mut whole = Part {
                    nullable: false,
                    first: Vec::new(),
                    last: Vec::new(),
                };
                for part in parts {
                    let next = self.particle(part, origin)?;
                    whole.nullable |= next.nullable;
                    whole.first.extend(next.first);
                    whole.last.extend(next.last);
                    origin += leaves(part);
                }
                Ok(whole)
            }
        }
    }

    fn position(&mut self, position: Position) -> Result<Part, Refusal> {
        let index = self.positions.len();
        if index == limits::POSITIONS {
            return Err(Refusal::TooLarge);
        }
        self.positions.push(position);
        self.follow.push(Vec::new());
        Ok(Part {
            nullable: false,
            first: vec![index],
            last: vec![index],
        })
    }

    fn join(&mut self, a: Part, b: Part) -> Result<Part, Refusal> {
        self.connect(&a.last, &b.first)?;
        let mut first = a.first;
        if a.nullable {
            first.extend(&b.first);
        }
        let mut last = b.last;
        if b.nullable {
            last.extend(&a.last);
        }
        Ok(Part {
            nullable: a.nullable && b.nullable,
            first,
            last,
        })
    }

    fn connect(&mut self, from: &[usize], to: &[usize]) -> Result<(), Refusal> {
        self.transitions += from.len() * to.len();
        if self.transitions > limits::TRANSITIONS {
            return Err(Refusal::TooLarge);
        }
        for &position in from {
            self.follow[position].extend(to);
        }
        Ok(())
    }
}

/// Element and wildcard particles in a particle.
fn leaves(particle: &Particle) -> usize {
    match &particle.term {
        Term::Element(_) | Term::Wildcard(_) => 1,
        Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
            parts.iter().map(leaves).sum()
        }
    }
}
