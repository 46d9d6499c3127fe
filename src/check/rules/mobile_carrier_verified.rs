//! 手机号码经接入商验证 | The carrier verified the mobile number
//!
//! ## 检查
//! 手机已验证一列填写了时为“是”。
//!
//! ## 原因
//! 录入时接入商用短信验证码确认号码属于负责人；没有验证的号码常在管局短信核验时失败。
//!
//! ## 正例
//! `是`
//!
//! ## 反例
//! `否`
//!
//! ## 处理
//! 在接入商的控制台完成短信验证。
//!
//! ## Check
//! Where the column 手机已验证 is filled in, it says 是.
//!
//! ## Reason
//! At entry the carrier confirms by message that the number is the principal's; numbers that were not confirmed often
//! fail the bureau's verification.
//!
//! ## Passes
//! `是`
//!
//! ## Fails
//! `否`
//!
//! ## Remedy
//! Verify the number by message in the carrier's console.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "mobile-carrier-verified",
    severity: Severity::Info,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let verified = &order.subject.mobile_verified;
    if verified.get() == Some(&Flag(false)) {
        report.flag(
            order,
            verified,
            Text::new(
                "手机号码还没有验证",
                "the mobile number is not verified yet",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_verified_number_and_no_statement_pass() {
        assert_silent(&RULE, |order| order.set("主体.手机已验证", "是"));
        assert_silent(&RULE, |order| order.set("主体.手机已验证", ""));
    }

    #[test]
    fn a_number_that_is_not_verified_is_noted() {
        assert_fires(&RULE, "手机已验证", |order| {
            order.set("主体.手机已验证", "否")
        });
    }
}
