//! How an order's fields find their codes: by table name, with the three region levels as tables of their own.

use super::{Codes, Level, Lookup};
use crate::order;

impl order::Tables for Codes {
    fn code(&self, table: &str, text: &str) -> order::Lookup {
        let level = match table {
            "province" => Level::Province,
            "city" => Level::City,
            "county" => Level::County,
            _ => return self.row(table, text),
        };
        let found = self.regions().find(text, None);
        // A code says what it is, whatever the column; a name is looked for among the regions of the column's level.
        if let [region] = found[..] {
            return order::Lookup::Found(region.code);
        }
        let mut codes = found
            .iter()
            .filter(|region| region.level == level)
            .map(|region| region.code);
        match (codes.next(), codes.next()) {
            (None, _) => order::Lookup::Unknown,
            (Some(code), None) => order::Lookup::Found(code),
            (Some(first), Some(second)) => {
                order::Lookup::Ambiguous([first, second].into_iter().chain(codes).collect())
            }
        }
    }
}

impl Codes {
    fn row(&self, table: &str, text: &str) -> order::Lookup {
        let Some(table) = self.table(table) else {
            return order::Lookup::Unknown;
        };
        match table.find(text) {
            Lookup::Found(row) => order::Lookup::Found(row.id),
            Lookup::Ambiguous(rows) => {
                order::Lookup::Ambiguous(rows.iter().map(|row| row.id).collect())
            }
            Lookup::Possible(id) => order::Lookup::Possible(id),
            Lookup::Unknown => order::Lookup::Unknown,
        }
    }
}
