//! 分配之前先报来源 | Sources before allocations
//!
//! ## 检查
//! 新增和修改的分配，其 IP 段在管局已受理的来源之内；来源正在报备的，分配自动等到来源通过（2998）之后再上报。
//!
//! ## 原因
//! IP 报备必须先报来源再报分配，没有来源的分配，管局按 2005 退回。
//!
//! ## 正例
//! 来源 `119.29.0.0/16` 已通过，分配 `119.29.8.0/24`
//!
//! ## 反例
//! 没有报备过来源的 `119.29.8.0/24`
//!
//! ## 处理
//! 先用“IP来源”报备来源；来源早已用别的系统报备的，导入管局的全量数据后提示即消失。
//!
//! ## Check
//! A range that is allocated, or whose allocation is changed, lies within a source that the bureau has accepted. While the
//! source is being reported the allocation waits by itself, and is sent when the source is accepted (2998).
//!
//! ## Reason
//! Sources are reported before allocations; the bureau refuses an allocation without a source with 2005.
//!
//! ## Passes
//! `119.29.8.0/24` within the accepted source `119.29.0.0/16`
//!
//! ## Fails
//! `119.29.8.0/24` of which no source was reported
//!
//! ## Remedy
//! Report the source first with IP来源; a source that was reported with another system is known once a full copy of the
//! bureau's data is taken in.

use crate::check::sources::{Source, Sources};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-source-before-allocation",
    severity: Severity::Error,
    code: Some(2005),
    kinds: &[Kind::IpSource, Kind::IpAllocation],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let sources = Sources::new(orders, context.filed);
    let allocations = orders.iter().filter(|order| {
        order.kind() == Some(Kind::IpAllocation)
            && order.operation() != Some(Operation::Delete)
            && !context.filed.is_sent(order)
    });
    for order in allocations {
        for (_, row) in order.reported() {
            let (Some(range), Some((first, _))) = (row.range(), row.ends()) else {
                continue;
            };
            if sources.of(range) == Source::Unknown {
                let message = Text::new(
                    format!("没有已知的来源包含 {range}"),
                    format!("no source is known that holds {range}"),
                );
                report.flag(order, first, message);
                // What was reported with another system is not known before the bureau's full copy is.
                if !context.filed.is_complete(Kind::IpSource) {
                    report.at_most(Severity::Warning);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::FiledProgress::{self, Accepted, Returned, Underway};
    use crate::check::filed::{Filed, FiledRange, FiledReport};
    use crate::check::sample::{Sample, findings_against};
    use crate::check::sources::Sources;
    use crate::codes::Codes;
    use crate::order::{Column, IpRange, Kind, Read, Severity};

    fn source(text: &str, progress: FiledProgress) -> FiledRange {
        FiledRange {
            kind: Kind::IpSource,
            range: IpRange::read(text, &Column::BLANK, Codes::bundled()).unwrap(),
            order: Some("T-0000".into()),
            bureau_id: None,
            progress,
        }
    }

    /// A full copy of the bureau's sources.
    fn all() -> [FiledReport; 1] {
        [FiledReport {
            kind: Kind::IpSource,
            id: 700_001,
            counts: true,
            copied: true,
        }]
    }

    fn severity(filed: &Filed) -> Option<Severity> {
        let order = Sample::report(Kind::IpAllocation).order;
        let found = findings_against(&RULE, &[order], filed);
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn an_allocation_within_one_source_or_two_that_touch_passes() {
        let wide = [source("119.29.0.0/16", Accepted)];
        assert_eq!(severity(&Filed::new(wide, all())), None);
        let halves = ["119.29.8.0/25", "119.29.8.128/25"].map(|half| source(half, Accepted));
        assert_eq!(severity(&Filed::new(halves, all())), None);
    }

    #[test]
    fn an_unknown_source_is_an_error_only_when_all_that_is_filed_is_known() {
        let elsewhere = || [source("119.30.0.0/16", Accepted)];
        assert_eq!(
            severity(&Filed::new(elsewhere(), all())),
            Some(Severity::Error)
        );
        assert_eq!(
            severity(&Filed::new(elsewhere(), [])),
            Some(Severity::Warning)
        );
        assert_eq!(severity(&Filed::default()), Some(Severity::Warning));
    }

    #[test]
    fn a_source_on_its_way_holds_the_allocation_without_a_finding() {
        for progress in [Underway, Returned] {
            let filed = Filed::new([source("119.29.0.0/16", progress)], all());
            assert_eq!(severity(&filed), None);
            let order = Sample::report(Kind::IpAllocation).order;
            let hold = Sources::new(&[], &filed).hold(&order).unwrap();
            assert!(hold.zh.contains("T-0000"), "{}", hold.zh);
        }
    }

    #[test]
    fn a_source_of_the_same_batch_holds_the_allocation_too() {
        let source = Sample::report(Kind::IpSource).order;
        let order = Sample::report(Kind::IpAllocation).order;
        let sources = Sources::new(&[&source], &Filed::default());
        assert!(sources.hold(&order).is_some());
        let deleted = Sample::deleted_report(Kind::IpAllocation).order;
        assert!(sources.hold(&deleted).is_none());
    }
}
