//! A second look at a table that was read, for whoever writes into a copy of it: where its header row is, which row is
//! which order's, and what its cells hold, word for word.

use std::path::Path;

use super::bounds::Bounds;
use super::delimited;
use super::headers::Headers;
use super::part::PartKind;
use super::source::{Encoding, Format};
use super::table::{TablePlace, TableReader};
use super::unit::our_sheets;
use super::workbook::{RowSink, Workbook};
use crate::codes::Codes;
use crate::order::{Column, Text};

/// A file with tables.
#[derive(Clone, Debug)]
pub struct Survey {
    /// What the file is.
    pub format: Format,
    /// The text of a CSV file and its encoding.
    pub text: Option<(String, Encoding)>,
    /// The tables of orders in it.
    pub tables: Vec<SurveyedTable>,
}

/// A table of orders.
#[derive(Clone, Debug)]
pub struct SurveyedTable {
    /// Name of the sheet; `None` in a CSV file.
    pub sheet: Option<Box<str>>,
    /// Zero-based number of the header row.
    pub header_row: u32,
    /// The columns that this program wrote the last time, by header and zero-based column.
    pub answers: Vec<(&'static str, u32)>,
    /// The rows with an order number.
    pub rows: Vec<SurveyedRow>,
}

/// A row of an order.
#[derive(Clone, Debug)]
pub struct SurveyedRow {
    /// Zero-based number of the row.
    pub row: u32,
    /// The order number.
    pub number: Box<str>,
    /// The cells that are read: zero-based column, what it holds, and the text without outer blanks.
    pub cells: Vec<(u32, &'static Column, Box<str>)>,
}

/// Reads the tables of one file again; in words why that cannot be done.
pub fn survey(path: &Path, codes: &Codes, bounds: &Bounds) -> Result<Survey, Text> {
    let is_csv = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if is_csv {
        let (text, encoding) = delimited::decode(path, bounds.expanded_bytes)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let part = PartKind::of_sheet(&stem);
        let table = table(part, None, codes, |sink| {
            delimited::rows(&text, bounds, sink)
        })?;
        return Ok(Survey {
            format: Format::Csv,
            tables: table.into_iter().collect(),
            text: Some((text, encoding)),
        });
    }
    let mut workbook = Workbook::open(path, bounds)?;
    let (ours, _) = our_sheets(&mut workbook, bounds);
    let mut tables = Vec::new();
    for (part, name) in ours {
        tables.extend(table(part, Some(&name), codes, |sink| {
            workbook.rows(&name, bounds, sink)
        })?);
    }
    Ok(Survey {
        format: workbook.format,
        text: None,
        tables,
    })
}

/// One table; `None` when it has no header row.
fn table(
    part: Option<PartKind>,
    sheet: Option<&str>,
    codes: &Codes,
    rows: impl FnOnce(&mut RowSink<'_>) -> Result<(), Text>,
) -> Result<Option<SurveyedTable>, Text> {
    let headers = part.map_or_else(Headers::flat, Headers::of);
    let place = TablePlace {
        file: "".into(),
        sheet: None,
    };
    let mut reader = TableReader::new(headers, codes, place);
    let mut findings = Vec::new();
    let mut found = Vec::new();
    rows(&mut |number, cells| {
        findings.clear();
        if let Some(row) = reader.row(number, cells, &mut findings) {
            found.push(SurveyedRow {
                row: row.position(),
                number: row.number.text.clone(),
                cells: row
                    .cells()
                    .map(|(target, cell)| (cell.column, target.column(), cell.text.clone()))
                    .collect(),
            });
        }
    })?;
    Ok(reader.header.map(|header| SurveyedTable {
        sheet: sheet.map(Into::into),
        header_row: header.row,
        answers: header.answers,
        rows: found,
    }))
}
