//! 一次接入的网站数 | Sites of one order for accesses
//!
//! ## 检查
//! 接入备案一张订单的网站不超过配置的个数，默认 10 个。
//!
//! ## 原因
//! 一个主体一次转入的网站过多不便审核。
//!
//! ## 正例
//! 10 个网站备案号
//!
//! ## 反例
//! 11 个网站备案号
//!
//! ## 处理
//! 拆成几张接入备案订单。
//!
//! ## Check
//! An order for new accesses has at most as many sites as configured, by default 10.
//!
//! ## Reason
//! Reviews handle few sites of a subject at a time.
//!
//! ## Passes
//! 10 filing numbers
//!
//! ## Fails
//! 11 filing numbers
//!
//! ## Remedy
//! Split the order.

use crate::check::{Check, Context, Report, Rule, limits};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "limit-access-sites-10",
    severity: Severity::Error,
    code: None,
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    limits::flag_many_sites(order, |site| &site.filing_number, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn ten_sites_pass() {
        assert_silent_on(&RULE, Sample::new_access(), Sample::with_sites(10));
    }

    #[test]
    fn the_eleventh_site_is_found() {
        assert_fires_on(
            &RULE,
            Sample::new_access(),
            "网站备案号",
            Sample::with_sites(11),
        );
    }
}
