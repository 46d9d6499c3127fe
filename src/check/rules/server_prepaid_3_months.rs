//! 备案服务器的时长和带宽 | Term and bandwidth of servers
//!
//! ## 检查
//! 填写了服务器信息时，服务器包年包月、时长至少三个月，云服务器有公网带宽。
//!
//! ## 原因
//! 按量计费或即将到期的服务器不能用于备案。
//!
//! ## 正例
//! `包年包月`，`3`，`1`
//!
//! ## 反例
//! `按量计费`，`1`，`0`
//!
//! ## 处理
//! 续费到三个月以上、购买公网带宽，或使用授权码。
//!
//! ## Check
//! Where they are given, the server is paid in advance for three months or more, and a virtual machine has public
//! bandwidth.
//!
//! ## Reason
//! Servers that are paid as they are used, or that end soon, cannot serve a filing.
//!
//! ## Passes
//! `包年包月`, `3`, `1`
//!
//! ## Fails
//! `按量计费`, `1`, `0`
//!
//! ## Remedy
//! Extend the term to three months, buy bandwidth, or use an authorization code.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "server-prepaid-3-months",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

/// Fewest months for which a server is paid.
const FEWEST_MONTHS: u32 = 3;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for address in order.addresses() {
        let billing = address.server_billing.text();
        if !billing.is_empty() && words::contained(context, "prepaid", billing).is_none() {
            let message = Text::new("服务器不是包年包月", "the server is not paid in advance");
            report.flag(order, &address.server_billing, message);
        }
        if address
            .server_months
            .get()
            .is_some_and(|months| months.0 < FEWEST_MONTHS)
        {
            let message = Text::new(
                format!("服务器时长不足 {FEWEST_MONTHS} 个月"),
                format!("the server is paid for less than {FEWEST_MONTHS} months"),
            );
            report.flag(order, &address.server_months, message);
        }
        let virtual_machine =
            words::contained(context, "virtual-machines", address.server_type.text()).is_some();
        if virtual_machine
            && address
                .server_bandwidth
                .get()
                .is_some_and(|bandwidth| bandwidth.0 == 0)
        {
            let message = Text::new("服务器没有公网带宽", "the server has no public bandwidth");
            report.flag(order, &address.server_bandwidth, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_server_paid_for_three_months_passes() {
        assert_silent(&RULE, |order| {
            order.set("IP地址.服务器.类型", "CVM");
            order.set("IP地址.服务器.计费", "包年包月");
            order.set("IP地址.服务器.时长月", "3");
            order.set("IP地址.服务器.带宽", "1");
        });
    }

    #[test]
    fn billing_term_and_bandwidth_are_found() {
        assert_fires(&RULE, "服务器.计费", |order| {
            order.set("IP地址.服务器.计费", "按量计费")
        });
        assert_fires(&RULE, "服务器.时长月", |order| {
            order.set("IP地址.服务器.时长月", "1")
        });
        assert_fires(&RULE, "服务器.带宽", |order| {
            order.set("IP地址.服务器.类型", "CVM");
            order.set("IP地址.服务器.带宽", "0");
        });
    }
}
