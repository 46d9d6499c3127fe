//! A table as a sheet: filters, a frozen header, columns as wide as they need, a header that is repeated on paper.

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use super::formats::Formats;
use crate::order::Lang;
use crate::report::screen::width;
use crate::report::table::{Cell, Column, Table};

/// Characters that a cell can hold.
const LONGEST: usize = 32_000;

/// Writes a table.
pub(super) fn write(
    worksheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    head(worksheet, &table.columns, formats, lang)?;
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(cells) {
            cell(worksheet, row, column, value, formats)?;
        }
        let widths = table.columns.iter().map(|column| column.width);
        let texts = cells.iter().map(Cell::to_text).zip(widths);
        worksheet.set_row_height(row, height(texts))?;
    }
    filter(worksheet, table.rows.len(), table.columns.len())
}

/// Writes the header and sets the page up.
pub(super) fn head(
    worksheet: &mut Worksheet,
    columns: &[Column],
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    for (position, column) in (0..).zip(columns) {
        worksheet.set_column_width(position, column.width)?;
        worksheet.write_string_with_format(0, position, column.name.get(lang), &formats.head)?;
    }
    worksheet.set_row_height(0, 24)?;
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.set_landscape();
    worksheet.set_paper_size(9);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Lets the reader filter and sort.
pub(super) fn filter(
    worksheet: &mut Worksheet,
    rows: usize,
    columns: usize,
) -> Result<(), XlsxError> {
    let (Ok(rows), Ok(columns)) = (u32::try_from(rows), u16::try_from(columns)) else {
        return Ok(());
    };
    if columns > 0 {
        worksheet.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

/// Writes a value as what it is.
pub(super) fn cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Cell::Text(text) => {
            worksheet.write_string_with_format(row, column, fitting(text), &formats.text)?
        }
        Cell::Number(number) => {
            worksheet.write_number_with_format(row, column, *number as f64, &formats.number)?
        }
        Cell::Day(day) => {
            worksheet.write_datetime_with_format(row, column, date(*day)?, &formats.day)?
        }
    };
    Ok(())
}

/// Points of a line of text, and of the highest row that a workbook can have.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 405.0;

/// How high a row must be to show its texts in columns of these widths: not every program finds that out itself.
pub(super) fn height(texts: impl Iterator<Item = (String, u16)>) -> f64 {
    let lines = |(text, column): (String, u16)| -> usize {
        // Of a column's width a little is lost at the edges, and words do not fill their lines.
        let room = usize::from(column).saturating_sub(2).max(4);
        text.lines()
            .map(|line| width(line).div_ceil(room).max(1))
            .sum()
    };
    let lines = texts.map(lines).max().unwrap_or(1).max(1);
    (LINE * lines as f64 + 2.0).min(HIGHEST)
}

/// A day as a workbook counts it.
pub(super) fn date(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(&day.to_string())
}

/// As much of a text as a cell can hold, without characters that a workbook cannot.
pub(super) fn fitting(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control() || *c == '\n');
    kept.take(LONGEST).collect()
}
