//! 拟报订单的待填写处 | Cells of a proposed order that are to be filled in
//!
//! ## 检查
//! 过了初审的订单，单元格里没有留下“（待填写）”。初审为待审的订单不检查。
//!
//! ## 原因
//! 工具按管局下发的任务拟出订单，核实意见、处理意见、备案密码等只有人知道的内容写作“（待填写）”；原样上报就成了正式内容。
//!
//! ## 正例
//! 核实意见 `网站信息与实际一致`
//!
//! ## 反例
//! 核实意见 `（待填写）`，初审 `通过`
//!
//! ## 处理
//! 由经办人填写该单元格，再把初审改为通过。
//!
//! ## Check
//! No cell of an order that has passed the first review says （待填写）. Orders whose first review is pending are not looked at.
//!
//! ## Reason
//! The program proposes orders from the bureau's lists, and writes （待填写） where only a person knows what to say: the
//! opinion, what was done, the filing password. Sent as it is, it would be what the carrier says.
//!
//! ## Passes
//! 核实意见 `网站信息与实际一致`
//!
//! ## Fails
//! 核实意见 `（待填写）`, 初审 `通过`
//!
//! ## Remedy
//! Let whoever deals with it fill in the cell, then set the first review to 通过.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, TO_FILL_IN, Text};

pub const RULE: Rule = Rule {
    id: "placeholder-left",
    severity: Severity::Error,
    code: None,
    kinds: Kind::ALL,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.awaits_review() {
        return;
    }
    for field in order.fields() {
        if field.text() == TO_FILL_IN {
            let message = Text::new("还没有填写", "it has not been filled in yet");
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
    fn a_proposal_that_waits_for_its_review_passes_and_so_does_one_that_was_filled_in() {
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSite), |order| {
            order.set("订单.初审", "待审");
            order.set("注销.注销理由备注", "（待填写）");
        });
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSite), |order| {
            order.set("注销.注销理由备注", "网站已停止使用");
        });
    }

    #[test]
    fn what_was_left_to_be_filled_in_is_found_once_the_review_has_passed() {
        let sample = Sample::cancellation(Kind::CancelSite);
        assert_fires_on(&RULE, sample, "注销理由备注", |order| {
            order.set("注销.注销理由备注", "（待填写）");
        });
    }
}
