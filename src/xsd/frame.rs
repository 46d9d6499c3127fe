//! An open element: what it may still contain, and how a child moves it on.

use super::lexer::Span;
use super::model::Type;
use super::names::Name;
use super::tables::{ContentRow, Edge, StateRow, Tables};
use super::tag::Tag;
use super::wildcard::Process;

/// What lets a child stand where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// An element of the content model.
    Edge(Edge),
    /// A wildcard.
    Wild(Process),
}

/// What an open element may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Its place or its name is wrong: nothing inside is held against the schema.
    Skip,
    /// Anything; what the schema knows globally is held against it.
    Any,
    /// Nothing.
    Empty,
    /// Nothing because of `xsi:nil`; but for that, a value if `valued`.
    Nil { valued: bool },
    /// A value of this simple type; attributes may be allowed if `complex`.
    Value { simple: u32, complex: bool },
    /// Children as the automaton says that begins in this state.
    States { start: u32 },
    /// Children in any order; see [`ContentRow::All`].
    All { first: u32, last: u32 },
}

/// A start tag whose place among its siblings is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opened {
    /// See [`Frame`].
    pub(crate) name: Span,
    pub(crate) tag: Tag,
    pub(crate) start: u64,
    pub(crate) ordinal: u32,
    pub(crate) place: u32,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Its name as the document writes it, among the names of the [`Trail`](super::trail::Trail).
    pub(crate) name: Span,
    /// The same, for comparing with the end tag.
    pub(crate) tag: Tag,
    /// Offset in the document of its start tag.
    pub(crate) start: u64,
    /// The number of its start tag in the document.
    pub(crate) ordinal: u32,
    /// Its number among the siblings of the same name, from 1.
    pub(crate) place: u32,
    /// Index of its type, if that is complex; else [`u32::MAX`].
    pub(crate) complex: u32,
    /// Where the trail counts its children.
    pub(crate) counts: u32,
    pub(crate) mode: Mode,
    /// Index of its declaration; [`u32::MAX`] if it has none.
    pub(crate) element: u32,
    /// Whether text may stand between the children.
    pub(crate) mixed: bool,
    /// The automaton's state and how often the element that led to it has occurred.
    pub(crate) state: u32,
    pub(crate) count: u32,
    /// Members of the `xs:all` seen so far, and the one to try first.
    pub(crate) seen: u128,
    pub(crate) hint: u32,
    /// Whether the content has been found wrong, so that what is missing need not be reported too.
    pub(crate) damaged: bool,
    /// Whether the whole text between the children has a fixed value.
    pub(crate) exact: bool,
    /// Whether text has been reported already.
    pub(crate) texted: bool,
    /// Namespace declarations in force outside.
    pub(crate) bindings: usize,
}

impl Frame {
    /// An element that has just been opened.
    pub(crate) fn new(opened: Opened, mode: Mode, bindings: usize) -> Self {
        let state = if let Mode::States { start } = mode {
            start
        } else {
            0
        };
        Self {
            name: opened.name,
            tag: opened.tag,
            start: opened.start,
            ordinal: opened.ordinal,
            place: opened.place,
            complex: u32::MAX,
            counts: 0,
            mode,
            element: u32::MAX,
            mixed: false,
            state,
            count: 0,
            seen: 0,
            hint: 0,
            damaged: false,
            exact: false,
            texted: false,
            bindings,
        }
    }

