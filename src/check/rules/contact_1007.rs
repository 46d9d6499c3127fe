//! 每个负责人都能用电话联系到 | Every principal can be called
//!
//! ## 检查
//! 每个负责人至少有一个有效的手机号码或座机号码；座机可用而手机号码有误的，由 mobile-format 指出。
//!
//! ## 原因
//! 没有任何可用的号码时，管局按联系方式无效退回 1007。
//!
//! ## 正例
//! 手机 `13812345670`
//!
//! ## 反例
//! 手机 `1381234567`，没有座机；手机和座机都没有填
//!
//! ## 处理
//! 填写负责人的手机号码，单位再填座机。
//!
//! ## Check
//! Every principal has at least one valid mobile number or landline; mobile-format speaks where the landline is good
//! and the mobile number is not.
//!
//! ## Reason
//! Without any number that can be called, the bureau refuses with 1007.
//!
//! ## Passes
//! Mobile `13812345670`
//!
//! ## Fails
//! Mobile `1381234567` and no landline; neither of the two
//!
//! ## Remedy
//! Give the principal's mobile number, and for a unit the landline too.

use super::mobile_format::{first_wrong, is_mobile};
use crate::check::contacts::is_plain;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Field, Kind, List, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "contact-1007",
    severity: Severity::Error,
    code: Some(1007),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        if !cannot_be_called(&person) {
            continue;
        }
        let wrong = person.mobile.get().and_then(first_wrong);
        let message = match wrong {
            Some(position) => Text::new(
                format!("第 {position} 个手机号码不是 11 位大陆手机号，也没有可用的座机号码"),
                format!(
                    "mobile number {position} is not an 11-digit mainland number, and there is no landline either"
                ),
            ),
            None => Text::new(
                "没有手机号码，也没有可用的座机号码",
                "there is neither a mobile number nor a landline that can be called",
            ),
        };
        report.flag(order, person.mobile, message);
    }
}

/// Whether the principal has no number that can be called.
pub(super) fn cannot_be_called(person: &Person<'_>) -> bool {
    let numbers = |field: &Field<List>, valid: fn(&str) -> bool| {
        field
            .get()
            .is_some_and(|list| list.0.iter().any(|number| valid(number)))
    };
    !numbers(person.mobile, is_mobile) && !numbers(person.phone, is_dialable)
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
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "网站负责人手机",
            |order| order.set("网站.网站负责人手机", ""),
        );
    }
}
