//! Which columns a kind of order transmits, and which of them the schema asks for.

use super::reports::is_sent;
pub use crate::order::Presence;
use crate::order::{AnyField, Column, Element, Kind, Order};

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
    let placed = |field: &'_ dyn AnyField, counts: bool| {
        let column = field.column();
        let element = order.element(column.path).filter(|_| counts);
        (
            element.map(|element| element.presence),
            element.and_then(|element| element.length(column)),
        )
    };
    let of_filing = order.filing_fields().into_iter().map(|field| (field, true));
    let of_rows = order.reports.iter().flat_map(|row| {
        let fields = row.part().fields().into_iter();
        fields.map(move |field| (field, row.is_of(kind) && is_sent(row, field.column())))
    });
    of_filing
        .chain(of_rows)
        .map(|(field, counts)| {
            let (presence, length) = placed(field, counts);
            Placed {
                field,
                presence,
                length,
            }
        })
        .collect()
}

/// What `column` is in the record of a filing of `kind`; `None` when it is not transmitted.
pub fn presence(kind: Kind, column: &Column) -> Option<Presence> {
    Some(Element::find(kind, None, column.path)?.presence)
}
