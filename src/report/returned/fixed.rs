//! Copies of the operator's files with safe repairs in them, and a list of every change.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::{GivenBack, Surroundings, in_csv, in_folder, paths};
use crate::disk::{self, DiskError};
use crate::intake::{self, Encoding, Format, Survey, survey};
use crate::order::{Order, Spot, Text};
use crate::repair::repair;
use crate::report::spreadsheet;
use crate::workbook::{self, Edits};

/// One cell that was mended.
#[derive(Clone, Debug)]
pub struct Change {
    /// The operator's file.
    pub file: Box<str>,
    /// The sheet; empty in CSV files and order folders.
    pub sheet: Box<str>,
    /// The cell or key.
    pub cell: String,
    /// The column's header.
    pub field: &'static str,
    /// What stood there.
    pub before: Box<str>,
    /// What stands there now.
    pub after: String,
    /// What was mended.
    pub why: Text,
}

/// Name of the list of changes.
const CHANGES: &str = "changes.csv";

/// Writes mended copies of `files` below `folder`, and beside them the list of changes. Files without anything to mend are
/// left out. `orders` are those that were read from the files.
///
/// # Errors
/// The disk does not take a file. What is wrong with the operator's own files is a note.
pub fn fix(
    files: &[Box<str>],
    orders: &[&Order],
    folder: &Path,
    surroundings: &Surroundings<'_>,
) -> Result<(Vec<GivenBack>, Vec<Change>), DiskError> {
    disk::create_folder(folder)?;
    let names: Vec<&str> = files.iter().map(|file| &**file).collect();
    let mut changes = Vec::new();
    let mut given = Vec::new();
    for (file, target) in names.iter().zip(paths::targets(&names, folder)) {
        let Some(target) = target else { continue };
        let path = Path::new(file);
        let result = if paths::is_same(path, &target) {
            Err(Text::new(
                "目标就是原文件，没有写入：请用另一个文件夹",
                "this would be the file itself and was not written: name another folder",
            ))
        } else if in_folder::is_order(path) {
            in_document(file, &target, orders, surroundings)?
        } else {
            match survey(path, surroundings.codes, surroundings.bounds) {
                Ok(survey) => in_tables(file, &target, &survey, surroundings)?,
                Err(why) => Err(why),
            }
        };
        let (to, note) = match result {
            Ok(made) if made.is_empty() => continue,
            Ok(made) => {
                changes.extend(made);
                (Some(target), None)
            }
            Err(note) => (None, Some(note)),
        };
        given.push(GivenBack {
            from: (*file).into(),
            to,
            note,
        });
    }
    write_list(&changes, folder, surroundings)?;
    Ok((given, changes))
}

type Made = Result<Vec<Change>, Text>;

fn in_tables(
    file: &str,
    target: &Path,
    survey: &Survey,
    surroundings: &Surroundings<'_>,
) -> Result<Made, DiskError> {
    let mut changes = Vec::new();
    let mut edits = Edits::default();
    for table in &survey.tables {
        let sheet = table.sheet.as_deref().unwrap_or_default();
        for row in &table.rows {
            for (column, field, text) in &row.cells {
                let Some(mended) = repair(field, text, surroundings.codes) else {
                    continue;
                };
                let at = (row.row, *column);
                let texts = &mut edits.sheets.entry(sheet.into()).or_default().texts;
                texts.insert(at, mended.text.clone());
                let (row, column) = at;
                changes.push(Change {
                    file: file.into(),
                    sheet: sheet.into(),
                    cell: Spot::Cell { row, column }.to_string(),
                    field: field.header,
                    before: text.clone(),
                    after: mended.text,
                    why: mended.why,
                });
            }
        }
    }
    if changes.is_empty() {
        return Ok(Ok(changes));
    }
    match (&survey.text, survey.format) {
        (Some((text, encoding)), _) => {
            let texts = edits.sheets.into_values().next().unwrap_or_default().texts;
            let text = in_csv_text(text, &texts, *encoding);
            disk::write_with(target, |out| in_csv::encode(&text, *encoding, out))?;
        }
        (None, Format::Xlsx) => {
            let mut package = Cursor::new(Vec::new());
            let edited = File::open(file)
                .map_err(workbook::Error::from)
                .and_then(|source| workbook::edit(source, &edits, &mut package));
            match edited {
                Ok(edited) => {
                    let kept = |change: &Change| {
                        let formula = |(sheet, at): &(Box<str>, (u32, u32))| {
                            let (row, column) = *at;
                            *sheet == change.sheet
                                && Spot::Cell { row, column }.to_string() == change.cell
                        };
                        edited.formulas.iter().any(formula)
                    };
                    changes.retain(|change| !kept(change));
                    if changes.is_empty() {
                        return Ok(Ok(changes));
                    }
                }
                Err(error) => return Ok(Err(error.into())),
            }
            disk::write_with(target, |out| out.write_all(package.get_ref()))?;
        }
        _ => {
            return Ok(Err(Text::new(
                "旧式 .xls 和 .ods 不能修正：请另存为 .xlsx",
                "an .xls or .ods file cannot be mended: save it as .xlsx",
            )));
        }
    }
    Ok(Ok(changes))
}

fn in_csv_text(text: &str, texts: &BTreeMap<(u32, u32), String>, encoding: Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    let mut row = 0;
    intake::records(text, |raw, fields| {
        let new: Vec<(usize, &str)> = texts
            .range((row, 0)..=(row, u32::MAX))
            .map(|((_, column), text)| (*column as usize, text.as_str()))
            .collect();
        out.push_str(&in_csv::with_fields(raw, &fields, &new, encoding));
        row += 1;
    });
    out
}

/// Mends values in an order file: each where its text stands once, in quotes, so that nothing else can be meant.
fn in_document(
    file: &str,
    target: &Path,
    orders: &[&Order],
    surroundings: &Surroundings<'_>,
) -> Result<Made, DiskError> {
    let path = Path::new(file);
    let mut text = fs::read_to_string(path).map_err(|source| DiskError {
        path: path.to_owned(),
        source,
    })?;
    let mut changes: Vec<Change> = Vec::new();
    let fields = orders.iter().flat_map(|order| order.fields());
    for field in fields {
        let Some(value) = field.value().filter(|value| &*value.place.file == file) else {
            continue;
        };
        let Some(mended) = repair(field.column(), &value.text, surroundings.codes) else {
            continue;
        };
        let quoted = format!("\"{}\"", value.text);
        if text.matches(&quoted).count() != 1 {
            continue;
        }
        text = text.replace(&quoted, &format!("\"{}\"", mended.text));
        changes.push(Change {
            file: file.into(),
            sheet: "".into(),
            cell: value.place.cell(),
            field: field.column().header,
            before: value.text.clone(),
            after: mended.text,
            why: mended.why,
        });
    }
    if !changes.is_empty() {
        disk::write(target, text.as_bytes())?;
    }
    Ok(Ok(changes))
}

fn write_list(
    changes: &[Change],
    folder: &Path,
    surroundings: &Surroundings<'_>,
) -> Result<PathBuf, DiskError> {
    let path = folder.join(CHANGES);
    disk::write_with(&path, |out| {
        let header = ["文件", "工作表", "单元格", "列", "原来", "修正为", "说明"];
        let mut table = spreadsheet::table(out, &header)?;
        for change in changes {
            let why = change.why.get(surroundings.lang);
            let row = [
                &*change.file,
                &change.sheet,
                &change.cell,
                change.field,
                &change.before,
                &change.after,
                why,
            ];
            spreadsheet::row(&mut table, row)?;
        }
        table.flush()
    })?;
    Ok(path)
}
