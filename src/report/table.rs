//! A table that is written in several forms: as CSV for programs and spreadsheets, as a sheet of a workbook.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::spreadsheet;
use crate::order::{Lang, Text};

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The stable name, which heads the column in CSV.
    pub key: &'static str,
    /// What a sheet calls it.
    pub name: Text,
    /// Width on a sheet, in characters.
    pub width: u16,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Number(u64),
    /// A day.
    Day(NaiveDate),
}

impl Cell {
    /// An empty cell.
    pub const EMPTY: Cell = Cell::Text(String::new());

    /// A value that may be absent.
    pub fn maybe(value: Option<impl Into<Cell>>) -> Cell {
        value.map_or(Cell::EMPTY, Into::into)
    }

    /// The value as text.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Cell::Text(text.clone())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Number(number.into())
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Cell::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Cell::Number(number as u64)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Cell::Day(day)
    }
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The stable name, which is also that of its file.
    pub id: &'static str,
    /// What people call it.
    pub name: Text,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table; each column is a key, its Chinese and its English name, and a width.
    pub fn new(
        id: &'static str,
        name: Text,
        columns: &[(&'static str, &'static str, &'static str, u16)],
    ) -> Self {
        let columns = columns.iter().map(|(key, zh, en, width)| Column {
            key,
            name: Text::new(*zh, *en),
            width: *width,
        });
        Self {
            id,
            name,
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "{}", self.id);
        self.rows.push(row);
    }

    /// Writes it as CSV, under the stable names of its columns.
    pub fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let header: Vec<&str> = self.columns.iter().map(|column| column.key).collect();
        let mut table = spreadsheet::table(out, &header)?;
        for row in &self.rows {
            spreadsheet::cells(&mut table, row.iter().map(Cell::to_text))?;
        }
        table.flush()
    }

    /// What people call it, in one language.
    pub fn named(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }
}
