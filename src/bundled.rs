//! Tables in CSV that are built into the program.

use serde::de::DeserializeOwned;

/// The rows of a table that is built into the program, its columns named by its first line.
///
/// A row that does not fit its type stops the program; a test of each table reads all of it, so that none does.
pub(crate) fn rows<T: DeserializeOwned>(table: &str) -> Vec<T> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect::<csv::Result<_>>()
        .expect("the table is built into the program, and a test reads all of it")
}
