//! 起始IP 不大于终止IP | First and last address in order
//!
//! ## 检查
//! 每个 IP 段的起始IP 不大于终止IP。
//!
//! ## 原因
//! 起止颠倒的 IP 段对管局是无效地址，退回 1006。
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
//! The first address of a range is not behind its last.
//!
//! ## Reason
//! A range the wrong way round is invalid and refused with 1006.
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
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-order",
    severity: Severity::Error,
    code: Some(1006),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for address in order.addresses() {
        if address
            .range()
            .is_some_and(|range| range.first > range.last)
        {
            report.flag(
                order,
                &address.first,
                Text::new(
                    "起始IP 大于终止IP",
                    "the first address lies behind the last",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_single_address_and_an_ordered_range_pass() {
        assert_silent(&RULE, |order| order.set("IP地址.起始IP", "119.29.0.1"));
        assert_silent(&RULE, |order| {
            order.set("IP地址.起始IP", "119.29.0.1");
            order.set("IP地址.终止IP", "119.29.0.1");
        });
    }

    #[test]
    fn a_reversed_range_is_found_in_one_cell_and_in_two() {
        assert_fires(&RULE, "起始IP", |order| {
            order.set("IP地址.起始IP", "119.29.0.5-119.29.0.1")
        });
        assert_fires(&RULE, "起始IP", |order| {
            order.set("IP地址.起始IP", "119.29.0.5");
            order.set("IP地址.终止IP", "119.29.0.1");
        });
    }
}
