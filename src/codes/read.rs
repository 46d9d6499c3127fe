//! Reads one CSV file of tables, row by row, each row with the line it stands on.
//!
//! What cannot be used is a [`CodesError`] that names file and line; nothing is skipped.

use serde::de::DeserializeOwned;

/// A table file that cannot be used.
///
/// For a file that came with the program this is a mistake of its makers; for one that the operator imported, the
/// operator has to mend or replace it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct CodesError {
    /// Name of the file.
    pub file: String,
    /// Line in the file, counted from 1; 0 when the problem concerns the whole file.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
}

impl CodesError {
    /// A problem on one line of a file.
    pub(super) fn new(file: &str, line: u64, problem: impl Into<String>) -> CodesError {
        CodesError {
            file: file.to_owned(),
            line,
            problem: problem.into(),
        }
    }
}

/// A file's name, for messages, and its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

impl Source<'_> {
    /// All rows of the file as `T`, each with its line.
    pub fn rows<T: DeserializeOwned>(&self) -> Result<Vec<(u64, T)>, CodesError> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let headers = reader
            .headers()
            .map_err(|error| self.error(1, error.to_string()))?
            .clone();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                self.error(
                    error.position().map_or(0, csv::Position::line),
                    error.to_string(),
                )
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let row = record
                .deserialize(Some(&headers))
                .map_err(|error| self.error(line, error.to_string()))?;
            rows.push((line, row));
        }
        Ok(rows)
    }

    /// A problem on one line of this file.
    pub fn error(&self, line: u64, problem: impl Into<String>) -> CodesError {
        CodesError::new(self.name, line, problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Pair {
        #[expect(dead_code, reason = "only its type matters here")]
        id: u32,
    }

    #[test]
    fn a_cell_of_the_wrong_type_is_an_error_with_file_and_line() {
        let source = Source {
            name: "colours.csv",
            text: "id,name\n1,red\ntwo,blue\n",
        };
        let error = source.rows::<Pair>().unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("colours.csv", 3));
    }

    #[test]
    fn a_row_with_a_cell_too_many_is_an_error_with_file_and_line() {
        let source = Source {
            name: "colours.csv",
            text: "id,name\n1,red,bright\n",
        };
        assert_eq!(source.rows::<Pair>().unwrap_err().line, 2);
    }
}
