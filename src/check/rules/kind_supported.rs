//! 本版本能上报的订单类型 | Kinds of order that this version sends
//!
//! ## 检查
//! 订单类型属于本版本能上报的：首次备案、新增网站、无主体新增、接入备案，IP来源、IP分配、IP广播、IP自带，域名报备。
//!
//! ## 原因
//! 变更、注销、核实等数据本版本还不会生成，放行就会悄悄漏报。
//!
//! ## 正例
//! `接入备案`
//!
//! ## 反例
//! `变更备案`，`注销主体`
//!
//! ## 处理
//! 在管局系统或原有工具中办理这张订单，并把它移出本批。
//!
//! ## Check
//! The order is a new filing, a new site for a filed subject (of this or another carrier), a new access, or a report of IP
//! ranges or domains.
//!
//! ## Reason
//! Changes, cancellations and verification results cannot be written yet; letting them pass would lose them silently.
//!
//! ## Passes
//! `接入备案`
//!
//! ## Fails
//! `变更备案`, `注销主体`
//!
//! ## Remedy
//! Handle this order in the bureau's own system or with the tool used so far, and take it out of the batch.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "kind-supported",
    severity: Severity::Error,
    code: None,
    kinds: Kind::SENT,
    check: Check::Outside(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(kind) = order.kind() {
        let message = Text::new(
            format!("本版本还不能上报{}", kind.name()),
            format!("this version does not send {} yet", kind.name()),
        );
        report.flag(order, &order.header.kind, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, findings};

    #[test]
    fn filings_and_reports_pass() {
        for kind in ["首次备案", "新增网站", "无主体新增", "接入备案", "IP来源", "域名报备"] {
            let mut sample = Sample::unit();
            sample.set("订单.订单类型", kind);
            assert!(findings(&RULE, &sample).is_empty(), "{kind}");
        }
    }

    #[test]
    fn a_change_and_a_cancellation_are_found() {
        assert_fires(&RULE, "订单类型", |order| {
            order.set("订单.订单类型", "变更备案")
        });
        assert_fires(&RULE, "订单类型", |order| {
            order.set("订单.订单类型", "注销主体")
        });
    }
}