    /// The child that comes next if its name stands at `at`, followed by `>`; moves on to it. Only tries what is
    /// likely: `None` means doubt.
    #[inline]
    pub(crate) fn guess<'t>(
        &mut self,
        tables: &'t Tables,
        bytes: &[u8],
        at: usize,
        space: u32,
    ) -> Option<&'t Edge> {
        let head = Tag::head(bytes, at)?;
        let find = |edges: &'t [Edge]| find(edges, &tables.names, (head, bytes, at), space);
        match self.mode {
            Mode::States { .. } => {
                let row = &tables.states[self.state as usize];
                let (index, edge) = find(tables.edges_of(row))?;
                self.advance(row, edge, index).then_some(edge)
            }
            Mode::All { first, last } => {
                let members = &tables.edges[first as usize..last as usize];
                let (before, behind) = members.split_at_checked(self.hint as usize)?;
                let (index, edge) = match find(behind) {
                    Some((index, edge)) => (before.len() + index, edge),
                    None => find(before)?,
                };
                self.tick(edge, index, members.len()).then_some(edge)
            }
            _ => None,
        }
    }

    /// What lets a child of this name come next, if anything does; moves on to it. `number` is the name's number if the
    /// schema knows it, `space` its namespace.
    pub(crate) fn step(
        &mut self,
        tables: &Tables,
        number: Option<u32>,
        space: u32,
    ) -> Option<Step> {
        match self.mode {
            Mode::States { .. } => {
                let row = &tables.states[self.state as usize];
                let edges = tables.edges_of(row);
                let index = number.and_then(|name| {
                    (0..edges.len()).find(|&index| {
                        edges[index].name == name && self.clone().advance(row, &edges[index], index)
                    })
                });
                if let Some(index) = index {
                    let edge = edges[index];
                    return self.advance(row, &edge, index).then_some(Step::Edge(edge));
                }
                let mut wilds = &tables.wilds[row.wild_first as usize..row.wild_last as usize];
                if let Some(((wildcard, target), rest)) = wilds.split_first()
                    && row.counting
                    && *target == self.state
                {
                    // What is counted here is the wildcard itself.
                    if wildcard.allowed.admits(space) && self.count < row.max {
                        self.count += 1;
                        return Some(Step::Wild(wildcard.process));
                    }
                    wilds = rest;
                }
                if row.counting && self.count < row.min {
                    return None;
                }
                let (wildcard, target) =
                    wilds.iter().find(|(wild, _)| wild.allowed.admits(space))?;
                (self.state, self.count) = (*target, 1);
                Some(Step::Wild(wildcard.process))
            }
            Mode::All { first, last } => {
                let members = &tables.edges[first as usize..last as usize];
                let index = members.iter().position(|edge| Some(edge.name) == number)?;
                let edge = members[index];
                self.tick(&edge, index, members.len())
                    .then_some(Step::Edge(edge))
            }
            _ => None,
        }
    }

    /// Follows an edge of the current state, whose row this is, if the counter allows it.
    #[inline]
    fn advance(&mut self, row: &StateRow, edge: &Edge, index: usize) -> bool {
        if row.counting {
            if index < row.own as usize {
                let more = self.count < row.max;
                self.count = self.count.saturating_add(u32::from(more));
                return more;
            }
            if self.count < row.min {
                return false;
            }
        }
        self.state = edge.target;
        self.count = 1;
        true
    }

    /// Marks a member of the `xs:all` as seen, unless it has been; `index` is the edge's place among all `edges`.
    #[inline]
    fn tick(&mut self, edge: &Edge, index: usize, edges: usize) -> bool {
        let bit = 1 << edge.target;
        let fresh = self.seen & bit == 0;
        self.seen |= bit;
        self.hint = if index + 1 == edges {
            0
        } else {
            index as u32 + 1
        };
        fresh
    }

    /// Whether the text inside is a value that must be known whole.
    #[inline]
    pub(crate) fn holds_value(&self) -> bool {
        (self.exact || matches!(self.mode, Mode::Value { .. })) && !self.damaged
    }

    /// Whether only its children are of interest, and white space between them.
    #[inline]
    pub(crate) fn is_parent(&self) -> bool {
        !self.exact && matches!(self.mode, Mode::States { .. } | Mode::All { .. })
    }

    /// Whether the content may end here.
    #[inline]
    pub(crate) fn complete(&self, tables: &Tables) -> bool {
        match self.mode {
            Mode::States { .. } => {
                let row = &tables.states[self.state as usize];
                row.accepting && (!row.counting || self.count >= row.min)
            }
            Mode::All { .. } => {
                let (required, optional) = self.demand(tables);
                required & !self.seen == 0 || (optional && self.seen == 0)
            }
            _ => true,
        }
    }

    /// Which members of the `xs:all` must occur, and whether the whole may be left out.
    #[inline]
    fn demand(&self, tables: &Tables) -> (u128, bool) {
        match tables.complexes[self.complex as usize].content {
            ContentRow::All {
                required, optional, ..
            } => (required, optional),
            _ => (0, true),
        }
    }

    /// The names that may come next, for a sentence. Of an `xs:all` the missing required members, if there are any.
    pub(crate) fn expected<'t>(&self, tables: &'t Tables) -> Vec<&'t str> {
        let name = |edge: &Edge| tables.names[edge.name as usize].local.as_str();
        let mut names: Vec<&str> = match self.mode {
            Mode::States { .. } => {
                let row = tables.states[self.state as usize];
                let edges = tables.edges_of(&row);
                let possible = (0..edges.len())
                    .filter(|&index| self.clone().advance(&row, &edges[index], index));
                let wild = row.wild_first < row.wild_last;
                let mut names: Vec<&str> = possible.map(|index| name(&edges[index])).collect();
                names.extend(wild.then_some("*"));
                names
            }
            Mode::All { first, last } => {
                let (required, _) = self.demand(tables);
                let open = if required & !self.seen == 0 {
                    !self.seen
                } else {
                    required & !self.seen
                };
                let members = tables.edges[first as usize..last as usize].iter();
                members
                    .filter(|edge| open >> edge.target & 1 == 1)
                    .map(name)
                    .collect()
            }
            _ => Vec::new(),
        };
        names.dedup();
        names
    }

    /// After a child that cannot come next: takes up the content where that child fits, further on if possible.
    /// Gives the declaration to hold the child against; `None` when the content model does not know it.
    pub(crate) fn resume(&mut self, tables: &Tables, name: u32) -> Option<u32> {
        self.damaged = true;
        match self.mode {
            Mode::States { start } => {
                if let Some(edge) = search(tables, self.state, name) {
                    (self.state, self.count) = (edge.target, 1);
                    return Some(edge.element);
                }
                search(tables, start, name).map(|edge| edge.element)
            }
            Mode::All { first, last } => {
                let members = &tables.edges[first as usize..last as usize];
                members
                    .iter()
                    .find(|edge| edge.name == name)
                    .map(|edge| edge.element)
            }
            _ => None,
        }
    }
}

