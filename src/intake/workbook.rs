//! Workbooks: `.xlsx`, `.xls` and `.ods`, sheet by sheet and row by row, within the bounds of intake.
//!
//! Cells keep their absolute position, wherever the first used cell of a sheet lies. Formulas give their cached value.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetType, Xls, Xlsx};

use super::bounds::Bounds;
use super::cell::{Cell, Flaw, trim};
use super::compound;
use super::ods_extent;
use super::package::{self, Package};
use super::source::Format;
use crate::order::Text;

/// An open workbook.
pub(super) struct Workbook {
    book: Book,
    pub format: Format,
}

enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>),
    Ods(Box<Ods<BufReader<File>>>),
}

/// What takes a row: its zero-based number and its cells that are not empty.
pub(super) type RowSink<'s> = dyn FnMut(u32, Vec<Cell>) + 's;

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

impl Workbook {
    /// Opens a workbook by its content, whatever its name says; in words why it cannot be opened.
    pub(super) fn open(path: &Path, bounds: &Bounds) -> Result<Self, Text> {
        let mut file =
            File::open(path).map_err(|_| Text::new("文件打不开", "the file cannot be opened"))?;
        let mut head = [0; 4];
        let length = file.read(&mut head).map_err(|_| damaged())?;
        file.rewind().map_err(|_| damaged())?;
        let head = &head[..length];
        if head.starts_with(COMPOUND) {
            let size = file.metadata().map_err(|_| damaged())?.len();
            if size > bounds.expanded_bytes {
                return Err(Text::new(
                    "文件太大，没有读取",
                    "the file is too large and was not read",
                ));
            }
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(|_| damaged())?;
            compound::inspect(&bytes, bounds)?;
            let book = Xls::new(Cursor::new(bytes)).map_err(|_| damaged())?;
            return Ok(Self {
                book: Book::Xls(Box::new(book)),
                format: Format::Xls,
            });
        }
        if !head.starts_with(ZIP) {
            return Err(if length == 0 {
                Text::new("文件是空的", "the file is empty")
            } else {
                Text::new(
                    "内容不是电子表格（后缀名不符）",
                    "the content is no spreadsheet, whatever the extension says",
                )
            });
        }
        let package = package::inspect(&file, bounds)?;
        file.rewind().map_err(|_| damaged())?;
        if package == Package::OpenDocument {
            ods_extent::inspect(&file, bounds)?;
            file.rewind().map_err(|_| damaged())?;
            let book = Ods::new(BufReader::new(file)).map_err(|_| damaged())?;
            return Ok(Self {
                book: Book::Ods(Box::new(book)),
                format: Format::Ods,
            });
        }
        let book = Xlsx::new(BufReader::new(file)).map_err(|_| damaged())?;
        Ok(Self {
            book: Book::Xlsx(Box::new(book)),
            format: Format::Xlsx,
        })
    }

    /// The names of the sheets, in the workbook's order; charts and macros are no sheets.
    pub(super) fn sheets(&self) -> Vec<String> {
        let sheets = match &self.book {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    /// Hands every row of a sheet to `sink`; in words why it stopped before the end.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        bounds: &Bounds,
        sink: &mut RowSink<'_>,
    ) -> Result<(), Text> {
        let mut rows = Rows {
            sink,
            bounds,
            row: 0,
            cells: Vec::new(),
            seen_rows: 0,
            seen_cells: 0,
            seen_bytes: 0,
        };
        match &mut self.book {
            Book::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
                while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
                    let (row, column) = cell.get_position();
                    rows.cell(row, column, cell.get_value())?;
                }
            }
            Book::Xls(book) => rows.range(&book.worksheet_range(sheet).map_err(|_| damaged())?)?,
            Book::Ods(book) => rows.range(&book.worksheet_range(sheet).map_err(|_| damaged())?)?,
        }
        rows.flush()
    }
}

fn damaged() -> Text {
    Text::new(
        "工作簿损坏，读到一半失败",
        "the workbook is broken and cannot be read to its end",
    )
}

/// Collects cells into rows and counts what passes.
struct Rows<'s, 'b> {
    sink: &'s mut RowSink<'b>,
    bounds: &'s Bounds,
    row: u32,
    cells: Vec<Cell>,
    seen_rows: u64,
    seen_cells: u64,
    seen_bytes: u64,
}

impl Rows<'_, '_> {
    fn range(&mut self, range: &calamine::Range<Data>) -> Result<(), Text> {
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            // A sheet has at most 2^20 rows and 2^14 columns.
            self.cell(
                first_row + row as u32,
                first_column + column as u32,
                &borrowed(data),
            )?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u32, data: &DataRef<'_>) -> Result<(), Text> {
        self.seen_cells += 1;
        if self.seen_cells > self.bounds.cells {
            let limit = self.bounds.cells;
            return Err(Text::new(
                format!("单元格超过 {limit} 个"),
                format!("more than {limit} cells"),
            ));
        }
        if row != self.row {
            self.flush()?;
            self.row = row;
        }
        if let Some(cell) = read(column, data) {
            self.seen_bytes += cell.text.len() as u64;
            if self.seen_bytes > self.bounds.expanded_bytes {
                return Err(Text::new(
                    "单元格的内容太多",
                    "the cells hold too much text",
                ));
            }
            self.cells.push(cell);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Text> {
        if self.cells.is_empty() {
            return Ok(());
        }
        self.seen_rows += 1;
        if self.seen_rows > self.bounds.rows {
            let limit = self.bounds.rows;
            return Err(Text::new(
                format!("数据超过 {limit} 行"),
                format!("more than {limit} rows"),
            ));
        }
        (self.sink)(self.row, std::mem::take(&mut self.cells));
        Ok(())
    }
}

fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// A cell as an operator sees it; `None` when it is empty.
fn read(column: u32, data: &DataRef<'_>) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::String(text) => Cell::text(column, text),
        DataRef::SharedString(text) => Cell::text(column, text),
        DataRef::Int(number) => Some(Cell::number(column, *number as f64)),
        DataRef::Float(number) => Some(Cell::number(column, *number)),
        DataRef::Bool(flag) => Cell::text(column, if *flag { "是" } else { "否" }),
        DataRef::DateTime(moment) => Some(date(column, moment)),
        DataRef::DateTimeIso(text) => {
            Cell::text(column, trim(text).strip_suffix("T00:00:00").unwrap_or(text))
        }
        DataRef::DurationIso(text) => Cell::text(column, text),
        DataRef::Error(error) => Some(Cell {
            column,
            text: error.to_string().into(),
            flaw: Flaw::Broken,
        }),
    }
}

/// `YYYY-MM-DD`, with the time when there is one; a duration stays a number.
fn date(column: u32, moment: &ExcelDateTime) -> Cell {
    if moment.is_duration() {
        return Cell::number(column, moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        text += &format!(" {hour:02}:{minute:02}:{second:02}");
    }
    Cell {
        column,
        text: text.into(),
        flaw: Flaw::None,
    }
}
