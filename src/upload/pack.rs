//! Proven records become files: one operation on one kind of record a file, at most 1000 records and 50 MB, the records of
//! one order together.

use super::emit::{Origin, RecordKey};
use super::gate::Proven;
use super::record::Record;
use crate::order::Frame;

/// How large a file may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// Records in a file.
    pub records: usize,
    /// Bytes of XML in a file.
    pub bytes: usize,
}

impl Default for FileLimits {
    /// The interface's 1000 records and the stricter reading of its 50 MB.
    fn default() -> Self {
        Self {
            records: 1000,
            bytes: 50_000_000,
        }
    }
}

/// One file's XML, not yet proven as a whole.
#[derive(Clone, Debug)]
pub struct Packed {
    frame: &'static Frame,
    bytes: Vec<u8>,
    pieces: Vec<Piece>,
}

/// One order's place in a file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The order number.
    pub order: Box<str>,
    /// Where its records stand.
    pub frame: &'static Frame,
    /// By what the bureau's answers will name it.
    pub keys: Vec<RecordKey>,
    /// Number of its records, as the interface counts them.
    pub records: usize,
    /// Position of its first element among the file's elements.
    pub first_element: usize,
    /// The origins of its elements.
    pub origins: Vec<Origin>,
}

/// Elements before the first record: `UploadData`, `ICP`, the operation; for IP reports one more.
pub(super) fn elements_before(frame: &Frame) -> usize {
    1 + frame.path().count()
}

/// Bytes before the first record.
pub(super) fn opening(frame: &Frame) -> Vec<u8> {
    let mut opening =
        "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<UploadData version=\"V.3.0\">".to_owned();
    opening.extend(frame.path().flat_map(|tag| ["<", tag, ">"]));
    opening.into_bytes()
}

/// Bytes after the last record; `Qqdwid` is the carrier.
pub(super) fn closing(frame: &Frame, carrier: u64) -> Vec<u8> {
    let mut closing = String::new();
    for tag in frame.path().rev() {
        if tag == frame.root {
            closing.push_str(&format!("<Qqdwid>{carrier}</Qqdwid>"));
        }
        closing.extend(["</", tag, ">"]);
    }
    closing.push_str("</UploadData>\n");
    closing.into_bytes()
}

/// Packs records in the order in which they come; the same records give the same files.
///
/// No more lies here than one file of each frame that is not full yet, however large the batch.
#[derive(Debug)]
pub struct Packer {
    carrier: u64,
    limits: FileLimits,
    open: Vec<Packed>,
}

impl Packer {
    /// A packer for the files of `carrier` (`Qqdwid`).
    pub fn new(carrier: u64, limits: FileLimits) -> Self {
        Self {
            carrier,
            limits,
            open: Vec::new(),
        }
    }

    /// Takes a record in; hands back the file of its frame when there was no more room in it.
    pub fn add(&mut self, proven: Proven) -> Option<Packed> {
        let record = proven.into_record();
        let frame = record.frame();
        let current = { self.open.iter() }.position(|file| file.frame.shares_files_with(frame));
        let full = current
            .filter(|&index| !self.fits(&self.open[index], &record))
            .map(|index| self.close(index));
        let index = match current {
            Some(index) if full.is_none() => index,
            _ => {
                self.open.push(Packed {
                    frame,
                    bytes: opening(frame),
                    pieces: Vec::new(),
                });
                self.open.len() - 1
            }
        };
        self.open[index].add(record);
        full
    }

    /// Hands over the files that are not full, in the order in which they are sent.
    pub fn finish(&mut self) -> Vec<Packed> {
        let mut files: Vec<Packed> = (0..self.open.len())
            .rev()
            .map(|index| self.close(index))
            .collect();
        files.sort_by_key(|file| file.frame.rank());
        files
    }

    fn fits(&self, file: &Packed, record: &Record) -> bool {
        let frame = closing(file.frame, self.carrier).len();
        file.records() + record.records() <= self.limits.records
            && file.bytes.len() + record.bytes().len() + frame <= self.limits.bytes
    }

    fn close(&mut self, index: usize) -> Packed {
        let mut file = self.open.swap_remove(index);
        file.bytes
            .extend_from_slice(&closing(file.frame, self.carrier));
        file
    }
}

impl Packed {
    /// What the file holds, as its name says it (`XZBA`, `IPXzly`, …).
    pub fn family(&self) -> String {
        self.frame.family()
    }

    /// The XML in GBK.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The orders in it.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Number of records, as the interface counts them.
    pub fn records(&self) -> usize {
        self.pieces.iter().map(|piece| piece.records).sum()
    }

    fn add(&mut self, record: Record) {
        self.bytes.extend_from_slice(record.bytes());
        let before = elements_before(self.frame);
        let first_element =
            { self.pieces.last() }.map_or(before, |last| last.first_element + last.origins.len());
        self.pieces.push(record.into_piece(first_element));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::sample::Sample;
    use crate::upload::sample::{CARRIER, pack, record};
    use crate::upload::{Gate, schema};

    #[test]
    fn files_keep_to_both_limits_and_lose_no_record() {
        let gate = Gate::new(schema::bundled(), CARRIER);
        let records = || -> Vec<Proven> {
            (0..25)
                .map(|n| {
                    gate.prove(record(Sample::unit(), &format!("G-{n:02}")))
                        .unwrap()
                })
                .collect()
        };
        let one = records()[0].record().bytes().len();
        for limits in [
            FileLimits {
                records: 10,
                bytes: 50_000_000,
            },
            FileLimits {
                records: 1000,
                bytes: one * 10 + 500,
            },
        ] {
            let files = pack(records(), limits);
            assert!(files.len() >= 3);
            assert!(
                files
                    .iter()
                    .all(|file| file.records() <= 10 && file.bytes().len() <= limits.bytes)
            );
            let orders: BTreeSet<&str> = files
                .iter()
                .flat_map(|file| file.pieces())
                .map(|piece| piece.order.as_ref())
                .collect();
            assert_eq!(orders.len(), 25);
        }
    }
}