/// The edge whose local name stands at `at`, where `head` is what stands there, and its index.
#[inline]
fn find<'t>(
    edges: &'t [Edge],
    names: &[Name],
    (head, bytes, at): (u64, &[u8], usize),
    space: u32,
) -> Option<(usize, &'t Edge)> {
    let mut edges = edges.iter().enumerate();
    edges.find(|(_, edge)| edge.stands(names, head, bytes, at) && edge.space == space)
}

/// The nearest edge of this name in the states reachable from `from`.
fn search(tables: &Tables, from: u32, name: u32) -> Option<Edge> {
    let mut seen = std::collections::HashSet::from([from]);
    let mut waiting = std::collections::VecDeque::from([from]);
    while let Some(state) = waiting.pop_front() {
        for edge in tables.edges_of(&tables.states[state as usize]) {
            if edge.name == name {
                return Some(*edge);
            }
            if seen.insert(edge.target) {
                waiting.push_back(edge.target);
            }
        }
    }
    None
}

/// The mode of an element of this type.
pub(crate) fn mode_of(tables: &Tables, kind: Type) -> (Mode, bool) {
    match kind {
        Type::Any => (Mode::Any, true),
        Type::Simple(simple) => (
            Mode::Value {
                simple: simple as u32,
                complex: false,
            },
            false,
        ),
        Type::Complex(index) => {
            let row = &tables.complexes[index];
            let mode = match row.content {
                ContentRow::Empty => Mode::Empty,
                ContentRow::Simple(simple) => Mode::Value {
                    simple: simple as u32,
                    complex: true,
                },
                ContentRow::States(start) => Mode::States { start },
                ContentRow::All { first, last, .. } => Mode::All { first, last },
            };
            (mode, row.mixed)
        }
    }
}
