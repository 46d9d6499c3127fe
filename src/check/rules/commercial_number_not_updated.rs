//! 经营性备案号先要更新 | The number becomes commercial first
//!
//! ## 检查
//! 变更标明经营性的，主体备案号已是经营性的。
//!
//! ## 原因
//! 取得经营性许可证后，要由管局先更新备案号，再报变更；直接变更的，审核退回。
//!
//! ## 正例
//! 经营性 `是`，备案号 `浙B2-99990001`
//!
//! ## 反例
//! 经营性 `是`，备案号 `浙ICP备99000123号`
//!
//! ## 处理
//! 请客户先联系通信管理局更新备案号，更新后再报变更。
//!
//! ## Check
//! A change that is marked as commercial is of a commercial filing number.
//!
//! ## Reason
//! After the licence was granted the bureau first gives the filing its new number, then the change follows; the review
//! sends back a change before that.
//!
//! ## Passes
//! commercial, with the number `浙B2-99990001`
//!
//! ## Fails
//! commercial, with the number `浙ICP备99000123号`
//!
//! ## Remedy
//! Have the customer ask the bureau for the new number first.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "commercial-number-not-updated",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let number = &order.subject.filing_number;
    let is_commercial = order.header.commercial.get() == Some(&Flag(true));
    if is_commercial && number.get().is_some_and(|number| !number.is_commercial()) {
        let message = Text::new(
            "备案号还不是经营性的，先请管局更新",
            "the number is no commercial one yet: the bureau has to change it first",
        );
        report.flag(order, number, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_commercial_number_passes() {
        assert_silent_on(&RULE, Sample::change(), |order| {
            order.set("订单.经营性", "是");
            order.set("主体.主体备案号", "浙B2-99990001");
        });
    }

    #[test]
    fn a_number_that_is_not_updated_is_found() {
        assert_fires_on(&RULE, Sample::change(), "主体备案号", |order| {
            order.set("订单.经营性", "是")
        });
    }
}
