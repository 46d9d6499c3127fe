//! What was read from where: the batch's table of contents.

use std::sync::Arc;

/// One file of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path of the file as the operator named it.
    pub file: Arc<str>,
    /// What it is.
    pub format: Format,
    /// The encoding that was detected; `None` where the format fixes it.
    pub encoding: Option<Encoding>,
    /// Rows read below the headers; 0 for an order folder.
    pub rows: u64,
    /// Orders that begin in this file.
    pub orders: usize,
}

/// What a file of a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook since 2007.
    Xlsx,
    /// An Excel workbook before 2007, or one of WPS.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A text file with separated values.
    Csv,
    /// An order folder with `order.toml`.
    Toml,
    /// An order folder with `order.yaml`.
    Yaml,
    /// An order folder with `order.json`.
    Json,
}

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Marked,
    /// GBK.
    Gbk,
}

impl Format {
    /// The usual file extension.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Toml => "toml",
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }
}

impl Encoding {
    /// The name that operators know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 BOM",
            Self::Gbk => "GBK",
        }
    }
}
