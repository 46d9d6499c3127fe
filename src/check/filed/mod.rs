//! What the bureau has already, as far as the ledger knows: rules compare a batch with it.
//!
//! Ranges and reports are known whole; of [filings](Filings), [open orders](Claimed), the [blacklist](Blacklist) and the
//! bureau's [lists](Lists) only what the batch has to do with.

mod blacklist;
mod claims;
mod filings;
mod keys;
mod lists;
mod record;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use blacklist::{Blacklist, upwards};
pub use claims::{Claim, ClaimKind, Claimant, Claimed, claims, subject_claims, unfiled_claim};
pub use filings::{Extent, FilingKey, Filings};
pub use keys::{cancelled, filing_keys};
pub use lists::{Listed, Lists, Refusal};
pub use record::{FiledAccess, FiledDomain, FiledIp, FiledSite, FiledSubject, Values};

use crate::order::{IpRange, Kind, Order};

/// What earlier nights have reported. Empty where there is no ledger.
#[derive(Clone, Debug, Default)]
pub struct Filed {
    ranges: BTreeMap<Kind, Ranges>,
    records: BTreeMap<Kind, Records>,
    sent: HashSet<Box<str>>,
    /// The bureau's filings.
    pub filings: Filings,
    /// What other orders are about.
    pub claimed: Claimed,
    /// What must not be filed.
    pub blacklist: Blacklist,
    /// What the bureau's lists and answers say.
    pub lists: Lists,
}

/// Ranges in the order of their addresses.
#[derive(Clone, Debug, Default)]
struct Ranges {
    sorted: Vec<FiledRange>,
    /// For each range the highest last address up to it.
    reach: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Records {
    /// Whether each record still counts, by the bureau's id.
    counts: HashMap<u64, bool>,
    /// Whether the bureau has given a full copy of them.
    complete: bool,
}

/// A range of IP addresses that was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledRange {
    /// What it was reported as.
    pub kind: Kind,
    /// The range.
    pub range: IpRange,
    /// The order that reported it; `None` when the bureau itself told of it.
    pub order: Option<Box<str>>,
    /// The bureau's id of the record, once it is known.
    pub bureau_id: Option<u64>,
    /// How far it has come.
    pub progress: FiledProgress,
}

/// How far a reported range has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiledProgress {
    /// The bureau has accepted it.
    Accepted,
    /// It is with the bureau, or on its way there.
    Underway,
    /// The bureau has sent it back, to be mended.
    Returned,
}

/// A record of a report that the bureau has, or had.
#[derive(Clone, Copy, Debug)]
pub struct FiledReport {
    /// What it was reported as.
    pub kind: Kind,
    /// The bureau's id.
    pub id: u64,
    /// Whether it still counts.
    pub counts: bool,
    /// Whether a full copy of the bureau's records held it.
    pub copied: bool,
}

/// What is known of a record that an order names by the bureau's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiledRecord {
    /// The bureau has it.
    Filed,
    /// It was deleted.
    Gone,
    /// The bureau's full copy does not hold it.
    Absent,
    /// It may be one of those that were reported before this ledger began.
    Unknown,
}

impl Filed {
    /// What the ledger knows: ranges, and the records of reports.
    pub fn new(
        ranges: impl IntoIterator<Item = FiledRange>,
        reports: impl IntoIterator<Item = FiledReport>,
    ) -> Self {
        let mut filed = Self::default();
        for range in ranges {
            let ranges = filed.ranges.entry(range.kind).or_default();
            ranges.sorted.push(range);
        }
        for ranges in filed.ranges.values_mut() {
            ranges.sorted.sort_by_key(|filed| filed.range);
            let mut highest = 0;
            let reach = ranges.sorted.iter().map(|filed| {
                highest = highest.max(filed.range.last.0);
                highest
            });
            ranges.reach = reach.collect();
        }
        for report in reports {
            let records = filed.records.entry(report.kind).or_default();
            records.complete |= report.copied;
            records.counts.insert(report.id, report.counts);
        }
        filed
    }

    /// The same, with orders that the bureau has or has taken: what they say is part of what is filed, and they are not
    /// sent again.
    pub fn with_sent(mut self, orders: impl IntoIterator<Item = Box<str>>) -> Self {
        self.add_sent(orders);
        self
    }

