//! 同一接入的 IP 段不重叠 | IP ranges of an access do not overlap
//!
//! ## 检查
//! 同一接入的 IP 段互不重叠；完全相同的由 `ip-already-reported` 指出。
//!
//! ## 原因
//! IP 段互相重叠时管局退回 1024。
//!
//! ## 正例
//! `119.29.0.1-119.29.0.5` 和 `119.29.0.6-119.29.0.9`
//!
//! ## 反例
//! `119.29.0.1-119.29.0.5` 和 `119.29.0.5-119.29.0.9`
//!
//! ## 处理
//! 合并重叠的 IP 段，或改正起止地址。
//!
//! ## Check
//! The ranges of one access share no address; identical ones are for `ip-already-reported`.
//!
//! ## Reason
//! The bureau refuses overlapping ranges with 1024.
//!
//! ## Passes
//! `119.29.0.1-119.29.0.5` and `119.29.0.6-119.29.0.9`
//!
//! ## Fails
//! `119.29.0.1-119.29.0.5` and `119.29.0.5-119.29.0.9`
//!
//! ## Remedy
//! Merge the ranges, or correct their ends.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-conflict",
    severity: Severity::Error,
    code: Some(1024),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for access in order.sites.iter().flat_map(|site| &site.accesses) {
        for (index, address) in access.addresses.iter().enumerate() {
            let Some(range) = address.range() else {
                continue;
            };
            let earlier = access.addresses[..index]
                .iter()
                .filter_map(|earlier| earlier.range());
            if let Some(other) = earlier
                .filter(|other| *other != range)
                .find(|other| other.overlaps(&range))
            {
                let message = Text::new(
                    format!("与 {other} 重叠"),
                    format!("shares addresses with {other}"),
                );
                report.flag(order, &address.first, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn neighbouring_ranges_pass() {
        assert_silent(&RULE, |order| {
            order.set("IP地址[2].起始IP", "119.29.0.6-119.29.0.9")
        });
    }

    #[test]
    fn ranges_that_share_an_address_are_found() {
        assert_fires(&RULE, "起始IP", |order| {
            order.set("IP地址[2].起始IP", "119.29.0.5-119.29.0.9")
        });
    }
}
