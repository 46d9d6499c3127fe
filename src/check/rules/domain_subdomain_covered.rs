//! 下级域名不必再报 | Hosts below a filed domain need no row
//!
//! ## 检查
//! 同一订单中已有注册域名时，不再列出它的下级域名。
//!
//! ## 原因
//! 注册域名备案后下级域名随之有效，单独上报下级域名会被退回 1004。
//!
//! ## 正例
//! 只有 `qingshanxi-net.cn`
//!
//! ## 反例
//! `qingshanxi-net.cn` 和 `mail.qingshanxi-net.cn`
//!
//! ## 处理
//! 删除下级域名这一行。
//!
//! ## Check
//! Where an order names a registered domain, it does not name hosts below it as well.
//!
//! ## Reason
//! A filed domain covers the hosts below it; a host of its own is refused with 1004.
//!
//! ## Passes
//! `qingshanxi-net.cn` alone
//!
//! ## Fails
//! `qingshanxi-net.cn` and `mail.qingshanxi-net.cn`
//!
//! ## Remedy
//! Delete the host's row.

use crate::check::domains::{self, Fault};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "domain-subdomain-covered",
    severity: Severity::Error,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    domains::flag_faults(order, Fault::Covered, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn another_domain_passes() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "qingshanxi-net.com")
        });
    }

    #[test]
    fn a_host_below_a_domain_of_the_order_is_found() {
        assert_fires(&RULE, "域名", |order| {
            order.set("域名[2].域名", "mail.qingshanxi-net.cn")
        });
    }
}
