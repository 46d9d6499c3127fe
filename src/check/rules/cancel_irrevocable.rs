//! 注销须由客户确认 | A cancellation is confirmed
//!
//! ## 检查
//! 注销主体、注销网站、取消接入的订单，确认注销填“是”。
//!
//! ## 原因
//! 注销后不能恢复：备案号作废，网站须关闭，再要开通只能重新备案。没有确认的注销不上报。
//!
//! ## 正例
//! 确认注销 `是`
//!
//! ## 反例
//! 确认注销留空
//!
//! ## 处理
//! 向客户说明后果并取得确认，在订单的确认注销一列填“是”。
//!
//! ## Check
//! An order that cancels a subject, a site or an access says 是 in 确认注销.
//!
//! ## Reason
//! A cancellation cannot be taken back: the filing number is gone, the site has to close, and to open it again means to
//! file anew. One that nobody has confirmed is not sent.
//!
//! ## Passes
//! 确认注销 `是`
//!
//! ## Fails
//! 确认注销 left blank
//!
//! ## Remedy
//! Tell the customer what it means, and write 是 in the order's column 确认注销 when they agree.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-irrevocable",
    severity: Severity::Error,
    code: None,
    kinds: Kind::CANCELLATIONS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.header.cancel_confirmed.get() != Some(&Flag(true)) {
        let message = Text::new(
            "注销不能恢复，客户还没有确认",
            "a cancellation cannot be taken back, and the customer has not confirmed it",
        );
        report.flag(order, &order.header.cancel_confirmed, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn a_confirmed_cancellation_passes() {
        for kind in Kind::CANCELLATIONS {
            assert_silent_on(&RULE, Sample::cancellation(*kind), |_| {});
        }
    }

    #[test]
    fn a_cancellation_that_is_not_confirmed_is_found() {
        for answer in ["", "否"] {
            let sample = Sample::cancellation(Kind::CancelSite);
            assert_fires_on(&RULE, sample, "确认注销", |order| {
                order.set("订单.确认注销", answer)
            });
        }
    }
}
