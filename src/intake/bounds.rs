//! How much of a batch is taken in: far above any carrier's night, far below what would fill this machine.

use serde::{Deserialize, Serialize};

/// Bounds of intake. What exceeds a bound of one file is a finding about that file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounds {
    /// Files and order folders in one batch.
    pub files: usize,
    /// Orders in one file.
    pub orders: usize,
    /// Rows in one sheet.
    pub rows: u64,
    /// Cells in one sheet, empty ones that have a format included.
    pub cells: u64,
    /// Bytes of one file after decompression, and of the texts read from it.
    pub expanded_bytes: u64,
    /// How many times larger a compressed workbook may become.
    pub ratio: u64,
    /// Bytes of an `order.toml`, `order.yaml` or `order.json`.
    pub document_bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            files: 100_000,
            orders: 100_000,
            rows: 1_048_576,
            cells: 20_000_000,
            expanded_bytes: 200 * 1024 * 1024,
            ratio: 100,
            document_bytes: 4 * 1024 * 1024,
        }
    }
}
