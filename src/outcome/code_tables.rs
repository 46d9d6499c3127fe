//! The bureau's code tables `JCDM`: kept in the ledger, and from then on in the place of the bundled ones.

use std::borrow::Cow;

use super::session::{Fate, Session};
use crate::codes::{self, Codes, ImportedRow};
use crate::download::{CodeRow, ReportingUnit};
use crate::ledger::{CodeRowDetails, CodeRowRecord, Ledger, Result};
use crate::order::Text;

/// The table in which reporting units stand.
pub const UNITS: &str = "reporting_unit";

/// The code tables that count: the bundled ones, or those that the bureau sent.
pub fn effective_codes(ledger: &Ledger) -> Result<Cow<'static, Codes>> {
    let rows = ledger.code_rows()?.into_iter().map(|row| ImportedRow {
        table: row.table,
        id: row.id,
        name: row.name,
        valid: row.valid,
        bit: row.more.bit,
        owner: row.more.owner,
        level: row.more.level,
    });
    Ok(codes::effective(&rows.collect::<Vec<_>>()))
}

/// Takes in a row of a table.
pub(super) fn row(session: &Session<'_>, row: &CodeRow) -> Result<Fate> {
    let Some(name) = &row.name else {
        return Ok(nameless());
    };
    session.answers.keep_code(&CodeRowRecord {
        table: row.table.to_owned(),
        id: row.id,
        name: name.clone(),
        valid: row.valid.unwrap_or(true),
        more: CodeRowDetails {
            bit: row.bit,
            nature: row.unit_category,
            owner: row.owner_type,
            level: row.level,
            letters: row.letters.clone(),
        },
    })?;
    Ok(Fate::Matched)
}

/// Takes in a unit that reports.
pub(super) fn unit(session: &Session<'_>, unit: &ReportingUnit) -> Result<Fate> {
    let Some(name) = &unit.name else {
        return Ok(nameless());
    };
    session.answers.keep_code(&CodeRowRecord {
        table: UNITS.to_owned(),
        id: unit.id,
        name: name.clone(),
        valid: unit.valid.unwrap_or(true),
        more: CodeRowDetails::default(),
    })?;
    Ok(Fate::Matched)
}

fn nameless() -> Fate {
    Fate::Unmatched(Text::new("没有名称", "it has no name"))
}
