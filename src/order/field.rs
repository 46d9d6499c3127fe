//! A field of an order: the operator's own words, their cell, and what they mean.
//!
//! Reading never fails. A field is absent, known, or unreadable; an unreadable one keeps the operator's text, so that a
//! rule can say what is wrong with it and where.

use std::borrow::Cow;

use super::column::Column;
use super::place::Place;
use super::values::Code;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The text without outer blanks; never empty.
    pub text: Box<str>,
    /// Where it stands.
    pub place: Place,
}

/// Code tables, as reading a field needs them.
pub trait Tables {
    /// The row of `table` that an id, a name or an alias calls.
    fn code(&self, table: &str, text: &str) -> Lookup;
}

/// What a code table says about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Exactly one row.
    Found(u32),
    /// Several rows share the name; another field decides (a certificate's name depends on the unit's nature).
    Ambiguous(Vec<u32>),
    /// An id that no bundled row has, but which may exist: it lies in a known gap, or the table has no rows.
    Possible(u32),
    /// No such code.
    Unknown,
}

/// A type that a cell's text can be read as.
pub trait Read: Sized {
    /// The meaning of `text`, or `None` when it has none. `text` has no outer blanks and is not empty.
    fn read(text: &str, column: &Column, tables: &dyn Tables) -> Option<Self>;
    /// The meaning, where it is the text itself and need not be kept beside it.
    fn itself(_: &Value) -> Option<&Self> {
        None
    }
    /// The form in which the interface takes it, where that is not the operator's own text.
    fn written(&self) -> Option<String> {
        None
    }
    /// The codes that it consists of, for values of code tables.
    fn codes(&self) -> &[Code] {
        &[]
    }
}

/// One field: absent, known, or unreadable.
///
/// Most of an order's many fields are absent, so an absent one is two words and what was filled in lies behind a box.
#[derive(Clone, Debug)]
pub struct Field<T> {
    column: &'static Column,
    filled: Option<Box<Filled<T>>>,
}

/// A cell that is not empty, with its meaning when it has one.
#[derive(Clone, Debug)]
struct Filled<T> {
    value: Value,
    known: Option<T>,
}

impl<T: Read> Field<T> {
    /// A field that nobody filled in.
    pub fn absent(column: &'static Column) -> Self {
        Self {
            column,
            filled: None,
        }
    }

    /// Reads `value`; an unreadable text is kept as it is.
    pub fn read(column: &'static Column, value: Value, tables: &dyn Tables) -> Self {
        let known = T::read(&value.text, column, tables);
        Self {
            column,
            filled: Some(Box::new(Filled { value, known })),
        }
    }

    /// What the field means; `None` when it is absent or unreadable.
    pub fn get(&self) -> Option<&T> {
        let filled = self.filled.as_ref()?;
        filled.known.as_ref().or_else(|| T::itself(&filled.value))
    }

    /// Takes the meaning from somewhere else (an allocated id, a copied principal); `value` tells whose cell it is.
    pub fn set(&mut self, value: Value, known: T) {
        let known = Some(known);
        self.filled = Some(Box::new(Filled { value, known }));
    }
}

/// What every field can tell, whatever its type.
pub trait AnyField {
    /// The column it belongs to.
    fn column(&self) -> &'static Column;
    /// The operator's text and its place; `None` when the cell is empty.
    fn value(&self) -> Option<&Value>;
    /// Whether something is there that has no meaning.
    fn is_unreadable(&self) -> bool;
    /// Whether nothing is there.
    fn is_absent(&self) -> bool {
        self.value().is_none()
    }
    /// The operator's text, empty when absent.
    fn text(&self) -> &str {
        self.value().map_or("", |value| &value.text)
    }
    /// The text as the interface takes it; the operator's own when it cannot be read.
    fn written(&self) -> Cow<'_, str>;
    /// The codes in the cell; none for values that are not codes.
    fn codes(&self) -> &[Code];
}

impl<T: Read> AnyField for Field<T> {
    fn column(&self) -> &'static Column {
        self.column
    }

    fn value(&self) -> Option<&Value> {
        self.filled.as_ref().map(|filled| &filled.value)
    }

    fn is_unreadable(&self) -> bool {
        self.filled.is_some() && self.get().is_none()
    }

    fn written(&self) -> Cow<'_, str> {
        self.get()
            .and_then(T::written)
            .map_or_else(|| Cow::Borrowed(self.text()), Cow::Owned)
    }

    fn codes(&self) -> &[Code] {
        self.get().map_or(&[], T::codes)
    }
}
