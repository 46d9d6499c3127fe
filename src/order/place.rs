//! Where a value stands in the operator's own files: the promise that every finding names a cell to mend.

use std::fmt;
use std::sync::Arc;

/// The place of one value: file, sheet, and cell or key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Path of the file as the operator named it.
    pub file: Arc<str>,
    /// Name of the sheet; `None` for CSV files and order folders.
    pub sheet: Option<Arc<str>>,
    /// The cell or key within it.
    pub spot: Spot,
}

/// A cell of a table, a key of a document, or the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    /// The whole file.
    Whole,
    /// Zero-based row and column.
    Cell {
        /// Zero-based row.
        row: u32,
        /// Zero-based column.
        column: u32,
    },
    /// A key path such as `site[2].domain[1].Ym`.
    Key(Box<str>),
}

impl Place {
    /// The file as a whole.
    pub fn whole(file: Arc<str>) -> Self {
        Self {
            file,
            sheet: None,
            spot: Spot::Whole,
        }
    }

    /// The cell or key as an operator writes it (`D7`, `site[2].Ym`); empty for a whole file.
    pub fn cell(&self) -> String {
        self.spot.to_string()
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Key(key) => f.write_str(key),
            Self::Cell { row, column } => {
                let mut letters = [0u8; 7];
                let mut rest = u64::from(*column) + 1;
                let mut start = letters.len();
                while rest > 0 {
                    rest -= 1;
                    start -= 1;
                    letters[start] = b'A' + (rest % 26) as u8;
                    rest /= 26;
                }
                for letter in &letters[start..] {
                    write!(f, "{}", *letter as char)?;
                }
                write!(f, "{}", u64::from(*row) + 1)
            }
        }
    }
}

impl fmt::Display for Place {
    /// `orders/batch.xlsx 网站!D7`, `orders/flat.csv D7`, `orders/0001/order.toml site[1].Wzmc`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.sheet, &self.spot) {
            (_, Spot::Whole) => Ok(()),
            (Some(sheet), spot) => write!(f, " {sheet}!{spot}"),
            (None, spot) => write!(f, " {spot}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let name = |row, column| Spot::Cell { row, column }.to_string();
        assert_eq!(name(0, 0), "A1");
        assert_eq!(name(6, 3), "D7");
        assert_eq!(name(9, 25), "Z10");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn a_place_reads_from_file_to_cell() {
        let place = Place {
            file: "orders/batch.xlsx".into(),
            sheet: Some("网站".into()),
            spot: Spot::Cell { row: 6, column: 3 },
        };
        assert_eq!(place.to_string(), "orders/batch.xlsx 网站!D7");
    }
}
