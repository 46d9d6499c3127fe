//! The night as the workbook that operators work from: a summary whose figures are formulas over the other sheets, one
//! sheet for each who has to act next, then what belongs to no order, then the work lists.
//!
//! Every value is written as text, a number or a day, never as a formula: what came from a customer or the bureau cannot
//! become one.

mod formats;
mod link;
mod orders;
mod sheet;
mod summary;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Night, Turn, Which};
use crate::order::Lang;
use crate::report::table::Table;

use formats::Formats;

/// The workbook as bytes; `folder` is where it will lie, so that it can link to the operator's own files.
///
/// # Errors
/// A text or a number of rows that a workbook cannot hold.
pub(super) fn workbook(
    night: &Night,
    lists: &[Table],
    lang: Lang,
    folder: &Path,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same night is the same bytes, whatever the clock says.
    let day = ExcelDateTime::parse_from_str(&night.as_of.date_naive().to_string())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let formats = Formats::new();
    let links = link::Links::from(folder);
    // The summary counts what the other sheets hold, and stands before them.
    workbook.add_worksheet().set_name(summary::name(lang))?;
    let mut counts = Vec::new();
    for turn in Turn::ALL {
        let worksheet = workbook.add_worksheet();
        counts.push(orders::write(
            worksheet, night, turn, &links, &formats, lang,
        )?);
    }
    if !night.earlier.is_empty() || !night.overdue.is_empty() {
        let worksheet = workbook.add_worksheet();
        orders::write_earlier(worksheet, night, &links, &formats, lang)?;
    }
    let beside = [
        Which::Files,
        Which::Sequences,
        Which::Answers,
        Which::Tasks,
        Which::Differences,
        Which::Records,
        Which::Retention,
    ];
    let tables = beside.into_iter().map(|which| which.of(night, lang));
    for table in tables.chain(lists.iter().cloned()) {
        if !table.rows.is_empty() {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(table.named(lang))?;
            sheet::write(worksheet, &table, &formats, lang)?;
        }
    }
    let names: Vec<String> = { workbook.worksheets().iter() }
        .skip(1)
        .map(|worksheet| worksheet.name())
        .collect();
    let first = workbook.worksheet_from_index(0)?;
    summary::write(first, night, &counts, &names, &formats, lang)?;
    workbook.save_to_buffer()
}
