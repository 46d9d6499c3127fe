//! 经营性许可在备案之后 | The commercial licence comes after the filing
//!
//! ## 检查
//! 首次备案的经营性不是“是”。
//!
//! ## 原因
//! 申请经营性 ICP 许可证须先有备案号，由客户在备案通过后到管局窗口办理。
//!
//! ## 正例
//! 经营性 `否`
//!
//! ## 反例
//! 首次备案，经营性 `是`
//!
//! ## 处理
//! 先完成备案，再凭备案号申请经营性许可证。
//!
//! ## Check
//! A new filing does not say that it is commercial.
//!
//! ## Reason
//! The commercial licence needs a filing number first; the customer applies for it at the bureau after the approval.
//!
//! ## Passes
//! 经营性 `否`
//!
//! ## Fails
//! A new filing with 经营性 `是`
//!
//! ## Remedy
//! Finish the filing, then apply for the licence with the number.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "commercial-after-filing",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let commercial = &order.header.commercial;
    if commercial.get() == Some(&Flag(true)) {
        report.flag(
            order,
            commercial,
            Text::new(
                "经营性许可证要先有备案号",
                "the commercial licence needs a filing number first",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn other_filings_pass() {
        assert_silent(&RULE, |order| order.set("订单.经营性", "否"));
    }

    #[test]
    fn a_commercial_new_filing_is_noted() {
        assert_fires(&RULE, "经营性", |order| order.set("订单.经营性", "是"));
    }
}
