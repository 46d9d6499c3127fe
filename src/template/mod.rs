//! The workbook that operators start from: every sheet and column for some kinds of order, with drop-downs, notes and an
//! example.
//!
//! Columns come from the order model, words from the code tables, so the workbook cannot fall behind either. Every column is
//! text, so that long numbers keep their digits. The example orders wait for a first review: nobody sends them by mistake.

mod example;
mod sheets;
mod words;

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::codes::Codes;
use crate::order::{BESIDE_ORDERS, Bilingual, Column, Kind, Lang};

use example::Example;
use sheets::Sheet;
use words::Words;

/// What keeps the workbook from being made; an error of this program.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be made: {0}")]
pub struct Error(#[from] XlsxError);

impl Bilingual for Error {
    fn zh(&self) -> String {
        format!("工作簿无法生成：{}", self.0)
    }
}

/// Rows that drop-downs and formats reach.
const ROWS: u32 = 2000;
/// Width of columns in characters, at least and at most.
const WIDTHS: (usize, usize) = (10, 40);

/// The workbook for orders of these kinds.
///
/// # Errors
/// A name or text that a workbook cannot hold.
pub fn workbook(kinds: &[Kind], codes: &Codes, lang: Lang) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let words = Words::new(codes);
    let examples = Example::all(kinds);
    for sheet in sheets::of(kinds) {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        write(worksheet, &sheet, &words, &examples, lang)?;
    }
    let [notes, lists] = BESIDE_ORDERS;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(notes)?;
    explain(worksheet, lang)?;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(lists)?;
    words.write(worksheet)?;
    Ok(workbook.save_to_buffer()?)
}

fn write(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    words: &Words<'_>,
    examples: &[Example],
    lang: Lang,
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let example = Format::new()
        .set_num_format("@")
        .set_font_color(Color::Gray)
        .set_italic();
    worksheet.set_freeze_panes(1, 1)?;
    for (position, column) in (0..).zip(&sheet.columns) {
        let head = head(sheet.is_required(column));
        worksheet.set_column_format(position, &text)?;
        worksheet.set_column_width(position, width(column) as f64)?;
        worksheet.write_string_with_format(0, position, column.header, &head)?;
        let note = Note::new(sheet.note(column, lang))
            .add_author_prefix(false)
            .set_width(260)
            .set_height(150);
        worksheet.insert_note(0, position, &note)?;
        if let Some(list) = words.list(column) {
            // A list helps and does not forbid: ids and other names are read too.
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(list))
                .show_error_message(false);
            worksheet.add_data_validation(1, position, ROWS, position, &validation)?;
        }
    }
    let rows = examples.iter().flat_map(|order| order.rows(sheet.name));
    for (row, cells) in (1..).zip(rows) {
        for (position, column) in (0..).zip(&sheet.columns) {
            if let Some(value) = cells.get(column.header) {
                worksheet.write_string_with_format(row, position, value, &example)?;
            }
        }
    }
    Ok(())
}

/// The format of a header: dark where every chosen kind needs the column.
fn head(required: bool) -> Format {
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    if required {
        format
            .set_background_color(Color::RGB(0x1f_4e78))
            .set_font_color(Color::White)
    } else {
        format.set_background_color(Color::RGB(0xdd_ebf7))
    }
}

/// Wide enough for the header: a Chinese character takes two.
fn width(column: &Column) -> usize {
    let header = column.header.chars().count() * 2 + 4;
    header.clamp(WIDTHS.0, WIDTHS.1)
}

/// What the sheets do not say themselves.
fn explain(worksheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let lines = match lang {
        Lang::Zh => include_str!("notes.zh.txt"),
        Lang::En => include_str!("notes.en.txt"),
    };
    let format = Format::new().set_text_wrap();
    worksheet.set_column_width(0, 100)?;
    for (row, line) in (0..).zip(lines.lines()) {
        worksheet.write_string_with_format(row, 0, line, &format)?;
    }
    Ok(())
}
