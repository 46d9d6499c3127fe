//! Which columns a kind of order transmits, and which of them the schema asks for.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::length;
use super::reports::is_sent;
pub use crate::order::Presence;
use crate::order::{AnyField, Column, Element, Kind, Order};

#[derive(Deserialize)]
struct Row {
    path: String,
    new_filing: Option<Presence>,
    new_site: Option<Presence>,
    new_access: Option<Presence>,
}

/// A field of an order, and what it is in the order's record.
#[derive(Clone, Copy)]
pub struct Placed<'o> {
    /// The field.
    pub field: &'o dyn AnyField,
    /// What it is in the record; `None` when it is not transmitted.
    pub presence: Option<Presence>,
    /// Shortest and longest text in characters; `None` when it is not transmitted as a free text.
    pub length: Option<(u32, u32)>,
}

/// Every field of an order in its place; none of an order whose kind cannot be read.
pub fn fields(order: &Order) -> Vec<Placed<'_>> {
    let Some(kind) = order.kind() else {
        return Vec::new();
    };
    let mut fields: Vec<Placed<'_>> = { order.filing_fields().into_iter() }
        .map(|field| {
            let column = field.column();
            Placed {
                field,
                presence: presence(kind, column),
                length: is_transmitted_text(kind, column).then(|| length::bounds(kind, column)),
            }
        })
        .collect();
    for row in &order.reports {
        let operation = order.operation().filter(|_| row.kind() == kind);
        fields.extend(row.part().fields().into_iter().map(|field| {
            let column = field.column();
            let element = { operation }
                .and_then(|operation| Element::find(kind, operation, column))
                .filter(|_| is_sent(row, column));
            Placed {
                field,
                presence: element.map(|element| element.presence),
                length: element.and_then(Element::length),
            }
        }));
    }
    fields
}

/// What `column` is in the record of a filing of `kind`; `None` when it is not transmitted, or when the kind is no filing.
pub fn presence(kind: Kind, column: &Column) -> Option<Presence> {
    if column.path.is_empty() {
        return None;
    }
    let row = rows().get(column.path)?;
    match kind {
        Kind::NewFiling => row.new_filing,
        Kind::NewSite | Kind::NewSiteElsewhere => row.new_site,
        Kind::NewAccess => row.new_access,
        _ => None,
    }
}

/// Whether `column` is transmitted as the operator's own text, and not as a code, a number or a file's content.
fn is_text(column: &Column) -> bool {
    column.length != (0, 0)
}

/// Whether the record of `kind` holds `column` as the operator's own text.
pub fn is_transmitted_text(kind: Kind, column: &Column) -> bool {
    is_text(column) && presence(kind, column).is_some()
}

fn rows() -> &'static HashMap<String, Row> {
    static ROWS: OnceLock<HashMap<String, Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        csv::Reader::from_reader(include_bytes!("data/records.csv").as_slice())
            .deserialize::<Row>()
            .map(|row| {
                row.expect("the bundled file never changes at run time, and a test reads all of it")
            })
            .map(|row| (row.path.clone(), row))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{
        Access, Address, Attachment, Domain, Header, Part, Preapproval, Site, Subject,
    };

    #[test]
    fn every_row_names_a_column_and_every_column_of_a_filing_has_a_row() {
        let sheets: [&[Column]; 8] = [
            Header::columns(),
            Subject::columns(),
            Site::columns(),
            Preapproval::columns(),
            Domain::columns(),
            Access::columns(),
            Address::columns(),
            Attachment::columns(),
        ];
        let columns: Vec<&Column> = sheets.into_iter().flatten().collect();
        for path in rows().keys() {
            assert!(
                columns.iter().any(|column| column.path == path),
                "no column {path}"
            );
        }
        // What changes and verification results send beside: ids of records that the bureau already has.
        let elsewhere = [
            "Wz_xx/Ym_xx/Ymid",
            "Wz_xx/Jr_xx/Jrid",
            "Wz_xx/Jr_xx/Bbfs",
            "Wz_xx/Jr_xx/Ip_xx/Ipid",
        ];
        for column in columns.iter().filter(|column| !column.path.is_empty()) {
            let listed = rows().contains_key(column.path);
            assert_ne!(listed, elsewhere.contains(&column.path), "{}", column.path);
        }
    }
}
