//! Which record a cancellation means when the order gives a filing number instead of the bureau's id.

use super::{Record, RecordKey};
use crate::ledger::{Ledger, Result};
use crate::order::{FilingNumber, Kind};

/// What a filing number means as the target `Jlid` of a cancellation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// This record.
    One(u64),
    /// No live record is known.
    None,
    /// Several records; the order has to give the bureau's id.
    Several(Vec<u64>),
}

impl Ledger {
    /// The id `Jlid` that a cancellation of this kind means by a filing number: the subject's `Ztid`, the site's `Wzid`, or
    /// the `Jrid` of the access that `carrier` has for the site. The subject's own number stands for its site when it has
    /// only one. Other kinds have no target.
    pub fn cancellation_target(
        &self,
        kind: Kind,
        number: &FilingNumber,
        carrier: u64,
    ) -> Result<Target> {
        let mut ids = Vec::new();
        for filing in self.filings(RecordKey::Number(number.as_str()))? {
            ids.extend(targets(&filing, kind, number, carrier));
        }
        Ok(match ids.as_slice() {
            [] => Target::None,
            [id] => Target::One(*id),
            _ => Target::Several(ids),
        })
    }
}

fn targets(filing: &Record, kind: Kind, number: &FilingNumber, carrier: u64) -> Vec<u64> {
    let is_meant = |record: &&Record| {
        let of_subject = number.site().is_none();
        record.is_live() && (of_subject || record.number.as_deref() == Some(number.as_str()))
    };
    match kind {
        Kind::CancelSubject if filing.is_live() && number.site().is_none() => vec![filing.id],
        Kind::CancelSite => filing
            .sites()
            .filter(is_meant)
            .map(|site| site.id)
            .collect(),
        Kind::CancelAccess => filing
            .sites()
            .filter(is_meant)
            .flat_map(|site| site.accesses_of(carrier))
            .map(|access| access.id)
            .collect(),
        _ => Vec::new(),
    }
}
