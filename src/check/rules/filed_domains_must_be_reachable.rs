//! 已备案的网站可以访问 | Filed sites are reachable
//!
//! ## 检查
//! 填写了“网站可访问”时，接入备案的网站可以访问；域名已过期的除外。
//!
//! ## 原因
//! 已备案的网站长期不可访问会被认为是空壳，审核会要求先恢复或注销。
//!
//! ## 正例
//! 网站可访问 `是`
//!
//! ## 反例
//! 网站可访问 `否`
//!
//! ## 处理
//! 先恢复网站；不再使用的网站注销备案。
//!
//! ## Check
//! Where a probe says so, the site of a new access is reachable, unless its domain has expired.
//!
//! ## Reason
//! A filed site that cannot be reached looks abandoned, and reviews ask to open or cancel it first.
//!
//! ## Passes
//! reachable `是`
//!
//! ## Fails
//! reachable `否`
//!
//! ## Remedy
//! Open the site again, or cancel its filing.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filed-domains-must-be-reachable",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let closed = site.reachable.get().is_some_and(|flag| !flag.0);
        let mut expiries = site
            .domains
            .iter()
            .filter_map(|domain| domain.expires.get());
        if closed && !expiries.any(|day| *day < context.today) {
            report.flag(
                order,
                &site.reachable,
                Text::new("已备案的网站不能访问", "the filed site is not reachable"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_reachable_site_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.网站可访问", "是")
        });
    }

    #[test]
    fn an_expired_domain_excuses_a_closed_site() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.网站可访问", "否");
            order.set("域名.域名到期日", "2024-01-01");
        });
    }

    #[test]
    fn a_closed_site_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "网站可访问", |order| {
            order.set("网站.网站可访问", "否")
        });
    }
}
