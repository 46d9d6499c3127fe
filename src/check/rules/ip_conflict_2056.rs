//! IP段在冲突名单上 | The range is in conflict
//!
//! ## 检查
//! 新增和修改的IP段，不与管局核查出的冲突段重叠；修改时是警告，因为修改可能正是为了消除冲突。
//!
//! ## 原因
//! 与别的单位的报备冲突的，管局按 2056 退回。冲突来自管局的IP核查结果，任务办结后不再提示。
//!
//! ## 正例
//! 没有未处理的冲突
//!
//! ## 反例
//! `119.29.0.0/24` 在核查结果中与别的单位冲突
//!
//! ## 处理
//! 与对方单位核实谁在用，由不用的一方修改或删除；解决后关闭该任务。
//!
//! ## Check
//! A range that is added or changed does not overlap one that the bureau's audit found in conflict; for a change it is
//! a warning, since it may be what ends the conflict.
//!
//! ## Reason
//! A range that another unit has reported is refused with 2056. The conflicts come with the bureau's audits; once the
//! task is done nothing is said any more.
//!
//! ## Passes
//! no conflict is open
//!
//! ## Fails
//! `119.29.0.0/24`, which the audit found in conflict with another unit's
//!
//! ## Remedy
//! Find out with the other unit who uses it; whoever does not changes or deletes it. Close the task then.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-conflict-2056",
    severity: Severity::Error,
    code: Some(2056),
    kinds: Kind::IP_REPORTS,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let severity = match order.operation() {
        Some(Operation::Add) => Severity::Error,
        Some(Operation::Modify) => Severity::Warning,
        _ => return,
    };
    for (_, row) in order.reported() {
        let (Some(range), Some((first, _))) = (row.range(), row.ends()) else {
            continue;
        };
        let mut conflicts = context.filed.lists.conflicts.iter();
        if let Some(other) = conflicts.find(|other| other.overlaps(&range)) {
            let message = Text::new(
                format!("管局核查：{other} 与别的单位冲突"),
                format!("the bureau's audit found {other} in conflict with another unit's"),
            );
            report.flag(order, first, message);
            report.at_most(severity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;
    use crate::codes::Codes;
    use crate::order::{Column, IpRange, Kind, Read as _, Severity};

    fn found(sample: Sample, range: &str) -> Option<Severity> {
        let mut filed = Filed::default();
        filed
            .lists
            .conflicts
            .extend(IpRange::read(range, &Column::BLANK, Codes::bundled()));
        let found = findings_beside(&RULE, sample, &filed, |_| ());
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn other_ranges_pass() {
        assert_eq!(found(Sample::report(Kind::IpSource), "10.0.0.0/8"), None);
        let source = Sample::report(Kind::IpSource);
        assert!(findings_beside(&RULE, source, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_range_in_conflict_is_an_error_when_added_and_a_warning_when_changed() {
        let all = "119.0.0.0/8";
        let (added, changed) = (Sample::report, Sample::changed_report);
        assert_eq!(found(added(Kind::IpSource), all), Some(Severity::Error));
        assert_eq!(found(changed(Kind::IpSource), all), Some(Severity::Warning));
    }
}
