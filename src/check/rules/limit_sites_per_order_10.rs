//! 一张订单的网站数 | Sites of an order
//!
//! ## 检查
//! 一张订单的网站不超过配置的个数，默认 10 个。
//!
//! ## 原因
//! 接口没有上限，但一次提交过多网站不便审核，订单出错也会一并退回。
//!
//! ## 正例
//! 10 个网站
//!
//! ## 反例
//! 11 个网站
//!
//! ## 处理
//! 拆成几张订单，前一张通过后再提交下一张。
//!
//! ## Check
//! An order has at most as many sites as configured, by default 10.
//!
//! ## Reason
//! The interface sets no bound, but reviews handle few sites at a time, and one wrong site has all refused.
//!
//! ## Passes
//! 10 sites
//!
//! ## Fails
//! 11 sites
//!
//! ## Remedy
//! Split the order, and submit the next part when the first has passed.

use crate::check::{Check, Context, Report, Rule, limits};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "limit-sites-per-order-10",
    severity: Severity::Error,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    limits::flag_many_sites(order, |site| &site.name, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    #[test]
    fn ten_sites_pass() {
        assert_silent(&RULE, Sample::with_sites(10));
    }

    #[test]
    fn the_eleventh_site_is_found() {
        assert_fires(&RULE, "网站名称", Sample::with_sites(11));
    }
}
