//! An example order of each kind (`examples.csv`): invented, complete, and waiting for a first review.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::order::Kind;

/// One order.
pub(super) struct Example {
    number: String,
    /// Sheets with their rows, cells by header.
    sheets: HashMap<String, BTreeMap<u32, HashMap<String, String>>>,
}

#[derive(Deserialize)]
struct Cell {
    kind: String,
    sheet: String,
    row: u32,
    header: String,
    value: String,
}

const CELLS: &str = include_str!("examples.csv");

impl Example {
    /// The examples of these kinds.
    pub(super) fn all(kinds: &[Kind]) -> Vec<Self> {
        let mut cells = csv::Reader::from_reader(CELLS.as_bytes());
        let cells: Vec<Cell> = cells.deserialize().filter_map(Result::ok).collect();
        { (1..).zip(kinds) }
            .map(|(number, kind)| Self::of(*kind, number, &cells))
            .collect()
    }

    fn of(kind: Kind, number: u32, cells: &[Cell]) -> Self {
        let mut example = Self {
            number: format!("EXAMPLE-{number:02}"),
            sheets: HashMap::new(),
        };
        for cell in cells.iter().filter(|cell| cell.kind == kind.name()) {
            let rows = example.sheets.entry(cell.sheet.clone()).or_default();
            let row = rows.entry(cell.row).or_default();
            row.insert(cell.header.clone(), cell.value.clone());
        }
        example
    }

    /// The order's rows in a sheet, cells by header.
    pub(super) fn rows(&self, sheet: &str) -> Vec<HashMap<String, String>> {
        let rows = self
            .sheets
            .get(sheet)
            .into_iter()
            .flat_map(BTreeMap::values);
        rows.cloned()
            .map(|mut row| {
                row.insert("订单号".to_owned(), self.number.clone());
                row
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::columns;

    #[test]
    fn every_kind_has_an_example_of_columns_that_exist() {
        let mut cells = csv::Reader::from_reader(CELLS.as_bytes());
        let cells: Vec<Cell> = cells.deserialize().collect::<Result<_, _>>().unwrap();
        for cell in &cells {
            let known =
                columns().any(|column| column.sheet == cell.sheet && column.header == cell.header);
            assert!(known, "{}.{}", cell.sheet, cell.header);
        }
        for kind in Kind::ALL {
            assert!(
                cells.iter().any(|cell| cell.kind == kind.name()),
                "{kind:?}"
            );
        }
    }
}
