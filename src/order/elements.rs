//! Which elements a record of an IP or domain report holds, in the order of the schema (`elements.csv`).
//!
//! What a report does with a record decides: an addition names it by the carrier's id, a change and a deletion by the
//! bureau's; and some texts have other bounds when they are changed.

use std::sync::OnceLock;

use serde::Deserialize;

use super::column::Column;
use super::kind::{Kind, Operation};

/// What a column is in the record of one kind of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// The schema asks for it, within its group when the group is optional.
    Required,
    /// Sent when given.
    Optional,
    /// Sent always; what the operator leaves blank is allocated, derived or has a default.
    Allocated,
    /// One of several columns is sent; which, a rule of its own says.
    Choice,
}

/// One element of a record.
#[derive(Debug, Deserialize)]
pub struct Element {
    kind: String,
    operation: String,
    /// The element below the record, as its column has it: `Qsip`, `Lydw/Ly_dwmc`.
    pub path: String,
    /// What it is in the record.
    pub presence: Presence,
    least: Option<u32>,
    most: Option<u32>,
}

impl Element {
    /// The elements of a record of `kind` under `operation`, in the order of the schema; none for other kinds.
    pub fn of(kind: Kind, operation: Operation) -> &'static [Self] {
        let is_of = |element: &&Element| {
            element.kind == kind.name() && element.operation == operation.name()
        };
        let Some(first) = all().iter().position(|element| is_of(&element)) else {
            return &[];
        };
        let rest = &all()[first..];
        let count = rest.iter().take_while(is_of).count();
        &rest[..count]
    }

    /// The element that holds `column` in a record of `kind` under `operation`.
    pub fn find(kind: Kind, operation: Operation, column: &Column) -> Option<&'static Self> {
        Self::of(kind, operation)
            .iter()
            .find(|element| element.path == column.path)
    }

    /// The element's own tag.
    pub fn tag(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or("")
    }

    /// The element around it within the record, where there is one.
    pub fn around(&self) -> Option<&str> {
        self.path.split_once('/').map(|(outer, _)| outer)
    }

    /// Shortest and longest text in characters; `None` for values that are no free texts.
    pub fn length(&self) -> Option<(u32, u32)> {
        Some((self.least?, self.most?))
    }
}

fn all() -> &'static [Element] {
    static ALL: OnceLock<Vec<Element>> = OnceLock::new();
    ALL.get_or_init(|| {
        csv::Reader::from_reader(include_bytes!("elements.csv").as_slice())
            .deserialize()
            .collect::<csv::Result<_>>()
            .expect("the table is built into the program, and a test reads all of it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::ReportRow;

    #[test]
    fn every_element_has_a_column_and_every_column_an_element() {
        for kind in Kind::REPORTS {
            let columns = ReportRow::columns(*kind);
            let elements = || {
                let operations = Operation::ALL.iter();
                operations.flat_map(|operation| Element::of(*kind, *operation))
            };
            for element in elements() {
                let column = columns.iter().find(|column| column.path == element.path);
                let column = column.unwrap_or_else(|| panic!("no column {}", element.path));
                assert_eq!(
                    element.length().is_some(),
                    column.length != (0, 0),
                    "{}",
                    element.path
                );
            }
            for column in columns {
                assert!(
                    elements().any(|element| element.path == column.path),
                    "{}",
                    column.header
                );
            }
        }
    }

    #[test]
    fn the_column_has_the_widest_of_its_bounds() {
        for element in all() {
            let kind = Kind::ALL
                .iter()
                .find(|kind| kind.name() == element.kind)
                .unwrap();
            let columns = ReportRow::columns(*kind).iter();
            let column = { columns }
                .find(|column| column.path == element.path)
                .unwrap();
            if let Some((least, most)) = element.length() {
                assert!(
                    column.length.0 <= least && most <= column.length.1,
                    "{}",
                    element.path
                );
            }
        }
    }

    #[test]
    fn a_deletion_names_the_record_and_nothing_else() {
        let paths = |kind| -> Vec<&str> {
            let elements = Element::of(kind, Operation::Delete).iter();
            elements.map(|element| element.path.as_str()).collect()
        };
        assert_eq!(paths(Kind::IpOwn), ["Id"]);
        assert_eq!(paths(Kind::DomainReport), ["Id", "Ym"]);
        assert!(paths(Kind::NewFiling).is_empty());
    }

    #[test]
    fn bounds_are_those_of_the_operation() {
        let length = |kind, operation, path| {
            let elements = Element::of(kind, operation).iter();
            { elements }.find(|element| element.path == path)?.length()
        };
        use Operation::{Add, Modify};
        assert_eq!(length(Kind::IpSource, Add, "Bz"), Some((1, 512)));
        assert_eq!(length(Kind::IpSource, Modify, "Bz"), Some((1, 1024)));
        assert_eq!(length(Kind::IpOwn, Add, "Lxrxm"), Some((1, 20)));
        assert_eq!(length(Kind::IpOwn, Modify, "Lxrxm"), Some((2, 20)));
    }
}
