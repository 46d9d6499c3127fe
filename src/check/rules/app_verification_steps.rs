//! APP核验要填图片验证码 | Verification by app leaves an image code
//!
//! ## 检查
//! 拍照方式为 APP核验时填写 APP图片验证码。
//!
//! ## 原因
//! 核验完成后 APP 显示的验证码是核验的凭据，没有它接入商无法确认。
//!
//! ## 正例
//! `A1B2`
//!
//! ## 反例
//! 留空
//!
//! ## 处理
//! 让网站负责人完成 APP 核验，把显示的图片验证码填入。
//!
//! ## Check
//! With verification by app the column APP图片验证码 is filled in.
//!
//! ## Reason
//! The code that the app shows at the end proves the verification; without it the carrier cannot confirm it.
//!
//! ## Passes
//! `A1B2`
//!
//! ## Fails
//! An empty cell
//!
//! ## Remedy
//! Let the site's principal finish the verification, and write the code that the app shows.

use crate::check::documents::is_verified_by_app;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "app-verification-steps",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let code = &order.header.app_image_code;
    if is_verified_by_app(order) && code.is_absent() {
        report.flag(
            order,
            code,
            Text::new("没有填写 APP 图片验证码", "the app's image code is missing"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_code_and_other_ways_pass() {
        assert_silent(&RULE, |order| {
            order.set("订单.拍照方式", "APP核验");
            order.set("订单.APP图片验证码", "A1B2");
        });
        assert_silent(&RULE, |order| order.set("订单.拍照方式", "幕布"));
    }

    #[test]
    fn a_missing_code_is_found() {
        assert_fires(&RULE, "APP图片验证码", |order| {
            order.set("订单.拍照方式", "APP核验")
        });
    }
}
