//! Proven records become files: one family a file, at most 1000 records and 50 MB, records of one order together.

use super::emit::{Origin, RecordKey};
use super::gate::Proven;
use super::record::Record;
use crate::order::Kind;

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
    family: &'static str,
    bytes: Vec<u8>,
    pieces: Vec<Piece>,
}

/// One order's place in a file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The order number.
    pub order: Box<str>,
    /// What the order asks for.
    pub kind: Kind,
    /// By what the bureau's answers will name it.
    pub keys: Vec<RecordKey>,
    /// Number of its records, as the interface counts them.
    pub records: usize,
    /// Position of its first element among the file's elements.
    pub first_element: usize,
    /// The origins of its elements.
    pub origins: Vec<Origin>,
}

/// Elements before the first record: `UploadData`, `ICP`, the family.
pub(super) const ELEMENTS_BEFORE: usize = 3;

/// Bytes before the first record.
pub(super) fn opening(family: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<UploadData version=\"V.3.0\"><ICP><{family}>"
    )
    .into_bytes()
}

/// Bytes after the last record; `Qqdwid` is the carrier.
pub(super) fn closing(family: &str, carrier: u64) -> Vec<u8> {
    format!("</{family}><Qqdwid>{carrier}</Qqdwid></ICP></UploadData>\n").into_bytes()
}

/// Packs records in the order in which they come; the same records give the same files.
///
/// No more lies here than one file of each family that is not full yet, however large the batch.
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

    /// Takes a record in; hands back the file of its family when there was no more room in it.
    pub fn add(&mut self, proven: Proven) -> Option<Packed> {
        let record = proven.into_record();
        let family = record.kind().family();
        let current = self.open.iter().position(|file| file.family == family);
        let full = current
            .filter(|&index| !self.fits(&self.open[index], &record))
            .map(|index| self.close(index));
        let index = match current {
            Some(index) if full.is_none() => index,
            _ => {
                self.open.push(Packed {
                    family,
                    bytes: opening(family),
                    pieces: Vec::new(),
                });
                self.open.len() - 1
            }
        };
        self.open[index].add(record);
        full
    }

    /// Hands over the files that are not full, in the order of families.
    pub fn finish(&mut self) -> Vec<Packed> {
        let mut files: Vec<Packed> = (0..self.open.len())
            .rev()
            .map(|index| self.close(index))
            .collect();
        files.sort_by_key(Packed::rank);
        files
    }

    fn fits(&self, file: &Packed, record: &Record) -> bool {
        let frame = closing(file.family, self.carrier).len();
        file.records() + record.records() <= self.limits.records
            && file.bytes.len() + record.bytes().len() + frame <= self.limits.bytes
    }

    fn close(&mut self, index: usize) -> Packed {
        let mut file = self.open.swap_remove(index);
        file.bytes
            .extend_from_slice(&closing(file.family, self.carrier));
        file
    }
}

impl Packed {
    /// The upload family that the file holds (`XZBA`, …).
    pub fn family(&self) -> &'static str {
        self.family
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
        let first_element = self.pieces.last().map_or(ELEMENTS_BEFORE, |last| {
            last.first_element + last.origins.len()
        });
        self.pieces.push(record.into_piece(first_element));
    }

    fn rank(&self) -> usize {
        let families = ["XZBA", "XZWZ", "XZJR"];
        families
            .iter()
            .position(|family| *family == self.family)
            .unwrap_or(families.len())
    }
}
