//! 接入IP在本公司的IP备案内 | Access addresses are in this carrier's IP filing
//!
//! ## 检查
//! 接入的 IP 段都在本公司已受理的IP分配或IP自带之内。只有台账中有管局IP备案的全量数据时才检查；正在报备的算警告。
//!
//! ## 原因
//! 接入IP与本公司的IP备案不符，管局按 1063 退回。
//!
//! ## 正例
//! `119.29.0.1` 在已受理的 `119.29.0.0/16` 内
//!
//! ## 反例
//! `8.8.8.8`
//!
//! ## 处理
//! 核对IP；确是本公司的，先报IP分配（或IP自带），受理后再报。
//!
//! ## Check
//! Every IP range of an access lies within the allocations and own ranges that the bureau has accepted of this carrier.
//! This is looked at only where the ledger has a full copy of the IP filing; a range that is being reported is a
//! warning.
//!
//! ## Reason
//! The bureau refuses addresses that are not in the carrier's IP filing with 1063.
//!
//! ## Passes
//! `119.29.0.1` within the accepted `119.29.0.0/16`
//!
//! ## Fails
//! `8.8.8.8`
//!
//! ## Remedy
//! Check the address; where it is this carrier's, report its allocation (or the customer's own range) first.

use crate::check::filed::FiledProgress;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{IpRange, Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-own-library",
    severity: Severity::Error,
    code: Some(1063),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::NewAccess,
        Kind::Change,
        Kind::IpAllocation,
        Kind::IpOwn,
    ],
    check: Check::Batch(check),
};

const LIBRARY: [Kind; 2] = [Kind::IpAllocation, Kind::IpOwn];

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let filed = context.filed;
    if !LIBRARY.iter().any(|kind| filed.is_complete(*kind)) {
        return;
    }
    let known = || LIBRARY.iter().flat_map(|kind| filed.ranges(*kind));
    let is_accepted = |progress| progress == FiledProgress::Accepted;
    let accepted = known()
        .filter(|range| is_accepted(range.progress))
        .map(|range| range.range);
    let accepted = merged(accepted.collect());
    let (reports, others): (Vec<&Order>, Vec<&Order>) = orders
        .iter()
        .partition(|order| order.kind().is_some_and(|kind| LIBRARY.contains(&kind)));
    let of_batch = reports
        .iter()
        .filter(|order| order.operation() != Some(Operation::Delete));
    let of_batch = of_batch.flat_map(|order| order.reported().filter_map(|(_, row)| row.range()));
    let coming = known().map(|range| range.range).chain(of_batch);
    let coming = merged(coming.collect());
    for order in others {
        for address in order.addresses() {
            let Some(range) = address.range().filter(|range| range.first <= range.last) else {
                continue;
            };
            if is_within(range, &accepted) {
                continue;
            }
            let message = Text::new(
                format!("{range} 不在本公司已受理的IP备案内"),
                format!("{range} is not within this carrier's accepted IP filing"),
            );
            report.flag(order, &address.first, message);
            if is_within(range, &coming) {
                report.at_most(Severity::Warning);
            }
        }
    }
}

/// The ranges in order, those that touch made one.
fn merged(mut ranges: Vec<IpRange>) -> Vec<IpRange> {
    ranges.sort();
    let mut merged: Vec<IpRange> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.last.0.saturating_add(1) >= range.first.0 => {
                last.last = last.last.max(range.last);
            }
            _ => merged.push(range),
        }
    }
    merged
}

fn is_within(range: IpRange, merged: &[IpRange]) -> bool {
    let after = merged.partition_point(|known| known.first <= range.first);
    after > 0 && merged[after - 1].contains(&range)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, FiledProgress, FiledRange, FiledReport};
    use crate::check::sample::{Sample, findings_against};
    use crate::codes::Codes;
    use crate::order::{Column, IpRange, Kind, Read as _, Severity};

    fn found(range: &str, progress: FiledProgress, copied: bool) -> Option<Severity> {
        let range = FiledRange {
            kind: Kind::IpAllocation,
            range: IpRange::read(range, &Column::BLANK, Codes::bundled()).unwrap(),
            order: None,
            bureau_id: Some(1),
            progress,
        };
        let report = FiledReport {
            kind: Kind::IpAllocation,
            id: 1,
            counts: true,
            copied,
        };
        let filed = Filed::new([range], [report]);
        let found = findings_against(&RULE, &[Sample::unit().order], &filed);
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn addresses_of_the_filing_pass_and_without_a_full_copy_nothing_is_said() {
        assert_eq!(found("119.29.0.0/16", FiledProgress::Accepted, true), None);
        assert_eq!(found("119.30.0.0/16", FiledProgress::Accepted, false), None);
        assert!(findings_against(&RULE, &[Sample::unit().order], &Filed::default()).is_empty());
    }

    #[test]
    fn other_addresses_are_found_and_those_on_their_way_are_a_warning() {
        let accepted = FiledProgress::Accepted;
        assert_eq!(
            found("119.30.0.0/16", accepted, true),
            Some(Severity::Error)
        );
        let underway = FiledProgress::Underway;
        assert_eq!(
            found("119.29.0.0/16", underway, true),
            Some(Severity::Warning)
        );
    }
}
