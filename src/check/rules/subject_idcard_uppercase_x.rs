//! 身份证末位的 X 用大写 | The X of an ID number is a capital
//!
//! ## 检查
//! 身份证号码末位是 X 时写半角大写 X。
//!
//! ## 原因
//! 管局按大写校验，小写 x 退回 1015，这是 1015 最常见的原因。
//!
//! ## 正例
//! `33010219900305000X`
//!
//! ## 反例
//! `33010219900305000x`
//!
//! ## 处理
//! 把末位改成半角大写 X。
//!
//! ## Check
//! An ID number that ends in X has the half-width capital.
//!
//! ## Reason
//! The bureau's check knows the capital only: a small x is refused with 1015, and is its most frequent cause.
//!
//! ## Passes
//! `33010219900305000X`
//!
//! ## Fails
//! `33010219900305000x`
//!
//! ## Remedy
//! Replace the last character by a half-width capital X.

use crate::check::certificates::resident_id;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-idcard-uppercase-x",
    severity: Severity::Error,
    code: Some(1015),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (certificate_type, number) in people::certificates(order, context) {
        if resident_id(certificate_type, number).is_some()
            && number.text().ends_with(['x', 'Ｘ', 'ｘ'])
        {
            report.flag(
                order,
                number,
                Text::new(
                    "身份证号码末位的 X 不是半角大写",
                    "the last X of the ID number is not a half-width capital",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_capital_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "33010219900305000X")
        });
    }

    #[test]
    fn a_small_and_a_full_width_x_are_found() {
        assert_fires(&RULE, "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "33010219900305000x")
        });
        assert_fires(&RULE, "网站负责人证件号码", |order| {
            order.set("网站.网站负责人证件号码", "33010219900305000Ｘ")
        });
    }
}
