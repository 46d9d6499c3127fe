//! The operator's own files, given back with the answers in them: what the checks found, or what became of the night.
//!
//! | the orders came from | what is given back |
//! |---|---|
//! | `.xlsx`, `.xlsm` | the same workbook: wrong cells coloured and commented, columns added at the right of each sheet |
//! | `.csv` | the same text with the columns added, in GBK if it came so, else in UTF-8 with a byte order mark |
//! | `.xls`, `.ods` | a CSV table of the findings beside the name: these formats cannot be changed without loss |
//! | an order folder | a copy of the order file with `findings.txt` beside it |
//!
//! Nothing is ever written over a file of the operator's.

mod checked;
mod fixed;
mod in_csv;
mod in_folder;
mod in_workbook;
mod night;
mod paths;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::codes::Codes;
use crate::disk::{self, DiskError};
use crate::intake::{Bounds, Format, SurveyedTable, survey};
use crate::order::{Lang, Place, Severity, Spot, Text};
use crate::workbook::{self, Tone};

pub use checked::checked;
pub use fixed::{Change, fix};
pub use night::answered;

/// What is to be said about the orders of some files.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Headers of the columns to add.
    pub headers: &'static [&'static str],
    /// One answer for each order.
    pub orders: Vec<OrderAnswer>,
    /// What is to be said about single cells.
    pub cells: Vec<CellNote>,
    /// Every file that orders came from.
    pub files: Vec<Box<str>>,
}

/// What became of an order.
#[derive(Clone, Debug)]
pub struct OrderAnswer {
    /// The order number.
    pub number: Box<str>,
    /// The cell of the order number, or the order file.
    pub place: Place,
    /// How it is coloured.
    pub tone: Tone,
    /// One text for each header.
    pub words: Vec<String>,
}

/// What is to be said about a cell.
#[derive(Clone, Debug)]
pub struct CellNote {
    /// The order that it belongs to.
    pub order: Option<Box<str>>,
    /// The cell.
    pub place: Place,
    /// The column's header; empty where it is not known.
    pub field: Box<str>,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// What was given back for one file.
#[derive(Clone, Debug)]
pub struct GivenBack {
    /// The operator's file.
    pub from: Box<str>,
    /// What was written; `None` when nothing could be.
    pub to: Option<PathBuf>,
    /// What the operator should know about it.
    pub note: Option<Text>,
}

/// What giving back depends on.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'s> {
    /// The code tables, which know some headers.
    pub codes: &'s Codes,
    /// How much is read.
    pub bounds: &'s Bounds,
    /// Language of what is written.
    pub lang: Lang,
}

/// Gives back every file of `answers` below `folder`.
///
/// # Errors
/// The disk does not take a file. What is wrong with the operator's own files is a note.
pub fn give_back(
    answers: &Answers,
    folder: &Path,
    surroundings: &Surroundings<'_>,
) -> Result<Vec<GivenBack>, DiskError> {
    disk::create_folder(folder)?;
    let files: Vec<&str> = answers.files.iter().map(|file| &**file).collect();
    let targets = paths::targets(&files, folder);
    { files.iter().zip(targets) }
        .map(|(file, target)| one(answers, file, target, surroundings))
        .collect()
}

fn one(
    answers: &Answers,
    file: &str,
    target: Option<PathBuf>,
    surroundings: &Surroundings<'_>,
) -> Result<GivenBack, DiskError> {
    let given = |to, note| GivenBack {
        from: file.into(),
        to,
        note,
    };
    let Some(target) = target else {
        let note = Text::new("文件已经不在", "the file is no longer there");
        return Ok(given(None, Some(note)));
    };
    let path = Path::new(file);
    if in_folder::is_order(path) {
        return in_folder::write(answers, file, &target, surroundings.lang)
            .map(|to| given(Some(to), None));
    }
    if paths::is_same(path, &target) {
        let note = Text::new(
            "目标就是原文件，没有写入：请用另一个文件夹",
            "this would be the file itself and was not written: name another folder",
        );
        return Ok(given(None, Some(note)));
    }
    let survey = match survey(path, surroundings.codes, surroundings.bounds) {
        Ok(survey) => survey,
        Err(why) => return Ok(given(None, Some(why))),
    };
    match survey.format {
        Format::Csv => in_csv::write(answers, file, &survey, &target, surroundings.lang)
            .map(|to| given(Some(to), None)),
        Format::Xlsx => {
            in_workbook::write(answers, file, &survey, &target, surroundings.lang).map(|result| {
                match result {
                    Ok(to) => given(Some(to), None),
                    Err(error) => given(None, Some(error.into())),
                }
            })
        }
        _ => {
            let to = in_csv::write_findings(answers, file, &target, surroundings.lang)?;
            let note = Text::new(
                "旧式 .xls 和 .ods 不能原样标注，改为列出问题的 CSV 表；另存为 .xlsx 后可以标注",
                "an .xls or .ods file cannot be annotated without loss; a CSV table of the findings was written instead. Save it as .xlsx to have it annotated",
            );
            Ok(given(Some(to), Some(note)))
        }
    }
}

