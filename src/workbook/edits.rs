//! What is to change in a workbook, said by sheet and cell.

use std::collections::BTreeMap;

use super::{At, Comments};

/// All edits of a workbook, by the name of the sheet.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The sheets to touch; every other one keeps its bytes.
    pub sheets: BTreeMap<Box<str>, SheetEdits>,
}

/// The edits of one sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetEdits {
    /// Cells to colour and what to say in their comments, by zero-based row and column.
    pub marks: BTreeMap<At, (Tone, String)>,
    /// New texts of cells, by zero-based row and column; formulas are left as they are.
    pub texts: BTreeMap<At, String>,
    /// Columns to fill in at the right of the sheet.
    pub columns: Option<AddedColumns>,
}

/// Columns beside the operator's own.
#[derive(Clone, Debug, Default)]
pub struct AddedColumns {
    /// Zero-based row of the headers.
    pub header_row: u32,
    /// The headers; one with a column beside it has been there before and is filled in anew.
    pub headers: Vec<(String, Option<u32>)>,
    /// One text for each header, by zero-based row, and the tone of the first one.
    pub rows: BTreeMap<u32, (Option<Tone>, Vec<String>)>,
}

/// How a cell is coloured, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// As it should be: green.
    Good,
    /// Worth knowing: blue.
    Note,
    /// Doubtful: yellow.
    Doubt,
    /// Wrong: red.
    Wrong,
}

impl Tone {
    pub(super) const ALL: [Self; 4] = [Self::Good, Self::Note, Self::Doubt, Self::Wrong];

    /// Red, green and blue in hexadecimal digits, as light as Excel's own styles for the same.
    pub(super) fn color(self) -> &'static str {
        match self {
            Self::Note => "DDEBF7",
            Self::Doubt => "FFEB9C",
            Self::Wrong => "FFC7CE",
            Self::Good => "C6EFCE",
        }
    }
}

impl SheetEdits {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.texts.is_empty() && self.columns.is_none()
    }

    pub(super) fn comments(&self) -> Comments<'_> {
        { self.marks.iter() }
            .filter(|(_, (_, comment))| !comment.is_empty())
            .map(|(at, (_, comment))| (*at, comment.as_str()))
            .collect()
    }
}
