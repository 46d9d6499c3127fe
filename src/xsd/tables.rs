//! The compiled schema: flat lists that the validator walks by index.

use std::collections::HashMap;
use std::sync::Arc;

use super::Error;
use super::automaton::{self, Refusal};
use super::derivation::{Base, Derivations, Types};
use super::error::Place;
use super::followers;
use super::identity::Constraint;
use super::model::{Attribute, Content, Model, Particle, Preset, Term, Type};
use super::names::{Name, SCHEMA, Spaces};
use super::quick::Quick;
use super::simple::Simple;
use super::tag::Tag;
use super::wildcard::Wildcard;

mod packing;

/// A schema made ready for validating.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Names of elements, by number.
    pub(crate) names: Vec<Name>,
    /// The numbers of names, by namespace.
    numbers: Vec<HashMap<String, u32>>,
    pub(crate) spaces: Spaces,
    pub(crate) elements: Vec<ElementRow>,
    /// For each element what the short path asks of it.
    pub(crate) quick: Vec<Quick>,
    pub(crate) complexes: Vec<ComplexRow>,
    pub(crate) simples: Vec<Simple>,
    pub(crate) states: Vec<StateRow>,
    /// Edges of states, and members of `xs:all` groups.
    pub(crate) edges: Vec<Edge>,
    /// Wildcards of states, and the state each leads to.
    pub(crate) wilds: Vec<(Arc<Wildcard>, u32)>,
    /// Global elements: number of the name, index of the declaration.
    pub(crate) roots: Vec<(u32, u32)>,
    globals: HashMap<u32, u32>,
    /// Global attributes.
    pub(crate) attributes: Vec<Attribute>,
    /// Named types, without the built-in ones.
    types: HashMap<Name, Type>,
    pub(crate) constraints: Vec<Constraint>,
}

/// An element declaration.
#[derive(Debug)]
pub(crate) struct ElementRow {
    pub(crate) kind: Type,
    pub(crate) nillable: bool,
    pub(crate) preset: Option<Preset>,
    pub(crate) is_abstract: bool,
    /// What may not stand in its place.
    pub(crate) block: Derivations,
    /// Index of [`Tables::constraints`].
    pub(crate) constraints: Vec<usize>,
}

/// A complex type.
#[derive(Debug)]
pub(crate) struct ComplexRow {
    pub(crate) content: ContentRow,
    pub(crate) mixed: bool,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) wildcard: Option<Arc<Wildcard>>,
    pub(crate) base: Base,
    pub(crate) is_abstract: bool,
    pub(crate) block: Derivations,
    /// The numbers of the names that its edges have, without namespace and without those beyond ASCII; see
    /// [`Edge::slot`].
    pub(crate) slots: Vec<u32>,
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
    /// Whether occurrences are counted here; this many edges then lead back, from the first.
    pub(crate) counting: bool,
    pub(crate) own: u32,
    /// Its part of [`Tables::wilds`].
    pub(crate) wild_first: u32,
    pub(crate) wild_last: u32,
    pub(crate) min: u32,
    /// [`u32::MAX`] is unbounded.
    pub(crate) max: u32,
}

/// An element that may come next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// The local name; [`Tag::NEVER`] for names beyond ASCII, whose bytes depend on the document's encoding.
    pub(crate) tag: Tag,
    pub(crate) name: u32,
    /// The name's namespace.
    pub(crate) space: u32,
    pub(crate) target: u32,
    pub(crate) element: u32,
    /// Which of the different local names of its content model it has; siblings are counted by it.
    pub(crate) slot: u32,
}

impl Edge {
    fn new(number: u32, name: &Name, target: u32, element: u32) -> Self {
        let tag = if name.local.is_ascii() {
            Tag::new(name.local.as_bytes())
        } else {
            Tag::NEVER
        };
        Self {
            tag,
            name: number,
            space: name.space,
            target,
            element,
            slot: 0,
        }
    }

    /// Whether the element's local name stands at `at`, where `head` is what stands there.
    #[inline]
    pub(crate) fn stands(&self, names: &[Name], head: u64, bytes: &[u8], at: usize) -> bool {
        let name = || names[self.name as usize].local.as_bytes();
        self.tag.stands(head, bytes, at, name)
    }
}

/// Members that an `xs:all` group may have.
const MEMBERS: usize = 128;

