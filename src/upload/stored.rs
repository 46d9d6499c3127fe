//! A packed file taken apart again: the records of each order, to be proven and packed once more.
//!
//! Only for files that this program packed: what it writes has no blanks between records, and a record's element never
//! stands inside another of its name, so that the records are found in the raw GBK bytes.

use super::emit::{Origin, RecordKey};
use super::pack;
use super::record::Record;
use crate::order::{Frame, Kind, Place};

/// One order of a packed file, as the ledger remembers it.
#[derive(Clone, Debug)]
pub struct StoredOrder {
    /// The order number.
    pub number: String,
    /// What it asks for.
    pub kind: Kind,
    /// The cell of the order number, to which everything in its records is put down: single cells are not remembered.
    pub home: Place,
    /// Its records in the file.
    pub records: usize,
    /// By what the bureau's answers will name it.
    pub keys: Vec<RecordKey>,
}

/// The records of the orders of a packed file, in its order; none when the bytes are not such a file.
pub fn take_apart(file: &[u8], family: &str, orders: Vec<StoredOrder>) -> Option<Vec<Record>> {
    let frame = Frame::of_family(orders.first()?.kind, family)?;
    let mut rest = file.strip_prefix(pack::opening(frame).as_slice())?;
    let mut records = Vec::with_capacity(orders.len());
    for order in orders {
        let frame = Frame::of_family(order.kind, family)?;
        let end = end_of(rest, &frame.record, order.records)?;
        let (bytes, after) = rest.split_at(end);
        rest = after;
        let origin = Origin {
            place: order.home.clone(),
            column: None,
        };
        let origins = vec![origin; elements(bytes)];
        records.push(Record::restore(order, frame, bytes, origins));
    }
    rest.starts_with(b"</").then_some(records)
}

/// Where the first `count` elements of a name end; they must begin at once and follow each other.
fn end_of(bytes: &[u8], name: &str, count: usize) -> Option<usize> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut end = 0;
    for _ in 0..count {
        let record = &bytes[end..];
        if !record.starts_with(open.as_bytes()) {
            return None;
        }
        end += find(record, close.as_bytes())? + close.len();
    }
    Some(end)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    // A tag begins with `<`, which no second byte of a GBK pair is.
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|byte| *byte == b'<') {
        from += found;
        if bytes[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
    None
}

fn elements(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .filter(|pair| pair[0] == b'<' && pair[1] != b'/')
        .count()
}
