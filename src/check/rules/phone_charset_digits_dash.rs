//! 办公电话只含数字和横线 | Office telephones hold digits and dashes only
//!
//! ## 检查
//! 每个办公电话只含数字和 `-`，多个用 `;` 分隔，合计 11 至 128 个字符。
//!
//! ## 原因
//! 管局校验电话格式，括号、“转”字、空格和加号都会退回 1010；长度不符会使整个文件以 5001 退回。
//!
//! ## 正例
//! `086-0571-86013388;086-0571-86013389`
//!
//! ## 反例
//! `0571-86013388转8001`，`(0571)86013388`
//!
//! ## 处理
//! 按 `086-区号-号码` 填写，分机写在第三个横线之后。
//!
//! ## Check
//! Each office telephone holds digits and `-` only; several are separated by `;`, 11 to 128 characters together.
//!
//! ## Reason
//! The bureau checks the form: brackets, 转, blanks and plus signs are refused with 1010; a wrong length makes the
//! whole file come back with 5001.
//!
//! ## Passes
//! `086-0571-86013388;086-0571-86013389`
//!
//! ## Fails
//! `0571-86013388转8001`, `(0571)86013388`
//!
//! ## Remedy
//! Write 086, area code and number separated by `-`; an extension follows after a third `-`.

use crate::check::contacts::is_plain;
use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{AnyField, Kind, List, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "phone-charset-digits-dash",
    severity: Severity::Error,
    code: Some(1010),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let phone = person.phone;
        let plain = |list: &List| list.0.iter().all(|number| is_plain(number));
        if phone.is_unreadable() || phone.get().is_some_and(|list| !plain(list)) {
            report.flag(
                order,
                phone,
                Text::new(
                    "办公电话含有数字和横线以外的字符",
                    "an office telephone holds other characters than digits and dashes",
                ),
            );
        } else if let Some(message) = order.kind().and_then(|kind| length::problem(kind, phone)) {
            report.flag(order, phone, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn digits_and_dashes_pass() {
        assert_silent(&RULE, |order| {
            order.set(
                "主体.主体负责人办公电话",
                "086-0571-86013388;086-0571-86013389",
            )
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体负责人办公电话", "")
        });
    }

    #[test]
    fn words_brackets_and_fragments_are_found() {
        for wrong in [
            "0571-86013388转8001",
            "(0571)86013388",
            "+86-0571-86013388",
            "86013388",
        ] {
            assert_fires(&RULE, "主体负责人办公电话", |order| {
                order.set("主体.主体负责人办公电话", wrong)
            });
        }
        assert_fires(&RULE, "网站负责人办公电话", |order| {
            order.set("网站.网站负责人办公电话", "（0571）86013388")
        });
    }
}
