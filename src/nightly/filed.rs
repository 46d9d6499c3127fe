//! What the ledger knows, as the checks ask for it: what is filed, and the code tables that the bureau has sent.

use std::borrow::Cow;

use super::examine::ExamineError;
use crate::check::{Context, Filed, FiledProgress, FiledRange, FiledReport, Settings};
use crate::codes::Codes;
use crate::config::Config;
use crate::ledger::mirror::RecordKind;
use crate::ledger::{self, Ledger, State};
use crate::order::Kind;
use crate::outcome;

/// What a batch is checked beside: what earlier nights have brought.
pub struct Known<'l> {
    /// The code tables that count.
    pub(super) codes: Cow<'static, Codes>,
    /// What is filed already.
    pub(super) filed: Filed,
    /// Where the bureau's records are looked up.
    pub(super) ledger: Option<&'l Ledger>,
}

impl Default for Known<'_> {
    /// The bundled tables, and nothing filed.
    fn default() -> Self {
        Self {
            codes: Cow::Borrowed(Codes::bundled()),
            filed: Filed::default(),
            ledger: None,
        }
    }
}

impl<'l> Known<'l> {
    /// What a ledger and the carrier's configuration know.
    pub fn by(ledger: Option<&'l Ledger>, config: &Config) -> Result<Self, ExamineError> {
        let known = match ledger {
            None => Self::default(),
            Some(ledger) => Self {
                codes: outcome::effective_codes(ledger)?,
                filed: filed(ledger)?,
                ledger: Some(ledger),
            },
        };
        Ok(Self {
            codes: config.codes(known.codes)?,
            ..known
        })
    }

    /// What orders are held against on the day of the run.
    pub(super) fn context<'c>(&'c self, settings: &'c Settings, config: &Config) -> Context<'c> {
        Context {
            codes: &self.codes,
            settings,
            filed: &self.filed,
            today: config.now().date_naive(),
        }
    }
}

/// The records of reports that the bureau has or had, and the ranges of orders that are open.
fn filed(ledger: &Ledger) -> ledger::Result<Filed> {
    let mut ranges = Vec::new();
    let mut reports = Vec::new();
    for record in ledger.reported_records()? {
        let Some(kind) = reports_of(record.kind) else {
            continue;
        };
        reports.push(FiledReport {
            kind,
            id: record.id,
            counts: record.filed,
            copied: record.copied,
        });
        let counting = record.range.filter(|_| record.filed);
        ranges.extend(counting.map(|range| FiledRange {
            kind,
            range,
            order: record.order.map(Into::into),
            bureau_id: Some(record.id),
            progress: FiledProgress::Accepted,
        }));
    }
    ranges.extend(ledger.open_ranges()?.into_iter().map(|open| FiledRange {
        kind: open.kind,
        range: open.range,
        order: Some(open.order.into()),
        bureau_id: open.bureau_id,
        progress: progress(open.state),
    }));
    Ok(Filed::new(ranges, reports))
}

pub(super) fn progress(state: State) -> FiledProgress {
    match state {
        State::ReturnedToCarrier | State::ReturnedToCustomer | State::AwaitingRetry => {
            FiledProgress::Returned
        }
        // What was accepted of an order stands among the records; the rest was sent back.
        State::PartlyApproved => FiledProgress::Returned,
        _ => FiledProgress::Underway,
    }
}

/// The kind of order that reports such records.
fn reports_of(kind: RecordKind) -> Option<Kind> {
    match kind {
        RecordKind::IpSource => Some(Kind::IpSource),
        RecordKind::IpAllocation => Some(Kind::IpAllocation),
        RecordKind::IpBroadcast => Some(Kind::IpBroadcast),
        RecordKind::IpOwn => Some(Kind::IpOwn),
        RecordKind::DomainReport => Some(Kind::DomainReport),
        _ => None,
    }
}
