//! The way from the root to where the validator is: names, and numbers among siblings of the same name.
//!
//! Paths are made of it when something is reported. Everything is counted as the document goes by, because what has
//! gone by may be gone: children that the content model knows are counted by [`Edge::slot`], which costs one addition;
//! the others by name.

use std::collections::HashMap;

use super::encoding::Encoding;
use super::frame::{Frame, Opened};
use super::limits;
use super::span::Span;
use super::tables::{Edge, Tables};

/// The names of the open elements, and their children's numbers.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    /// The names as the document writes them, one behind the other.
    names: Vec<u8>,
    /// For each open element one number for each of its type's slots.
    counts: Vec<u32>,
    strangers: Vec<Strangers>,
}

/// Children that have no slot.
#[derive(Debug)]
struct Strangers {
    depth: usize,
    /// The number of the parent's start tag.
    parent: u32,
    counts: HashMap<Box<[u8]>, u32>,
}

impl Trail {
    /// Counts a child that an edge leads to; gives its number.
    #[inline]
    pub(crate) fn count(&mut self, parent: &Frame, edge: &Edge) -> u32 {
        let count = &mut self.counts[(parent.counts + edge.slot) as usize];
        *count += 1;
        *count
    }

    /// Counts a child of this name, whatever it is; gives its number. `frames` are the open elements.
    pub(crate) fn count_named(&mut self, tables: &Tables, frames: &[Frame], name: &[u8]) -> u32 {
        let Some(parent) = frames.last() else {
            return 1;
        };
        let slots = tables.complexes.get(parent.complex as usize);
        let slot = slots.and_then(|row| {
            let local = |number: &u32| tables.names[*number as usize].local.as_bytes();
            row.slots.iter().position(|number| local(number) == name)
        });
        let count = match slot {
            Some(slot) => &mut self.counts[parent.counts as usize + slot],
            None => match self.stranger(frames.len(), parent.ordinal, name) {
                Some(count) => count,
                None => return 1,
            },
        };
        *count += 1;
        *count
    }

    /// The number of a child that has no slot; none for names beyond the limit.
    fn stranger(&mut self, depth: usize, parent: u32, name: &[u8]) -> Option<&mut u32> {
        // What elements that have ended have left behind goes only now, so that ending costs nothing.
        let here = |known: &Strangers| known.depth == depth && known.parent == parent;
        while self
            .strangers
            .last()
            .is_some_and(|last| last.depth >= depth && !here(last))
        {
            self.strangers.pop();
        }
        if !self.strangers.last().is_some_and(here) {
            self.strangers.push(Strangers {
                depth,
                parent,
                counts: HashMap::new(),
            });
        }
        let counts = &mut self.strangers.last_mut()?.counts;
        if !counts.contains_key(name) {
            if counts.len() == limits::SIBLINGS {
                return None;
            }
            counts.insert(name.into(), 0);
        }
        counts.get_mut(name)
    }

    /// Takes in the name of an element that begins.
    #[inline]
    pub(crate) fn push(&mut self, name: &[u8]) -> Span {
        let start = self.names.len();
        self.names.extend_from_slice(name);
        Span {
            start,
            end: self.names.len(),
        }
    }

    /// Makes room for counting the children of an element.
    #[inline]
    pub(crate) fn enter(&mut self, slots: usize) -> u32 {
        let first = self.counts.len();
        self.counts.resize(first + slots, 0);
        first as u32
    }

    /// Forgets an element that ends.
    #[inline]
    pub(crate) fn leave(&mut self, frame: &Frame) {
        self.names.truncate(frame.name.start);
        self.counts.truncate(frame.counts as usize);
    }

    /// A name of the trail.
    #[inline]
    pub(crate) fn name(&self, name: Span) -> &[u8] {
        name.of(&self.names)
    }

    /// The path of the innermost of these elements, or of the child that has just begun in it.
    pub(crate) fn path<E: Encoding>(&self, frames: &[Frame], child: Option<Opened>) -> String {
        let open = frames.iter().map(|frame| (frame.name, frame.place));
        let child = child.map(|child| (child.name, child.place));
        let mut path = String::new();
        for (name, place) in open.chain(child) {
            path.push('/');
            E::decode(self.name(name), &mut path);
            if place > 1 {
                path.push_str(&format!("[{place}]"));
            }
        }
        path
    }
}
