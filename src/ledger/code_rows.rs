//! The bureau's own code tables, as a `JCDM` or a full copy brought them last.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{Answers, Error, Ledger, Result};

/// A row of a code table of the bureau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRowRecord {
    /// The table, by the name that the bundled tables have.
    pub table: String,
    /// The code.
    pub id: u64,
    /// What it stands for.
    pub name: String,
    /// Whether it may be used.
    pub valid: bool,
    /// What else the row says.
    pub more: CodeRowDetails,
}

/// What only some tables say of their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRowDetails {
    /// The value by which several codes are combined `Ysid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit: Option<u64>,
    /// Of a certificate type the nature of the unit that has it `Dwflid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<u64>,
    /// Of an attachment's purpose whom it belongs to `Ssdxlx`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<u32>,
    /// Of a region whether it is a province (1), a city (2) or a county (3) `Lx`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// A code in letters `Bm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
}

impl Answers<'_> {
    /// Keeps a row. The first one of a table in an answer file takes away those that came with earlier files.
    pub fn keep_code(&self, row: &CodeRowRecord) -> Result<()> {
        self.transaction
            .prepare_cached("DELETE FROM code_rows WHERE code_table = ?1 AND download_id <> ?2")?
            .execute(params![row.table, self.download])?;
        let more = serde_json::to_string(&row.more)
            .map_err(|error| Error::Inconsistent(format!("a code cannot be kept: {error}")))?;
        let id = super::mirror::sql_id(row.id)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO code_rows (code_table, id, name, valid, more, download_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (code_table, id) DO UPDATE SET name = excluded.name, valid = excluded.valid, more = excluded.more",
            )?
            .execute(params![row.table, id, row.name, row.valid, more, self.download])?;
        Ok(())
    }
}

impl Ledger {
    /// Every row of every table that the bureau has sent, by table and code.
    pub fn code_rows(&self) -> Result<Vec<CodeRowRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code_table, id, name, valid, more FROM code_rows ORDER BY code_table, id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let more: String = row.get(4)?;
            found.push(CodeRowRecord {
                table: row.get(0)?,
                id: row.get::<_, i64>(1)?.unsigned_abs(),
                name: row.get(2)?,
                valid: row.get(3)?,
                more: serde_json::from_str(&more)
                    .map_err(|_| Error::Inconsistent("a code cannot be read".to_owned()))?,
            });
        }
        Ok(found)
    }
}
