//! Findings of an attempt, and those of a run that belong to no order.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::rows::{read_place, read_severity, severity_name};
use super::{Ledger, Result};
use crate::order::{Finding, Privacy, Text};

/// Whom findings belong to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner {
    /// An attempt.
    Attempt(i64),
    /// A run.
    Run(i64),
}

impl Owner {
    fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Attempt(id) => (Some(id), None),
            Self::Run(id) => (None, Some(id)),
        }
    }
}

impl Ledger {
    /// Notes what was found in the batch's files and rows without order, in the place of what an earlier run of the same
    /// night found.
    pub fn note_findings(&mut self, found: &[Finding]) -> Result<()> {
        let Some(run) = self.run else {
            return Ok(());
        };
        let transaction = self.begin()?;
        transaction.execute(
            "DELETE FROM findings WHERE run_id IN (SELECT id FROM runs WHERE night = (SELECT night FROM runs WHERE id = ?1))",
            [run],
        )?;
        write(&transaction, Owner::Run(run), found)?;
        Ok(transaction.commit()?)
    }

    /// What was found in the files of a night's batch and in rows without order.
    pub fn run_findings(&self, night: NaiveDate) -> Result<Vec<Finding>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM runs r WHERE night = ?1 AND EXISTS (SELECT 1 FROM findings f WHERE f.run_id = r.id) ORDER BY id",
        )?;
        let runs = statement.query_map([night.to_string()], |row| row.get(0))?;
        let runs = runs.collect::<rusqlite::Result<Vec<i64>>>()?;
        let found = runs
            .into_iter()
            .map(|run| read(&self.connection, Owner::Run(run)));
        Ok(found.collect::<Result<Vec<Vec<Finding>>>>()?.concat())
    }
}

/// Writes findings in the place of those that their owner had.
pub(super) fn write(connection: &Connection, owner: Owner, found: &[Finding]) -> Result<()> {
    let (attempt, run) = owner.ids();
    connection
        .prepare_cached("DELETE FROM findings WHERE attempt_id = ?1 OR run_id = ?2")?
        .execute([attempt, run])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO findings (attempt_id, run_id, position, order_number, rule, severity, code, file, sheet, cell, field,
            tag, message_zh, message_en, remedy_zh, remedy_en)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    for (position, finding) in (0_i64..).zip(found) {
        insert.execute(params![
            attempt,
            run,
            position,
            finding.order.as_deref(),
            finding.rule,
            severity_name(finding.severity),
            finding.code,
            &*finding.place.file,
            finding.place.sheet.as_deref(),
            finding.place.cell(),
            finding.field,
            &*finding.tag,
            finding.message.zh,
            finding.message.en,
            finding.remedy.zh,
            finding.remedy.en,
        ])?;
    }
    Ok(())
}

/// The findings of their owner, in the order in which they were noted.
pub(super) fn read(connection: &Connection, owner: Owner) -> Result<Vec<Finding>> {
    let (attempt, run) = owner.ids();
    let mut statement = connection.prepare_cached(
        "SELECT rule, severity, code, file, sheet, cell, field, tag, message_zh, message_en, remedy_zh, remedy_en,
            order_number
         FROM findings WHERE attempt_id = ?1 OR run_id = ?2 ORDER BY position",
    )?;
    let mut rows = statement.query([attempt, run])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(finding(row)?);
    }
    Ok(found)
}

fn finding(row: &Row<'_>) -> Result<Finding> {
    let text = |zh: usize| -> Result<Text> {
        Ok(Text::new(
            row.get::<_, String>(zh)?,
            row.get::<_, String>(zh + 1)?,
        ))
    };
    Ok(Finding {
        order: row.get::<_, Option<String>>(12)?.map(Into::into),
        rule: row.get::<_, String>(0)?.into(),
        severity: read_severity(&row.get::<_, String>(1)?)?,
        code: row.get(2)?,
        place: read_place(&row.get::<_, String>(3)?, row.get(4)?, row.get(5)?),
        field: row.get::<_, String>(6)?.into(),
        tag: row.get::<_, String>(7)?.into(),
        value: None,
        privacy: Privacy::Open,
        message: text(8)?,
        remedy: text(10)?,
    })
}
