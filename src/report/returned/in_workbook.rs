//! Answers in the operator's own workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::{Answers, Rows, rows_of, tone};
use crate::disk::{self, DiskError};
use crate::intake::{Survey, SurveyedTable};
use crate::order::{Lang, Severity};
use crate::workbook::{self, AddedColumns, Edits, Error, SheetEdits, Tone};

/// Writes a copy of the workbook `file` with its answers to `target`.
pub(super) fn write(
    answers: &Answers,
    file: &str,
    survey: &Survey,
    target: &Path,
    lang: Lang,
) -> Result<Result<PathBuf, Error>, DiskError> {
    let mut edits = Edits::default();
    let sheets: BTreeSet<&str> = { answers.cells.iter() }
        .filter(|note| &*note.place.file == file)
        .filter_map(|note| note.place.sheet.as_deref())
        .collect();
    for sheet in sheets {
        let marks = marks(answers, file, sheet, lang);
        edits.sheets.entry(sheet.into()).or_default().marks = marks;
    }
    for table in &survey.tables {
        let Some(sheet) = &table.sheet else { continue };
        let rows = rows_of(answers, file, table, lang);
        let sheet: &mut SheetEdits = edits.sheets.entry(sheet.clone()).or_default();
        sheet.columns = (!rows.is_empty()).then(|| columns(answers.headers, table, rows));
    }
    let mut package = Cursor::new(Vec::new());
    let edited = File::open(file)
        .map_err(Error::from)
        .and_then(|source| workbook::edit(source, &edits, &mut package));
    if let Err(error) = edited {
        return Ok(Err(error));
    }
    disk::write_with(target, |out| out.write_all(package.get_ref()))?;
    Ok(Ok(target.to_owned()))
}

/// The cells of a sheet to colour, with what is said of each.
fn marks(
    answers: &Answers,
    file: &str,
    sheet: &str,
    lang: Lang,
) -> BTreeMap<(u32, u32), (Tone, String)> {
    let mut cells: BTreeMap<(u32, u32), (Severity, Vec<String>)> = BTreeMap::new();
    for (note, row, column) in answers.cells_of(file, Some(sheet)) {
        let comment = match note.field.is_empty() {
            true => note.comment(lang),
            false => format!("{}\n{}", note.field, note.comment(lang)),
        };
        let (severity, comments) = cells
            .entry((row, column))
            .or_insert((note.severity, Vec::new()));
        *severity = (*severity).max(note.severity);
        comments.push(comment);
    }
    { cells.into_iter() }
        .map(|(at, (severity, comments))| (at, (tone(severity), comments.join("\n"))))
        .collect()
}

/// The columns to add: all of them where orders stand, the first one where only their parts do.
pub(super) fn columns(headers: &[&'static str], table: &SurveyedTable, rows: Rows) -> AddedColumns {
    let widest = rows
        .values()
        .map(|(_, words)| words.len())
        .max()
        .unwrap_or(0);
    let known = |header: &str| {
        let mut answers = table.answers.iter();
        answers
            .find(|(known, _)| *known == header)
            .map(|(_, column)| *column)
    };
    let last_known = headers.iter().rposition(|header| known(header).is_some());
    let count = widest.max(last_known.map_or(0, |last| last + 1));
    let headers: Vec<(String, Option<u32>)> = { headers.iter().take(count) }
        .map(|header| ((*header).to_owned(), known(header)))
        .collect();
    let mut rows = rows;
    for (_, words) in rows.values_mut() {
        words.resize(headers.len(), String::new());
    }
    AddedColumns {
        header_row: table.header_row,
        headers,
        rows,
    }
}
