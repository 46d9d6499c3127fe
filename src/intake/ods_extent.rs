//! How large the sheets of an OpenDocument spreadsheet become when repeated cells are written out.
//!
//! The format says "the next 16 000 cells are the same" in a few bytes, and the reader keeps each of them; so the extent is
//! added up first, without keeping anything.

use std::fs::File;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::bounds::Bounds;
use crate::order::Text;

/// Whether the sheets of an ODS package stay within the bounds; in words why not.
pub(super) fn inspect(file: &File, bounds: &Bounds) -> Result<(), Text> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let content = archive.by_name("content.xml").map_err(|_| broken())?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut extent = Extent::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(element) => extent.open(&element),
            Event::Empty(element) => {
                extent.open(&element);
                extent.close(element.local_name().as_ref());
            }
            Event::End(element) => extent.close(element.local_name().as_ref()),
            Event::Text(text) if !text.as_ref().trim_ascii().is_empty() => extent.filled = true,
            Event::DocType(_) => return Err(broken()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if extent.rows.saturating_mul(extent.columns) > bounds.cells || extent.rows > bounds.rows {
            return Err(Text::new(
                "工作表的范围太大，没有读取",
                "a sheet extends too far and was not read",
            ));
        }
    }
}

fn broken() -> Text {
    Text::new("工作簿损坏", "the workbook is broken")
}

/// The corner of one sheet that holds all its filled cells.
#[derive(Default)]
struct Extent {
    rows: u64,
    columns: u64,
    /// Rows and columns seen so far, empty ones included.
    row: u64,
    column: u64,
    repeated_rows: u64,
    repeated_cells: u64,
    row_is_filled: bool,
    filled: bool,
}

impl Extent {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "table" => *self = Self::default(),
            "table-row" => {
                self.repeated_rows = repeated(element, "table:number-rows-repeated");
                (self.column, self.row_is_filled) = (0, false);
            }
            "table-cell" | "covered-table-cell" => {
                self.repeated_cells = repeated(element, "table:number-columns-repeated");
                let typed = |name: &str| {
                    element
                        .try_get_attribute(name)
                        .is_ok_and(|value| value.is_some())
                };
                self.filled = typed("office:value-type") || typed("table:formula");
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table-cell" | "covered-table-cell" => {
                self.column = self.column.saturating_add(self.repeated_cells);
                if self.filled {
                    self.columns = self.columns.max(self.column);
                    self.row_is_filled = true;
                }
                self.filled = false;
            }
            "table-row" => {
                self.row = self.row.saturating_add(self.repeated_rows);
                if self.row_is_filled {
                    self.rows = self.rows.max(self.row);
                }
            }
            _ => {}
        }
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u64 {
    let attribute = element.try_get_attribute(name).ok().flatten();
    attribute
        .and_then(|attribute| attribute.value.trim().parse().ok())
        .unwrap_or(1)
}