    /// The same, with the bureau's filings.
    pub fn with_filings(self, filings: Filings) -> Self {
        Self { filings, ..self }
    }

    /// Adds orders that the bureau has or has taken.
    pub fn add_sent(&mut self, orders: impl IntoIterator<Item = Box<str>>) {
        self.sent.extend(orders);
    }

    /// Whether the bureau has an order already, or has decided about it.
    pub fn is_sent(&self, order: &Order) -> bool {
        self.sent.contains(&order.number.text)
    }

    /// Whether the bureau has given a full copy of its records of `kind`, so that nothing is filed but what is known here.
    pub fn is_complete(&self, kind: Kind) -> bool {
        self.records
            .get(&kind)
            .is_some_and(|records| records.complete)
    }

    /// What is known of the record of `kind` with an id.
    pub fn record(&self, kind: Kind, id: u64) -> FiledRecord {
        let Some(records) = self.records.get(&kind) else {
            return FiledRecord::Unknown;
        };
        match records.counts.get(&id) {
            Some(true) => FiledRecord::Filed,
            Some(false) => FiledRecord::Gone,
            None if records.complete => FiledRecord::Absent,
            None => FiledRecord::Unknown,
        }
    }

    /// All ranges that were reported as `kind`, in the order of their addresses.
    pub fn ranges(&self, kind: Kind) -> &[FiledRange] {
        self.ranges.get(&kind).map_or(&[], |ranges| &ranges.sorted)
    }

    /// The ranges reported as `kind` that share an address with `range`, the highest first.
    pub fn overlapping(&self, kind: Kind, range: IpRange) -> impl Iterator<Item = &FiledRange> {
        let (ranges, reach) = { self.ranges.get(&kind) }
            .map_or((&[][..], &[][..]), |ranges| (&ranges.sorted, &ranges.reach));
        let end = ranges.partition_point(|filed| filed.range.first <= range.last);
        ranges[..end]
            .iter()
            .zip(reach)
            .rev()
            .take_while(move |(_, reach)| **reach >= range.first.0)
            .map(|(filed, _)| filed)
            .filter(move |filed| filed.range.overlaps(&range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::IpAddress;

    fn range(first: u32, last: u32) -> IpRange {
        IpRange {
            first: IpAddress(first),
            last: IpAddress(last),
        }
    }

    #[test]
    fn what_shares_an_address_is_found_however_ranges_are_nested() {
        let ranges = [(10, 90), (20, 30), (40, 50), (95, 99)].map(|(first, last)| FiledRange {
            kind: Kind::IpSource,
            range: range(first, last),
            order: None,
            bureau_id: None,
            progress: FiledProgress::Accepted,
        });
        let filed = Filed::new(ranges, []);
        let found = |first, last| -> Vec<u32> {
            let found = filed.overlapping(Kind::IpSource, range(first, last));
            found.map(|filed| filed.range.first.0).collect()
        };
        assert_eq!(found(25, 42), [40, 20, 10]);
        assert_eq!(found(60, 60), [10]);
        assert_eq!(found(90, 95), [95, 10]);
        assert!(found(91, 94).is_empty() && found(1, 9).is_empty());
        let others = filed.overlapping(Kind::IpOwn, range(1, 100));
        assert_eq!(others.count(), 0);
    }

    #[test]
    fn a_record_is_absent_only_when_all_are_known() {
        let report = |id, counts, copied| FiledReport {
            kind: Kind::IpSource,
            id,
            counts,
            copied,
        };
        let some = Filed::new([], [report(1, true, false), report(2, false, false)]);
        assert_eq!(some.record(Kind::IpSource, 1), FiledRecord::Filed);
        assert_eq!(some.record(Kind::IpSource, 2), FiledRecord::Gone);
        assert_eq!(some.record(Kind::IpSource, 3), FiledRecord::Unknown);
        let all = Filed::new([], [report(1, true, true)]);
        assert_eq!(all.record(Kind::IpSource, 3), FiledRecord::Absent);
        assert_eq!(all.record(Kind::IpOwn, 3), FiledRecord::Unknown);
    }
}
