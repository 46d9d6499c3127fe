//! 待初审订单中还要填写的单元格 | What is to be filled in before the first review
//!
//! ## 检查
//! 初审为待审的订单，单元格里写着“（待填写）”。只作提示，不拦截。
//!
//! ## 原因
//! 管局下发的任务里没有、接口又要求的内容，拟报订单写作“（待填写）”。填好以前别的检查不评判这些单元格，订单也不会上报。
//!
//! ## 正例
//! 核实意见 `网站信息与实际一致`
//!
//! ## 反例
//! 核实意见 `（待填写）`，初审 `待审`
//!
//! ## 处理
//! 由经办人填写该单元格，再把初审改为通过。
//!
//! ## Check
//! An order whose first review is pending has cells that say （待填写）. This is said for information only.
//!
//! ## Reason
//! What the bureau's message does not say and the interface asks for stands as （待填写） in a proposed order. Until it is
//! filled in, no other check judges such a cell, and the order is not sent.
//!
//! ## Passes
//! 核实意见 `网站信息与实际一致`
//!
//! ## Fails
//! 核实意见 `（待填写）`, 初审 `待审`
//!
//! ## Remedy
//! Let whoever deals with it fill in the cell, then set the first review to 通过.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, TO_FILL_IN, Text};

pub const RULE: Rule = Rule {
    id: "placeholder-to-fill-in",
    severity: Severity::Info,
    code: None,
    kinds: Kind::ALL,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if !order.awaits_review() {
        return;
    }
    for field in order.fields() {
        if field.text() == TO_FILL_IN {
            let message = Text::new("初审以前要填写", "to be filled in before the first review");
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn an_order_that_says_all_passes_and_so_does_one_that_has_passed_its_review() {
        let sample = || Sample::cancellation(Kind::CancelSite);
        assert_silent_on(&RULE, sample(), |order| order.set("订单.初审", "待审"));
        assert_silent_on(&RULE, sample(), |order| {
            order.set("注销.注销理由备注", "（待填写）");
        });
    }

    #[test]
    fn what_is_to_be_filled_in_is_told_while_the_review_is_pending() {
        let sample = Sample::cancellation(Kind::CancelSite);
        assert_fires_on(&RULE, sample, "注销理由备注", |order| {
            order.set("订单.初审", "待审");
            order.set("注销.注销理由备注", "（待填写）");
        });
    }
}