impl Tables {
    /// Compiles a model.
    pub(crate) fn compile(model: &Model) -> Result<Self, Error> {
        let mut tables = Self {
            simples: model.simples.clone(),
            attributes: model.attributes.clone(),
            spaces: model.spaces.clone(),
            types: model.types.iter().cloned().collect(),
            constraints: model.constraints.clone(),
            ..Self::default()
        };
        for element in &model.elements {
            tables.number(&element.name);
            tables.elements.push(ElementRow {
                kind: element.kind,
                nillable: element.nillable,
                preset: element.preset.clone(),
                is_abstract: element.is_abstract,
                block: element.block,
                constraints: element.constraints.clone(),
            });
        }
        for complex in &model.complexes {
            let first = tables.edges.len();
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
            let slots = tables.slots(first);
            tables.complexes.push(ComplexRow {
                content,
                mixed,
                attributes: complex.attributes.clone(),
                wildcard: complex.wildcard.clone(),
                base: complex.base,
                is_abstract: complex.is_abstract,
                block: complex.block,
                slots,
            });
        }
        for &root in &model.roots {
            let number = tables.number(&model.elements[root].name);
            tables.roots.push((number, root as u32));
            tables.globals.insert(number, root as u32);
        }
        tables.quicken();
        Ok(tables)
    }

    /// Works out what follows from the rest.
    fn quicken(&mut self) {
        let rows = self.elements.iter();
        self.quick = rows.map(|row| Quick::of(self, row)).collect();
    }

    /// The number of a name, if the schema knows it.
    pub(crate) fn name(&self, space: u32, local: &str) -> Option<u32> {
        self.numbers.get(space as usize)?.get(local).copied()
    }

    /// The global element whose name has this number.
    pub(crate) fn global(&self, number: u32) -> Option<u32> {
        self.globals.get(&number).copied()
    }

    /// The type of this name.
    pub(crate) fn named_type(&self, name: &Name) -> Option<Type> {
        if let Some(known) = self.types.get(name) {
            return Some(*known);
        }
        let builtin = (name.space == SCHEMA).then(|| Simple::builtin(&name.local))?;
        builtin.map(Type::Simple)
    }

    /// The edges of a state.
    #[inline]
    pub(crate) fn edges_of(&self, state: &StateRow) -> &[Edge] {
        &self.edges[state.first as usize..state.last as usize]
    }

    fn number(&mut self, name: &Name) -> u32 {
        let known = self.name(name.space, &name.local);
        known.unwrap_or_else(|| self.add_name(name.clone()))
    }

    /// Gives a number to a name that has none.
    fn add_name(&mut self, name: Name) -> u32 {
        let space = name.space as usize;
        if self.numbers.len() <= space {
            self.numbers.resize_with(space + 1, HashMap::new);
        }
        let number = self.names.len() as u32;
        self.numbers[space].insert(name.local.clone(), number);
        self.names.push(name);
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
            let wild_first = self.wilds.len() as u32;
            for (wildcard, target) in &state.wilds {
                self.wilds.push((wildcard.clone(), start + *target as u32));
            }
            let (min, max) = state.counter.unwrap_or((0, None));
            self.states.push(StateRow {
                own: state.own as u32,
                wild_first,
                wild_last: self.wilds.len() as u32,
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
            for element in followers::elements_at(element, model) {
                let edge = self.edge(element, bit as u32, model);
                if self.edges[first as usize..]
                    .iter()
                    .any(|other| other.name == edge.name)
                {
                    let name = &self.names[edge.name as usize].local;
                    return Err(Refusal::Invalid(format!(
                        "{name} stands twice in xs:all (unique particle attribution)"
                    )));
                }
                self.edges.push(edge);
            }
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
        let name = &model.elements[element].name;
        Edge::new(self.number(name), name, target, element as u32)
    }

    /// Gives the edges from `first` on their slots.
    fn slots(&mut self, first: usize) -> Vec<u32> {
        let mut slots: Vec<u32> = Vec::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for edge in self.edges[first..]
            .iter_mut()
            .filter(|edge| edge.tag.length() > 0)
        {
            let local = self.names[edge.name as usize].local.as_str();
            edge.slot = *known.entry(local).or_insert_with(|| {
                slots.push(edge.name);
                slots.len() as u32 - 1
            });
        }
        slots
    }
}

impl Types for Tables {
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
