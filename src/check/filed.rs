//! What the bureau has already, as far as the ledger knows: rules compare a batch with it.

use std::collections::BTreeMap;

use crate::order::{IpRange, Kind};

/// What earlier nights have reported. Empty where there is no ledger.
#[derive(Clone, Debug, Default)]
pub struct Filed {
    ranges: BTreeMap<Kind, Vec<FiledRange>>,
    /// For each range in the order of first addresses, the highest last address up to it.
    reach: BTreeMap<Kind, Vec<u32>>,
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

impl Filed {
    /// The ranges that are known. `complete` says that the bureau has given a copy of all it has, so that what is not
    /// among them is not filed.
    pub fn new(ranges: impl IntoIterator<Item = FiledRange>, complete: bool) -> Self {
        let mut filed = Self {
            complete,
            ..Self::default()
        };
        for range in ranges {
            filed.ranges.entry(range.kind).or_default().push(range);
        }
        for (kind, ranges) in &mut filed.ranges {
            ranges.sort_by_key(|filed| filed.range);
            let mut highest = 0;
            let reach = ranges.iter().map(|filed| {
                highest = highest.max(filed.range.last.0);
                highest
            });
            filed.reach.insert(*kind, reach.collect());
        }
        filed
    }

    /// Whether nothing is filed but what is known here.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// All ranges that were reported as `kind`.
    pub fn ranges(&self, kind: Kind) -> &[FiledRange] {
        self.ranges.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The ranges reported as `kind` that share an address with `range`, the highest first.
    pub fn overlapping(&self, kind: Kind, range: IpRange) -> impl Iterator<Item = &FiledRange> {
        let ranges = self.ranges(kind);
        let reach = self.reach.get(&kind).map_or(&[][..], Vec::as_slice);
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
        let filed = [(10, 90), (20, 30), (40, 50), (95, 99)].map(|(first, last)| FiledRange {
            kind: Kind::IpSource,
            range: range(first, last),
            order: None,
            bureau_id: None,
            progress: FiledProgress::Accepted,
        });
        let filed = Filed::new(filed, false);
        let found = |first, last| -> Vec<u32> {
            let found = filed.overlapping(Kind::IpSource, range(first, last));
            found.map(|filed| filed.range.first.0).collect()
        };
        assert_eq!(found(25, 42), [40, 20, 10]);
        assert_eq!(found(60, 60), [10]);
        assert_eq!(found(90, 95), [95, 10]);
        assert!(found(91, 94).is_empty() && found(1, 9).is_empty());
        assert!(
            filed
                .overlapping(Kind::IpOwn, range(1, 100))
                .next()
                .is_none()
        );
    }
}
