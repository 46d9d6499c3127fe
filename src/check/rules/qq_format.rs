//! QQ 号码的写法 | Form of QQ numbers
//!
//! ## 检查
//! 填写了 QQ 时，每个号码是 5 至 12 位数字，不以 0 开头；多个用 `;` 分隔，合计不超过 128 个字符。
//!
//! ## 原因
//! 管局校验 QQ 格式，不符即退回 1013。
//!
//! ## 正例
//! `10001`
//!
//! ## 反例
//! `123`，`qq123`
//!
//! ## 处理
//! 改为 QQ 号码本身，没有就留空。
//!
//! ## Check
//! QQ numbers, where given, have 5 to 12 digits and do not begin with 0; several are separated by `;`, 128 characters
//! together at most.
//!
//! ## Reason
//! The bureau checks the form and refuses with 1013.
//!
//! ## Passes
//! `10001`
//!
//! ## Fails
//! `123`, `qq123`
//!
//! ## Remedy
//! Write the number only, or leave the cell empty.

use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{AnyField, Kind, List, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "qq-format",
    severity: Severity::Error,
    code: Some(1013),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let wrong = |numbers: &List| !numbers.0.iter().all(|number| is_qq(number));
        if person.qq.is_unreadable() || person.qq.get().is_some_and(wrong) {
            report.flag(
                order,
                person.qq,
                Text::new(
                    "QQ 不是 5 至 12 位的号码",
                    "QQ is not a number of 5 to 12 digits",
                ),
            );
        } else if let Some(message) = order
            .kind()
            .and_then(|kind| length::problem(kind, person.qq))
        {
            report.flag(order, person.qq, message);
        }
    }
}

fn is_qq(number: &str) -> bool {
    (5..=12).contains(&number.len())
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn numbers_and_no_number_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人QQ", "10001;200002")
        });
        assert_silent(&RULE, |order| order.set("主体.主体负责人QQ", ""));
    }

    #[test]
    fn short_numbers_and_letters_are_found() {
        assert_fires(&RULE, "主体负责人QQ", |order| {
            order.set("主体.主体负责人QQ", "123")
        });
        assert_fires(&RULE, "网站负责人QQ", |order| {
            order.set("网站.网站负责人QQ", "qq123")
        });
    }
}
