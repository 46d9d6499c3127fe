//! Which elements the record of a kind of order holds, and from which columns (`elements.csv`).
//!
//! A column names its place in the record of a new filing, or in the only record that has it; another record may have the
//! value elsewhere, or call it otherwise, and some texts have other bounds there. The rows of a record of flat elements
//! stand in the order of the schema.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::column::Column;
use super::kind::{Kind, Operation};
use crate::bundled;

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
#[derive(Clone, Debug)]
pub struct Element {
    /// The path that its column declares.
    pub column: String,
    /// The element below the record: `Qsip`, `Lydw/Ly_dwmc`, `Zt_xx/Baxh`.
    pub path: String,
    /// What it is in the record.
    pub presence: Presence,
    least: Option<u32>,
    most: Option<u32>,
}

#[derive(Deserialize)]
struct Row {
    kinds: String,
    operation: Option<String>,
    column: String,
    path: Option<String>,
    presence: Presence,
    least: Option<u32>,
    most: Option<u32>,
}

impl Element {
    /// The elements of a record of `kind`, in the order of the table; of IP and domain reports only with what they do.
    pub fn of(kind: Kind, operation: Option<Operation>) -> &'static [Self] {
        Record::of(kind, operation).map_or(&[], |record| &record.elements)
    }

    /// The element that holds the column with the path `column` in a record of `kind`.
    pub fn find(kind: Kind, operation: Option<Operation>, column: &str) -> Option<&'static Self> {
        let record = Record::of(kind, operation)?;
        let position = record.by_column.get(column)?;
        record.elements.get(*position)
    }

    /// The element's own tag.
    pub fn tag(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or("")
    }

    /// The element around it within the record, where there is one.
    pub fn around(&self) -> Option<&str> {
        self.path.split_once('/').map(|(outer, _)| outer)
    }

    /// Shortest and longest text of its column in characters; `None` for values that are no free texts.
    pub fn length(&self, column: &Column) -> Option<(u32, u32)> {
        let (least, most) = column.length;
        (column.length != (0, 0)).then(|| (self.least.unwrap_or(least), self.most.unwrap_or(most)))
    }
}

/// The elements of one record.
#[derive(Default)]
struct Record {
    elements: Vec<Element>,
    by_column: HashMap<String, usize>,
}

impl Record {
    fn of(kind: Kind, operation: Option<Operation>) -> Option<&'static Self> {
        let operation = operation.filter(|_| Kind::REPORTS.contains(&kind));
        records().get(&(kind, operation))
    }
}

