//! What the checks and the carrier's own review said about an order.

use rusqlite::{Connection, params};

use super::moves::move_to;
use super::register::latest_attempt;
use super::{Error, Ledger, Moment, Result, State};
use crate::order::{Finding, Text};

/// The verdict of one run about one order that is not packed yet.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// The order number.
    pub order: &'a str,
    /// Where it stands now: failed the checks, in the carrier's review, or ready.
    pub state: State,
    /// Why it waits, if it does.
    pub note: Option<Text>,
    /// All findings, in the place of earlier ones. The values themselves are not kept.
    pub findings: &'a [Finding],
}

impl Ledger {
    /// Notes the verdicts of a batch, in one transaction. Refused for an order that is packed already.
    pub fn checked(&mut self, verdicts: &[Checked<'_>], now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        for verdict in verdicts {
            let (attempt, from) = latest_attempt(&transaction, verdict.order)?;
            if !from.is_before_packing() {
                let order = verdict.order.to_owned();
                let to = verdict.state;
                return Err(Error::Transition { order, from, to });
            }
            move_to(
                &transaction,
                run,
                attempt,
                verdict.state,
                verdict.note.as_ref(),
                now,
            )?;
            write_findings(&transaction, attempt, verdict.findings)?;
        }
        Ok(transaction.commit()?)
    }
}

fn write_findings(connection: &Connection, attempt: i64, findings: &[Finding]) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM findings WHERE attempt_id = ?1")?
        .execute([attempt])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO findings (attempt_id, position, rule, severity, code, file, sheet, cell, field, tag,
            message_zh, message_en, remedy_zh, remedy_en)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (position, finding) in (0_i64..).zip(findings) {
        insert.execute(params![
            attempt,
            position,
            finding.rule,
            super::rows::severity_name(finding.severity),
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
