//! IP 段没有重复报备 | Ranges that are reported once
//!
//! ## 检查
//! 新增和修改的 IP 段，与同类的其他记录没有相同的地址：同一批里的，以及台账里已报备的。
//!
//! ## 原因
//! 管局按 2003 退回已报备的来源、分配和自带 IP 段，按 2004 退回已报备的广播。
//!
//! ## 正例
//! `119.29.0.0/24` 和 `119.29.1.0/24`
//!
//! ## 反例
//! `119.29.0.0/16` 和 `119.29.1.0/24` 都作为来源新增
//!
//! ## 处理
//! 删去重复的一行；内容要变的，用“修改”上报原来的记录。
//!
//! ## Check
//! A range that is added or changed shares no address with another record of its kind: neither in the batch, nor among those
//! that the ledger knows to be reported.
//!
//! ## Reason
//! The bureau refuses a source, an allocation or a customer's own range that is reported already with 2003, a broadcast with
//! 2004.
//!
//! ## Passes
//! `119.29.0.0/24` and `119.29.1.0/24`
//!
//! ## Fails
//! `119.29.0.0/16` and `119.29.1.0/24`, both added as sources
//!
//! ## Remedy
//! Delete the repeated row; if something changes, report the earlier record with 修改.

use std::collections::HashSet;

use crate::check::compare;
use crate::check::filed::{FiledProgress, FiledRange};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Id, IpRange, Kind, Operation, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-already-filed",
    severity: Severity::Error,
    code: Some(2003),
    kinds: Kind::IP_REPORTS,
    check: Check::Batch(check),
};

const BROADCAST: u32 = 2004;

/// A range of the batch, with its place in it.
struct Reported<'o> {
    range: IpRange,
    position: usize,
    order: &'o Order,
    row: &'o ReportRow,
}

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let rows = || {
        let orders = orders.iter().copied();
        let orders = orders.filter(|order| !context.filed.is_sent(order));
        orders.flat_map(|order| order.reported().map(move |(_, row)| (order, row)))
    };
    // A record that the batch deletes or changes makes room.
    let named: HashSet<(Kind, Id)> = rows()
        .filter_map(|(order, row)| Some((order.kind()?, *row.bureau_id()?.get()?)))
        .collect();
    let moved = |filed: &FiledRange| {
        let id = filed.bureau_id.map(Id);
        id.is_some_and(|id| named.contains(&(filed.kind, id)))
    };
    for kind in Kind::IP_REPORTS {
        let mut ranges: Vec<Reported<'_>> = rows()
            .filter(|(order, _)| order.kind() == Some(*kind) && states_a_range(order))
            .enumerate()
            .filter_map(|(position, (order, row))| {
                let range = row.range().filter(|range| range.first <= range.last)?;
                Some(Reported {
                    range,
                    position,
                    order,
                    row,
                })
            })
            .collect();
        for found in &ranges {
            let filed = context.filed.overlapping(*kind, found.range);
            let mut others =
                filed.filter(|filed| filed.order.as_ref() != Some(&found.order.number.text));
            let counts =
                |filed: &&FiledRange| filed.progress != FiledProgress::Returned && !moved(filed);
            if let Some(other) = others.find(counts) {
                let (zh, en) = match &other.order {
                    Some(order) => (format!("订单 {order} "), format!("by order {order}")),
                    None => (
                        "管局数据中".to_owned(),
                        "according to the bureau".to_owned(),
                    ),
                };
                let message = Text::new(
                    format!("与{zh}已报备的 {} 重叠", other.range),
                    format!("shares addresses with {}, reported {en}", other.range),
                );
                flag(found, message, report);
            }
        }
        ranges.sort_by_key(|one| (one.range, one.position));
        let mut repeated: Vec<(&Reported<'_>, &Reported<'_>)> = Vec::new();
        let mut furthest: Option<&Reported<'_>> = None;
        for one in &ranges {
            if let Some(other) = furthest.filter(|other| other.range.overlaps(&one.range)) {
                let later = if one.position > other.position {
                    one
                } else {
                    other
                };
                let earlier = if one.position > other.position {
                    other
                } else {
                    one
                };
                repeated.push((later, earlier));
            }
            if furthest.is_none_or(|other| other.range.last < one.range.last) {
                furthest = Some(one);
            }
        }
        repeated.sort_by_key(|(later, _)| later.position);
        repeated.dedup_by_key(|(later, _)| later.position);
        for (later, earlier) in repeated {
            let Text { zh, en } = compare::earlier(earlier.order, later.order);
            let message = Text::new(
                format!("与{zh}的 {} 重叠", earlier.range),
                format!("shares addresses with {} of {en}", earlier.range),
            );
            flag(later, message, report);
        }
    }
}

fn states_a_range(order: &Order) -> bool {
    matches!(order.operation(), Some(Operation::Add | Operation::Modify))
}

fn flag(found: &Reported<'_>, message: Text, report: &mut Report<'_>) {
    if let Some((first, _)) = found.row.ends() {
        report.flag(found.order, first, message);
        if found.order.kind() == Some(Kind::IpBroadcast) {
            report.with_code(BROADCAST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::filed::{Filed, FiledProgress, FiledRange};
    use crate::check::sample::{
        Sample, assert_fires_on, assert_silent_on, findings_against, findings_in,
    };
    use crate::codes::Codes;
    use crate::order::{Column, IpRange, Kind, Read};

    #[test]
    fn ranges_beside_each_other_and_of_other_kinds_pass() {
        assert_silent_on(&RULE, Sample::report(Kind::IpSource), |order| {
            order.set("IP来源[2].起始IP", "119.30.0.0/16")
        });
        let orders = [Kind::IpSource, Kind::IpAllocation].map(|kind| Sample::report(kind).order);
        assert!(findings_in(&RULE, &orders, &Settings::default()).is_empty());
    }

    #[test]
    fn a_range_within_another_is_found_at_the_later_one() {
        assert_fires_on(&RULE, Sample::report(Kind::IpSource), "起始IP", |order| {
            order.set("IP来源[2].起始IP", "119.29.3.0/24")
        });
        let mut wide = Sample::report(Kind::IpBroadcast);
        wide.set("IP广播.起始IP", "119.0.0.0/8");
        let mut orders = [Sample::report(Kind::IpBroadcast).order, wide.order];
        orders[1].number.text = "T-0002".into();
        let found = findings_in(&RULE, &orders, &Settings::default());
        let [finding] = &found[..] else {
            panic!("{found:#?}")
        };
        assert_eq!(
            (finding.order.as_deref(), finding.code),
            (Some("T-0002"), Some(2004))
        );
    }

    #[test]
    fn what_the_ledger_knows_counts_unless_the_batch_changes_it() {
        let range = |text| IpRange::read(text, &Column::BLANK, Codes::bundled()).unwrap();
        let filed = Filed::new(
            [FiledRange {
                kind: Kind::IpSource,
                range: range("119.29.0.0/17"),
                order: Some("T-0000".into()),
                bureau_id: Some(700_001),
                progress: FiledProgress::Accepted,
            }],
            [],
        );
        let found = |sample: Sample| findings_against(&RULE, &[sample.order], &filed).len();
        assert_eq!(found(Sample::report(Kind::IpSource)), 1);
        assert_eq!(found(Sample::changed_report(Kind::IpSource)), 0);
        assert_eq!(found(Sample::report(Kind::IpAllocation)), 0);
    }
}