fn records() -> &'static HashMap<(Kind, Option<Operation>), Record> {
    static RECORDS: OnceLock<HashMap<(Kind, Option<Operation>), Record>> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let mut records: HashMap<_, Record> = HashMap::new();
        for row in bundled::rows::<Row>(include_str!("elements.csv")) {
            let operation = { Operation::ALL.iter() }
                .find(|operation| row.operation.as_deref() == Some(operation.name()));
            for kind in row.kinds.split_whitespace() {
                let kind = { Kind::ALL.iter() }
                    .find(|known| known.name() == kind)
                    .expect("elements.csv names kinds that exist, and a test reads all of it");
                let record = records.entry((*kind, operation.copied())).or_default();
                let position = record.elements.len();
                record.by_column.insert(row.column.clone(), position);
                record.elements.push(Element {
                    column: row.column.clone(),
                    path: row.path.clone().unwrap_or_else(|| row.column.clone()),
                    presence: row.presence,
                    least: row.least,
                    most: row.most,
                });
            }
        }
        records
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::order::{
        Access, Address, Attachment, Domain, Header, Part, Preapproval, ReportRow, Site, Subject,
    };

    /// The columns of a filing's sheets, and of the rows of the kind.
    fn columns(kind: Kind) -> Vec<&'static Column> {
        let sheets = [
            Header::columns(),
            Subject::columns(),
            Site::columns(),
            Preapproval::columns(),
            Domain::columns(),
            Access::columns(),
            Address::columns(),
            Attachment::columns(),
            ReportRow::columns(kind),
        ];
        let columns = sheets.into_iter().flatten();
        columns.filter(|column| !column.path.is_empty()).collect()
    }

    fn all(kind: Kind) -> impl Iterator<Item = &'static Element> {
        let operations = Operation::ALL.iter().copied().map(Some).chain([None]);
        let asked = operations
            .filter(move |operation| operation.is_some() == Kind::REPORTS.contains(&kind));
        asked.flat_map(move |operation| Element::of(kind, operation))
    }

    #[test]
    fn every_element_has_its_own_column_and_every_column_an_element() {
        let mut without: BTreeSet<(&str, &str)> = { Kind::ALL.iter() }
            .flat_map(|kind| columns(*kind))
            .map(|column| (column.sheet, column.path))
            .collect();
        for kind in Kind::ALL {
            let columns = columns(*kind);
            assert!(all(*kind).next().is_some(), "{}", kind.name());
            for element in all(*kind) {
                let mut found = columns
                    .iter()
                    .filter(|column| column.path == element.column);
                let column = found.next();
                let column = column.unwrap_or_else(|| panic!("no column {}", element.column));
                assert!(found.next().is_none(), "{} twice", element.column);
                without.remove(&(column.sheet, column.path));
            }
        }
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn the_column_has_the_widest_of_its_bounds() {
        for kind in Kind::ALL {
            for element in all(*kind) {
                let mut columns = columns(*kind).into_iter();
                let column = columns
                    .find(|column| column.path == element.column)
                    .unwrap();
                let (least, most) = column.length;
                assert!(
                    element.least.is_none_or(|bound| least <= bound),
                    "{}",
                    element.path
                );
                assert!(
                    element.most.is_none_or(|bound| bound <= most),
                    "{}",
                    element.path
                );
            }
        }
    }

    #[test]
    fn a_deletion_names_the_record_and_nothing_else() {
        let paths = |kind| -> Vec<&str> {
            let elements = Element::of(kind, Some(Operation::Delete)).iter();
            elements.map(|element| element.path.as_str()).collect()
        };
        assert_eq!(paths(Kind::IpOwn), ["Id"]);
        assert_eq!(paths(Kind::DomainReport), ["Id", "Ym"]);
    }

    #[test]
    fn bounds_are_those_of_the_record() {
        let length = |kind, operation, path: &str| {
            let mut columns = columns(kind).into_iter();
            let column = columns.find(|column| column.path == path)?;
            Element::find(kind, operation, path)?.length(column)
        };
        use Operation::{Add, Modify};
        assert_eq!(length(Kind::IpSource, Some(Add), "Bz"), Some((1, 512)));
        assert_eq!(length(Kind::IpSource, Some(Modify), "Bz"), Some((1, 1024)));
        assert_eq!(length(Kind::IpOwn, Some(Modify), "Lxrxm"), Some((2, 20)));
        let home_page = "Wz_xx/Syurl";
        assert_eq!(length(Kind::NewFiling, None, home_page), Some((4, 255)));
        assert_eq!(length(Kind::NewSite, None, home_page), Some((4, 512)));
        assert_eq!(length(Kind::NewAccess, None, home_page), None);
    }

    #[test]
    fn a_record_may_call_a_value_otherwise_than_a_new_filing_does() {
        let path = |kind, column| Some(Element::find(kind, None, column)?.path.as_str());
        assert_eq!(path(Kind::Change, "Wz_xx/Wzbah"), Some("Wz_xx/Baxh"));
        assert_eq!(path(Kind::NewAccess, "Wz_xx/Wzbah"), Some("Wz_xx/Wzbah"));
        let mobile = path(Kind::VerificationResult, "Zt_xx/Fzr/Fzr_sjhm");
        assert_eq!(mobile, Some("Baxx/Zt_xx/Fzr/sjhm"));
        assert_eq!(path(Kind::Change, "Wz_xx/Jr_xx/IspJrid"), None);
    }
}
