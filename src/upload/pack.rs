//! Proven records become files: one family a file, at most 1000 records and 50 MB, records of one order together.

use super::emit::{Origin, RecordKey};
use super::gate::Proven;
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
pub fn pack(records: Vec<Proven>, carrier: u64, limits: FileLimits) -> Vec<Packed> {
    let mut open: Vec<Packed> = Vec::new();
    let mut done: Vec<Packed> = Vec::new();
    for proven in records {
        let record = proven.into_record();
        let family = record.kind().family();
        let frame = closing(family, carrier).len();
        let fits = |file: &Packed| {
            file.records() + record.records() <= limits.records
                && file.bytes.len() + record.bytes().len() + frame <= limits.bytes
        };
        let current = open.iter().position(|file| file.family == family);
        let current = match current {
            Some(index) if fits(&open[index]) => index,
            other => {
                done.extend(other.map(|index| open.swap_remove(index)));
                open.push(Packed {
                    family,
                    bytes: opening(family),
                    pieces: Vec::new(),
                });
                open.len() - 1
            }
        };
        open[current].add(record.into_parts());
    }
    done.extend(open);
    for file in &mut done {
        file.bytes.extend_from_slice(&closing(file.family, carrier));
    }
    done.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    done
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

    fn add(&mut self, (bytes, mut piece): (Vec<u8>, Piece)) {
        piece.first_element = self.pieces.last().map_or(ELEMENTS_BEFORE, |last| {
            last.first_element + last.origins.len()
        });
        self.bytes.extend_from_slice(&bytes);
        self.pieces.push(piece);
    }

    fn sort_key(&self) -> (usize, Option<&str>) {
        let families = ["XZBA", "XZWZ", "XZJR"];
        let family = families
            .iter()
            .position(|family| *family == self.family)
            .unwrap_or(families.len());
        (
            family,
            self.pieces.first().map(|piece| piece.order.as_ref()),
        )
    }
}
