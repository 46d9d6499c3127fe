//! 每个负责人都能用电话联系到 | Every principal can be called
//!
//! ## 检查
//! 每个负责人至少有一个有效的手机号码或座机号码。
//!
//! ## 原因
//! 没有任何可用的号码时，管局按联系方式无效退回 1007。
//!
//! ## 正例
//! 手机 `13812345670`
//!
//! ## 反例
//! 手机 `1381234567`，没有座机
//!
//! ## 处理
//! 填写负责人的手机号码，单位再填座机。
//!
//! ## Check
//! Every principal has at least one valid mobile number or landline.
//!
//! ## Reason
//! Without any number that can be called, the bureau refuses with 1007.
//!
//! ## Passes
//! Mobile `13812345670`
//!
//! ## Fails
//! Mobile `1381234567` and no landline
//!
//! ## Remedy
//! Give the principal's mobile number, and for a unit the landline too.

use super::mobile_format::is_mobile;
use super::phone_charset_digits_dash::is_plain;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Field, Kind, List, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "contact-1007",
    severity: Severity::Error,
    code: Some(1007),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let numbers = |field: &Field<List>, valid: fn(&str) -> bool| {
            field
                .get()
                .is_some_and(|list| list.0.iter().any(|number| valid(number)))
        };
        if !numbers(person.mobile, is_mobile) && !numbers(person.phone, is_dialable) {
            report.flag(
                order,
                person.mobile,
                Text::new(
                    "没有一个可用的手机或座机号码",
                    "there is no mobile number or landline that can be called",
                ),
            );
        }
    }
}

/// Whether a landline has as many digits as one with its area code.
fn is_dialable(number: &str) -> bool {
    is_plain(number) && number.bytes().filter(u8::is_ascii_digit).count() >= 10
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent};

    #[test]
    fn one_usable_number_is_enough() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人手机", "1381234567")
        });
        assert_silent(&RULE, |order| order.set("主体.主体负责人办公电话", ""));
    }

    #[test]
    fn a_principal_without_usable_number_is_found() {
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "主体负责人手机",
            |order| order.set("主体.主体负责人手机", "1381234567"),
        );
    }
}
