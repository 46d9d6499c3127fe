//! The compiled schema: flat lists that the validator walks by index.

use std::collections::HashMap;

use super::Error;
use super::automaton::{self, Refusal};
use super::error::Place;
use super::model::{Attribute, Content, Model, Particle, Preset, Term, Type};
use super::simple::Simple;

/// A schema made ready for validating.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Names of elements, by number.
    pub(crate) names: Vec<String>,
    numbers: HashMap<String, u32>,
    pub(crate) elements: Vec<ElementRow>,
    pub(crate) complexes: Vec<ComplexRow>,
    pub(crate) simples: Vec<Simple>,
    pub(crate) states: Vec<StateRow>,
    /// Edges of states, and members of `xs:all` groups.
    pub(crate) edges: Vec<Edge>,
    /// Global elements: number of the name, index of the declaration.
    pub(crate) roots: Vec<(u32, u32)>,
    /// Global attributes.
    pub(crate) attributes: Vec<Attribute>,
}

/// An element declaration.
#[derive(Debug)]
pub(crate) struct ElementRow {
    pub(crate) kind: Type,
    pub(crate) nillable: bool,
    pub(crate) preset: Option<Preset>,
}

/// A complex type.
#[derive(Debug)]
pub(crate) struct ComplexRow {
    pub(crate) content: ContentRow,
    pub(crate) mixed: bool,
    pub(crate) attributes: Vec<Attribute>,
}

/// What a complex type's content is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentRow {
    /// Nothing may stand here.
    Empty,
    /// A value.
    Simple(usize),
    /// An automaton that begins in this state.
    States(u32),
    /// Each of these edges at most once; those whose bit is set must occur, unless the whole is left out.
    All {
        first: u32,
        last: u32,
        required: u128,
        optional: bool,
    },
}

/// A state of an automaton.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StateRow {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) accepting: bool,
    /// Whether occurrences are counted here; the first edge then leads back.
    pub(crate) counting: bool,
    pub(crate) min: u32,
    /// [`u32::MAX`] is unbounded.
    pub(crate) max: u32,
}

/// An element that may come next. The first eight bytes of its name are kept at hand for comparing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) key: u64,
    pub(crate) mask: u64,
    pub(crate) name: u32,
    /// Bytes of the name; 0 for names beyond ASCII, whose bytes depend on the document's encoding.
    pub(crate) length: u32,
    pub(crate) target: u32,
    pub(crate) element: u32,
}

impl Edge {
    /// Whether the element's name stands at `at`, followed by `>`. Never true for names beyond ASCII.
    #[inline]
    pub(crate) fn stands(&self, names: &[String], bytes: &[u8], at: usize) -> bool {
        let length = self.length as usize;
        let head = bytes
            .get(at..at + 8)
            .and_then(|head| head.try_into().ok())
            .map(u64::from_le_bytes);
        head.is_some_and(|head| head & self.mask == self.key)
            && bytes.get(at + length) == Some(&b'>')
            && length > 0
            && (length <= 8
                || bytes[at + 8..at + length] == names[self.name as usize].as_bytes()[8..])
    }
}

/// Members that an `xs:all` group may have.
const MEMBERS: usize = 128;

impl Tables {
    /// Compiles a model.
    pub(crate) fn compile(model: &Model) -> Result<Self, Error> {
        let (simples, attributes) = (model.simples.clone(), model.attributes.clone());
        let mut tables = Self {
            simples,
            attributes,
            ..Self::default()
        };
        for element in &model.elements {
            tables.number(&element.name);
            let preset = element.preset.clone();
            tables.elements.push(ElementRow {
                kind: element.kind,
                nillable: element.nillable,
                preset,
            });
        }
        for complex in &model.complexes {
            let (content, mixed) = match &complex.content {
                Content::Empty => (ContentRow::Empty, false),
                Content::Simple(simple) => (ContentRow::Simple(*simple), false),
                Content::Elements { particle, mixed } => {
                    let content = tables
                        .content(particle, model)
                        .map_err(|refusal| refused(refusal, &complex.place))?;
                    (content, *mixed)
                }
            };
            tables.complexes.push(ComplexRow {
                content,
                mixed,
                attributes: complex.attributes.clone(),
            });
        }
        tables.roots = model
            .roots
            .iter()
            .map(|&root| (tables.numbers[&model.elements[root].name], root as u32))
            .collect();
        Ok(tables)
    }

    /// The number of a name, if the schema knows it.
    pub(crate) fn name(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The edges of a state.
    pub(crate) fn edges_of(&self, state: &StateRow) -> &[Edge] {
        &self.edges[state.first as usize..state.last as usize]
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn content(&mut self, particle: &Particle, model: &Model) -> Result<ContentRow, Refusal> {
        if let Term::All(members) = &particle.term {
            return self.all(particle, members, model);
        }
        let automaton = automaton::automaton(particle, model)?;
        let start = self.states.len() as u32;
        for state in &automaton.states {
            let first = self.edges.len() as u32;
            for &(element, target) in &state.edges {
                let edge = self.edge(element, start + target as u32, model);
                self.edges.push(edge);
            }
            let (min, max) = state.counter.unwrap_or((0, None));
            self.states.push(StateRow {
                first,
                last: self.edges.len() as u32,
                accepting: state.accepting,
                counting: state.counter.is_some(),
                min,
                max: max.unwrap_or(u32::MAX),
            });
        }
        Ok(ContentRow::States(start))
    }

    fn all(
        &mut self,
        whole: &Particle,
        members: &[Particle],
        model: &Model,
    ) -> Result<ContentRow, Refusal> {
        if members.len() > MEMBERS {
            return Err(Refusal::TooLarge);
        }
        automaton::consistent(whole, model)?;
        let first = self.edges.len() as u32;
        let mut required = 0;
        for (bit, member) in members.iter().enumerate() {
            let Term::Element(element) = member.term else {
                return Err(Refusal::Invalid("xs:all can only hold elements".to_owned()));
            };
            let edge = self.edge(element, bit as u32, model);
            if self.edges[first as usize..]
                .iter()
                .any(|other| other.name == edge.name)
            {
                let name = &self.names[edge.name as usize];
                return Err(Refusal::Invalid(format!(
                    "{name} stands twice in xs:all (unique particle attribution)"
                )));
            }
            self.edges.push(edge);
            required |= u128::from(member.min > 0) << bit;
        }
        Ok(ContentRow::All {
            first,
            last: self.edges.len() as u32,
            required,
            optional: whole.min == 0,
        })
    }

    fn edge(&mut self, element: usize, target: u32, model: &Model) -> Edge {
        let name = model.elements[element].name.as_str();
        let bytes = name.as_bytes();
        let kept = bytes.len().min(8);
        let mut key = [0; 8];
        key[..kept].copy_from_slice(&bytes[..kept]);
        let mask = if kept == 8 {
            u64::MAX
        } else {
            (1 << (8 * kept)) - 1
        };
        let length = if name.is_ascii() {
            bytes.len() as u32
        } else {
            0
        };
        let number = self.number(name);
        Edge {
            key: u64::from_le_bytes(key),
            mask,
            name: number,
            length,
            target,
            element: element as u32,
        }
    }
}

/// Says of which type the content model cannot be compiled.
fn refused(refusal: Refusal, place: &Place) -> Error {
    let place = place.clone();
    match refusal {
        Refusal::Invalid(reason) => Error::Invalid { place, reason },
        Refusal::TooLarge => Error::Unsupported {
            place,
            construct: "a content model of this size".to_owned(),
        },
    }
}
