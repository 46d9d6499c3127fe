//! 负责人证件类型和号码成对 | A principal's certificate has type and number
//!
//! ## 检查
//! 负责人的证件类型和证件号码要么都填，要么都不填；单位的主体负责人两项都必填。
//!
//! ## 原因
//! 只有一半的证件无法核对，管局退回 1008；短信核验要用号码后六位。
//!
//! ## 正例
//! `身份证`，`110101199003070003`
//!
//! ## 反例
//! `身份证`，号码留空
//!
//! ## 处理
//! 按负责人的证件把两项补全。
//!
//! ## Check
//! Type and number of a principal's certificate stand there both or not at all; a unit's principal has both.
//!
//! ## Reason
//! Half a certificate cannot be checked and is refused with 1008; the verification by message needs the number's last
//! six characters.
//!
//! ## Passes
//! `身份证`, `110101199003070003`
//!
//! ## Fails
//! `身份证` without a number
//!
//! ## Remedy
//! Complete both from the principal's certificate.

use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "principal-id-pair",
    severity: Severity::Error,
    code: Some(1008),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let is_unit = context.is_unit(order);
    for person in people::sent(order, context) {
        let (kind, number) = (person.certificate_type, person.certificate_number);
        let needed = is_unit && person.site.is_none();
        if kind.is_absent() && (needed || !number.is_absent()) {
            report.flag(
                order,
                kind,
                Text::new(
                    "没有填写负责人的证件类型",
                    "the type of the principal's certificate is missing",
                ),
            );
        }
        if number.is_absent() && (needed || !kind.is_absent()) {
            report.flag(
                order,
                number,
                Text::new(
                    "没有填写负责人的证件号码",
                    "the number of the principal's certificate is missing",
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
    fn a_pair_passes_and_a_site_may_have_none() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "110101199003070003")
        });
        assert_silent(&RULE, |order| {
            order.set("网站.网站负责人证件类型", "");
            order.set("网站.网站负责人证件号码", "");
        });
    }

    #[test]
    fn half_a_certificate_is_found() {
        assert_fires(&RULE, "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "")
        });
        assert_fires(&RULE, "网站负责人证件类型", |order| {
            order.set("网站.网站负责人证件类型", "")
        });
        assert_fires(&RULE, "主体负责人证件类型", |order| {
            order.set("主体.主体负责人证件类型", "");
            order.set("主体.主体负责人证件号码", "");
        });
    }
}