impl Answers {
    /// What is to be said about cells of a file, sheet by sheet.
    fn cells_of<'a>(
        &'a self,
        file: &'a str,
        sheet: Option<&'a str>,
    ) -> impl Iterator<Item = (&'a CellNote, u32, u32)> {
        { self.cells.iter() }
            .filter(move |note| &*note.place.file == file && note.place.sheet.as_deref() == sheet)
            .filter_map(|note| cell(&note.place).map(|(row, column)| (note, row, column)))
    }

    /// The order's answer and the row that it belongs to, for every order of a table.
    fn orders_of<'a>(
        &'a self,
        file: &'a str,
        table: &'a SurveyedTable,
    ) -> Vec<(&'a OrderAnswer, u32)> {
        let mut first_rows: HashMap<&str, u32> = HashMap::new();
        for row in &table.rows {
            first_rows.entry(&row.number).or_insert(row.row);
        }
        { self.orders.iter() }
            .filter(|order| {
                &*order.place.file == file && order.place.sheet.as_deref() == table.sheet.as_deref()
            })
            // A table that was changed since has its rows elsewhere: the number counts.
            .filter_map(|order| Some((order, *first_rows.get(&*order.number)?)))
            .collect()
    }

    /// The notes of each order.
    fn by_order(&self) -> HashMap<&str, Vec<&CellNote>> {
        let mut by_order: HashMap<&str, Vec<&CellNote>> = HashMap::new();
        for note in &self.cells {
            if let Some(order) = &note.order {
                by_order.entry(order).or_default().push(note);
            }
        }
        by_order
    }
}

/// The cells of an order's notes elsewhere than in the row of its answer.
fn elsewhere(notes: &[&CellNote], order: &OrderAnswer, row: u32) -> Vec<String> {
    let is_here = |note: &CellNote| {
        note.place.sheet == order.place.sheet
            && note.place.file == order.place.file
            && cell(&note.place).is_none_or(|at| at.0 == row)
    };
    let mut places: Vec<String> = { notes.iter() }
        .filter(|note| !is_here(note))
        .map(|note| match &note.place.sheet {
            Some(sheet) => format!("{sheet}!{}", note.place.spot),
            None if note.place.file == order.place.file => note.place.cell(),
            None => note.place.to_string(),
        })
        .collect();
    places.sort();
    places.dedup();
    places
}

/// The zero-based row and column of a place in a table. The ledger keeps cells by their names.
fn cell(place: &Place) -> Option<(u32, u32)> {
    match &place.spot {
        Spot::Cell { row, column } => Some((*row, *column)),
        Spot::Key(name) => workbook::position(name),
        Spot::Whole => None,
    }
}

impl CellNote {
    /// The note as a cell's own comment.
    fn comment(&self, lang: Lang) -> String {
        let remedy = match (self.remedy.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("\n处理：{}", self.remedy),
            (false, Lang::En) => format!("\nRemedy: {}", self.remedy),
        };
        format!("{}{}{remedy}", self.lead(lang), self.message)
    }

    /// The note as a line of the row's answer.
    fn line(&self, lang: Lang) -> String {
        let place = self.place.cell();
        match lang {
            Lang::Zh => format!("{place} {}：{}", self.field, self.comment(lang)),
            Lang::En => format!("{place} {}: {}", self.field, self.comment(lang)),
        }
        .replace('\n', if lang == Lang::Zh { "；" } else { "; " })
    }

    fn lead(&self, lang: Lang) -> &'static str {
        match (self.severity, lang) {
            (Severity::Error, Lang::Zh) => "错误：",
            (Severity::Warning, Lang::Zh) => "警告：",
            (Severity::Info, Lang::Zh) => "提示：",
            (Severity::Error, Lang::En) => "Error: ",
            (Severity::Warning, Lang::En) => "Warning: ",
            (Severity::Info, Lang::En) => "Note: ",
        }
    }
}

/// Stands between the notes of a row: a cell of one line leaves the rows as high as they were.
const BETWEEN: &str = " | ";
/// So many places are named, and the rest counted.
const PLACES: usize = 5;

/// What the added columns of each row hold, and how the first of them is coloured.
type Rows = BTreeMap<u32, (Option<Tone>, Vec<String>)>;

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Info => Tone::Note,
        Severity::Warning => Tone::Doubt,
        Severity::Error => Tone::Wrong,
    }
}

/// The answers of one table, row by row: what its added columns hold.
fn rows_of(answers: &Answers, file: &str, table: &SurveyedTable, lang: Lang) -> Rows {
    let mut rows = Rows::new();
    if !table.answers.is_empty() {
        // What was said the last time is cleared wherever nothing is said now.
        rows.extend(table.rows.iter().map(|row| (row.row, (None, Vec::new()))));
    }
    let by_order = answers.by_order();
    for (order, row) in answers.orders_of(file, table) {
        let mut words = order.words.clone();
        let notes = by_order.get(&*order.number).map_or(&[][..], Vec::as_slice);
        let mut elsewhere = elsewhere(notes, order, row);
        let more = elsewhere.len().saturating_sub(PLACES);
        elsewhere.truncate(PLACES);
        if let Some(first) = words.first_mut()
            && !elsewhere.is_empty()
        {
            *first += &match lang {
                Lang::Zh => format!("，另见 {}", elsewhere.join("、")),
                Lang::En => format!("; see also {}", elsewhere.join(", ")),
            };
            if more > 0 {
                *first += &match lang {
                    Lang::Zh => format!(" 等，另有 {more} 处"),
                    Lang::En => format!(" and {more} more"),
                };
            }
        }
        rows.insert(row, (Some(order.tone), words));
    }
    for (note, row, _) in answers.cells_of(file, table.sheet.as_deref()) {
        if row <= table.header_row {
            continue;
        }
        let (known, words) = rows.entry(row).or_default();
        *known = (*known).max(Some(tone(note.severity)));
        if words.is_empty() {
            words.push(String::new());
        }
        let first = &mut words[0];
        if !first.is_empty() {
            *first += BETWEEN;
        }
        *first += &note.line(lang);
    }
    rows
}
