//! What the short path asks of an element, in one small row: everything that decides whether the element can be taken
//! without a closer look is worked out when the schema is loaded.

use super::frame::{Mode, mode_of};
use super::model::Type;
use super::shortcut::Shortcut;
use super::tables::{ElementRow, Tables};

/// How an element without attributes can be taken.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Quick {
    /// Only the long way.
    No,
    /// It holds nothing but a value, and this accepts most right ones.
    Leaf(Shortcut),
    /// It holds elements, and opening it is all there is to do.
    Parent(Parent),
}

/// An element that holds elements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parent {
    pub(crate) mode: Mode,
    /// Whether text may stand between them.
    pub(crate) mixed: bool,
    /// Index of its type.
    pub(crate) complex: u32,
    /// How many slots its type has.
    pub(crate) slots: u32,
}

impl Quick {
    /// What can be said of an element.
    pub(crate) fn of(tables: &Tables, row: &ElementRow) -> Self {
        if row.is_abstract || row.preset.is_some() || !row.constraints.is_empty() {
            return Self::No;
        }
        match row.kind {
            Type::Any => Self::No,
            Type::Simple(simple) => match tables.simples[simple].shortcut {
                Shortcut::None => Self::No,
                shortcut => Self::Leaf(shortcut),
            },
            Type::Complex(index) => {
                let complex = &tables.complexes[index];
                let mut attributes = complex.attributes.iter();
                let silent = attributes.all(|one| !one.required && one.preset.is_none());
                match mode_of(tables, row.kind) {
                    (mode @ (Mode::States { .. } | Mode::All { .. }), mixed)
                        if silent && !complex.is_abstract =>
                    {
                        Self::Parent(Parent {
                            mode,
                            mixed,
                            complex: index as u32,
                            slots: complex.slots.len() as u32,
                        })
                    }
                    _ => Self::No,
                }
            }
        }
    }
}
