//! 同一网站的 IP 段不重复 | IP ranges of a site are not repeated
//!
//! ## 检查
//! 同一网站的所有接入中没有两行相同的 IP 段。
//!
//! ## 原因
//! 同一接入的相同 IP 重复上报时管局退回 1040。
//!
//! ## 正例
//! 两行不同的 IP
//!
//! ## 反例
//! 两行都是 `119.29.0.1`
//!
//! ## 处理
//! 删除重复的一行；两台服务器的，改正写错的地址。
//!
//! ## Check
//! No two rows of a site's accesses hold the same range.
//!
//! ## Reason
//! The bureau refuses a range that was reported before with 1040.
//!
//! ## Passes
//! two different ranges
//!
//! ## Fails
//! two rows with `119.29.0.1`
//!
//! ## Remedy
//! Delete one of the rows, or correct the address if two servers are meant.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{IpRange, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-already-reported",
    severity: Severity::Error,
    code: Some(1040),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let mut seen: Vec<IpRange> = Vec::new();
        for address in site.accesses.iter().flat_map(|access| &access.addresses) {
            let Some(range) = address.range() else {
                continue;
            };
            if seen.contains(&range) {
                report.flag(
                    order,
                    &address.first,
                    Text::new("本网站已有这个 IP 段", "the site has this range before"),
                );
            }
            seen.push(range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn different_ranges_pass() {
        assert_silent(&RULE, |order| order.set("IP地址[2].起始IP", "119.29.0.6"));
    }

    #[test]
    fn a_repeated_range_is_found_however_it_is_written() {
        assert_fires(&RULE, "起始IP", |order| {
            order.set("IP地址[2].起始IP", "119.29.0.1");
            order.set("IP地址[2].终止IP", "119.29.0.5");
        });
    }
}
