//! Where what was made is not what is expected: one value, of one order, in one place.

use std::collections::{BTreeMap, BTreeSet};

use super::expected::Results;
use super::{letters, lines, records};
use crate::order::Text;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The order number; empty where it is of no order.
    pub order: String,
    /// The file in which it is expected.
    pub file: String,
    /// Where: a finding's rule and cell with the key that differs, a key of an outcome, an element of a record.
    pub place: String,
    /// What was expected; nothing where it is new.
    pub old: Option<Shown>,
    /// What was made; nothing where it is gone.
    pub new: Option<Shown>,
}

/// A value that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A value as a command prints it, which is masked.
    Value(String),
    /// The value of an element, which may tell about a person.
    Element {
        /// The element's tag.
        tag: String,
        /// What it says.
        value: String,
    },
    /// A line of a letter, which may hold somebody's own words.
    Words(String),
    /// Something that is said about more than a value.
    Said(Text),
}

/// All differences, by order and then by file; those of no order first.
pub(super) fn differences(expected: &Results, made: &Results) -> Vec<Difference> {
    let (expected, made) = (&expected.0, &made.0);
    let names: BTreeSet<&String> = expected.keys().chain(made.keys()).collect();
    let mut differences = Vec::new();
    for name in names {
        match (expected.get(name), made.get(name)) {
            (Some(old), Some(new)) if old == new => {}
            (Some(old), Some(new)) if name.ends_with(".xml") => {
                let orders = |files: &BTreeMap<_, _>| records::orders(files, name);
                let (before, after) = (orders(expected), orders(made));
                differences.extend(records::compare(name, (old, &before), (new, &after)));
            }
            (Some(old), Some(new)) if name.ends_with(".txt") => {
                differences.extend(letters::compare(name, old, new));
            }
            (Some(old), Some(new)) => differences.extend(lines::compare(name, old, new)),
            (old, new) => differences.push(Difference {
                order: String::new(),
                file: name.clone(),
                place: String::new(),
                old: old.map(|bytes| of_file(name, bytes)),
                new: new.map(|bytes| of_file(name, bytes)),
            }),
        }
    }
    differences.sort_by(|a, b| (&a.order, &a.file).cmp(&(&b.order, &b.file)));
    differences
}

/// A whole file in a few words.
fn of_file(name: &str, bytes: &[u8]) -> Shown {
    let count = match name.ends_with(".xml") {
        true => return Shown::Said(bytes_of(bytes.len())),
        false => bytes.split(|byte| *byte == b'\n').count() - 1,
    };
    Shown::Said(Text::new(
        format!("{count} 行"),
        format!("{count} {}", if count == 1 { "line" } else { "lines" }),
    ))
}

/// So many bytes.
fn bytes_of(count: usize) -> Text {
    Text::new(format!("{count} 字节"), format!("{count} bytes"))
}

#[cfg(test)]
impl Difference {
    /// The difference on one line, nothing masked, as the tests of the two kinds of file read it.
    pub(super) fn in_a_line(&self) -> String {
        let value = |shown: &Option<Shown>| match shown {
            Some(Shown::Element { value, .. } | Shown::Value(value) | Shown::Words(value)) => {
                value.clone()
            }
            Some(Shown::Said(text)) => text.en.to_string(),
            None => "-".to_owned(),
        };
        let (old, new) = (value(&self.old), value(&self.new));
        format!("{} | {} | {old} | {new}", self.order, self.place)
    }
}
