//! The whole ledger as JSON lines, for other programs: a line for each row of each table, `type` being the table's name.
//!
//! Keys are the columns' names, null where there is nothing; what a column holds as JSON stands there as JSON, bytes as
//! base64. The first line tells the version of the tables and how many lines of each type follow. The ledger holds no
//! secret, and so nor does this; it holds personal data.

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Error, Ledger, Result};
use crate::bundled;
use crate::order::Bilingual;

/// What keeps the ledger from being written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] Error),
    /// Where it was to be written.
    #[error("the ledger could not be written out: {0}")]
    Write(#[from] io::Error),
}

impl From<rusqlite::Error> for ExportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Ledger(error.into())
    }
}

impl Bilingual for ExportError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::Write(error) => format!("台账无法导出：{error}"),
        }
    }
}

#[derive(Deserialize)]
struct Description {
    table: String,
    json: String,
    description: String,
}

/// A table with its columns.
struct Table {
    name: String,
    columns: Vec<Column>,
    /// Columns by which the rows are told apart.
    order: Vec<String>,
}

struct Column {
    name: String,
    kind: String,
    may_be_null: bool,
    is_json: bool,
}

impl Ledger {
    /// Writes every row of every table, as the ledger is at this moment.
    pub fn export(&self, out: &mut dyn Write) -> std::result::Result<(), ExportError> {
        // One reading: what is written meanwhile is not seen.
        let reading = self.connection.unchecked_transaction()?;
        let tables = tables(&reading)?;
        let version: u32 = reading.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let mut counts = Map::new();
        for table in &tables {
            let query = format!("SELECT count(*) FROM \"{}\"", table.name);
            let count: i64 = reading.query_row(&query, [], |row| row.get(0))?;
            counts.insert(table.name.clone(), count.into());
        }
        let head = json!({ "type": "ledger", "version": version, "rows": counts });
        writeln!(out, "{head}")?;
        for table in &tables {
            table.write(&reading, out)?;
        }
        Ok(())
    }
}

impl Table {
    fn write(
        &self,
        connection: &Connection,
        out: &mut dyn Write,
    ) -> std::result::Result<(), ExportError> {
        let query = format!(
            "SELECT * FROM \"{}\" ORDER BY {}",
            self.name,
            self.order.join(", ")
        );
        let mut statement = connection.prepare(&query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut line = Map::new();
            line.insert("type".to_owned(), self.name.as_str().into());
            for (position, column) in self.columns.iter().enumerate() {
                let value = column.value(row.get_ref(position)?);
                line.insert(column.name.clone(), value);
            }
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Ok(())
    }
}

impl Column {
    fn value(&self, value: ValueRef<'_>) -> Value {
        match value {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Blob(bytes) => STANDARD.encode(bytes).into(),
            ValueRef::Text(bytes) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let parsed = self.is_json.then(|| serde_json::from_str(&text).ok());
                parsed.flatten().unwrap_or(Value::String(text))
            }
        }
    }

    /// What JSON Schema says of it.
    fn schema(&self) -> Value {
        if self.is_json {
            return json!({});
        }
        let kind = if self.kind == "INTEGER" {
            "integer"
        } else {
            "string"
        };
        if self.may_be_null {
            json!({ "type": [kind, "null"] })
        } else {
            json!({ "type": kind })
        }
    }
}

/// The tables by name, each as the database has it.
fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let described = descriptions();
    let mut names = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut columns = connection.prepare(
        "SELECT name, type, \"notnull\" = 0 AND pk = 0, pk FROM pragma_table_info(?1) ORDER BY cid",
    )?;
    let mut tables = Vec::new();
    for name in names {
        let json = described.get(&name).map_or("", |known| known.json.as_str());
        let mut keys: Vec<(i64, String)> = Vec::new();
        let mut found = Vec::new();
        let mut rows = columns.query([&name])?;
        while let Some(row) = rows.next()? {
            let column: String = row.get(0)?;
            let key: i64 = row.get(3)?;
            if key > 0 {
                keys.push((key, format!("\"{column}\"")));
            }
            found.push(Column {
                kind: row.get(1)?,
                may_be_null: row.get(2)?,
                is_json: json.split(' ').any(|known| known == column),
                name: column,
            });
        }
        keys.sort_unstable();
        let mut order: Vec<String> = keys.into_iter().map(|(_, column)| column).collect();
        if order.is_empty() {
            order.push("rowid".to_owned());
        }
        tables.push(Table {
            name,
            columns: found,
            order,
        });
    }
    Ok(tables)
}

fn descriptions() -> BTreeMap<String, Description> {
    let rows = bundled::rows::<Description>(include_str!("tables.csv")).into_iter();
    rows.map(|row| (row.table.clone(), row)).collect()
}

/// The JSON Schema of the lines.
pub fn export_schema() -> Value {
    let ledger = Ledger::in_memory().expect("the tables are built into the program");
    let tables = tables(&ledger.connection).expect("a new ledger can be read");
    let described = descriptions();
    let head = json!({
        "title": "ledger",
        "description": "The first line: the version of the tables, and how many lines of each type follow.",
        "required": ["type", "version", "rows"],
        "properties": {
            "type": { "enum": ["ledger"] },
            "version": { "type": "integer", "minimum": 1 },
            "rows": { "type": "object" },
        }
    });
    let lines = tables.iter().map(|table| {
        let mut properties = Map::new();
        properties.insert("type".to_owned(), json!({ "enum": [table.name] }));
        let mut required = vec!["type"];
        for column in &table.columns {
            properties.insert(column.name.clone(), column.schema());
            required.push(&column.name);
        }
        let description = described.get(&table.name).map(|known| &known.description);
        json!({
            "title": table.name,
            "description": description,
            "required": required,
            "properties": properties,
        })
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "beian ledger export",
        "description": "One line for every row of every table of the ledger. Moments are RFC 3339 in UTC+8, days ISO 8601, hashes lower-case hexadecimal digits. 台账每个表的每一行一行。",
        "type": "object",
        "oneOf": std::iter::once(head).chain(lines).collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_described_and_nothing_else() {
        let ledger = Ledger::in_memory().unwrap();
        let tables = tables(&ledger.connection).unwrap();
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        let described = descriptions();
        assert_eq!(
            names,
            described.keys().map(String::as_str).collect::<Vec<_>>()
        );
        for table in &tables {
            let known = &described[&table.name];
            assert!(!known.description.is_empty(), "{}", table.name);
            for column in known.json.split_whitespace() {
                assert!(table.columns.iter().any(|found| found.name == column));
            }
        }
    }
}
