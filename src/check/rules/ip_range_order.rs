//! 报备的起始IP 不大于终止IP | First and last address of a reported range in order
//!
//! ## 检查
//! 新增和修改的 IP 记录，起始IP 不大于终止IP。
//!
//! ## 原因
//! 起止颠倒的 IP 段，管局按 2002 退回。
//!
//! ## 正例
//! `119.29.0.1-119.29.0.5`
//!
//! ## 反例
//! `119.29.0.5-119.29.0.1`
//!
//! ## 处理
//! 对调起始IP 和终止IP。
//!
//! ## Check
//! The first address of a range that is added or changed is not behind its last.
//!
//! ## Reason
//! The bureau refuses a range the wrong way round with 2002.
//!
//! ## Passes
//! `119.29.0.1-119.29.0.5`
//!
//! ## Fails
//! `119.29.0.5-119.29.0.1`
//!
//! ## Remedy
//! Exchange the two addresses.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-range-order",
    severity: Severity::Error,
    code: Some(2002),
    kinds: Kind::IP_REPORTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        if let Some((first, _)) = row.ends()
            && row.range().is_some_and(|range| range.first > range.last)
        {
            let message = Text::new(
                "起始IP 大于终止IP",
                "the first address lies behind the last",
            );
            report.flag(order, first, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn a_single_address_passes() {
        assert_silent_on(&RULE, Sample::report(Kind::IpSource), |order| {
            order.set("IP来源.起始IP", "119.29.0.1")
        });
    }

    #[test]
    fn a_reversed_range_is_found_in_one_cell_and_in_two() {
        assert_fires_on(&RULE, Sample::report(Kind::IpSource), "起始IP", |order| {
            order.set("IP来源.起始IP", "119.29.0.5-119.29.0.1")
        });
        assert_fires_on(
            &RULE,
            Sample::report(Kind::IpAllocation),
            "起始IP",
            |order| order.set("IP分配.终止IP", "119.29.7.0"),
        );
    }
}
