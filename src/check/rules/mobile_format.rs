//! 手机号码的写法 | Form of mobile numbers
//!
//! ## 检查
//! 主体负责人和网站负责人都要有手机号码，每个都是中国大陆手机号：1 开头，第二位 3 至 9，共 11 位数字；合计不超过 128 个字符。
//! 多个号码用 `;` 分隔，第一个接收管局短信。手机和座机都不可用的由 contact-1007 指出。
//!
//! ## 原因
//! 管局按手机号码格式校验，不符即退回 1011；短信核验也会发不到。
//!
//! ## 正例
//! `13812345670`，`13812345670;13912345671`
//!
//! ## 反例
//! `1381234567`（少一位），`+8613812345670`
//!
//! ## 处理
//! 改为 11 位大陆手机号，去掉 +86、空格和横线。
//!
//! ## Check
//! The subject's and the sites' principals have mobile numbers, each of them a mainland number: 1, then a digit from 3
//! to 9, 11 digits in all; 128 characters together. Several numbers are separated by `;`; the first one receives the
//! bureau's message. A principal without any number that can be called is for contact-1007.
//!
//! ## Reason
//! The bureau checks the form of mobile numbers and refuses with 1011; its verification message could not arrive
//! either.
//!
//! ## Passes
//! `13812345670`, `13812345670;13912345671`
//!
//! ## Fails
//! `1381234567` (a digit is missing), `+8613812345670`
//!
//! ## Remedy
//! Write the 11 digits of a mainland mobile number, without +86, blanks and dashes.

use super::contact_1007::cannot_be_called;
use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{Kind, List, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "mobile-format",
    severity: Severity::Error,
    code: Some(1011),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        if cannot_be_called(&person) {
            continue;
        }
        let Some(numbers) = person.mobile.get() else {
            report.flag(
                order,
                person.mobile,
                Text::new("没有手机号码", "there is no mobile number"),
            );
            continue;
        };
        if let Some(position) = first_wrong(numbers) {
            let message = Text::new(
                format!("第 {position} 个手机号码不是 11 位大陆手机号"),
                format!("mobile number {position} is not an 11-digit mainland number"),
            );
            report.flag(order, person.mobile, message);
        } else if let Some(message) = order
            .kind()
            .and_then(|kind| length::problem(kind, person.mobile))
        {
            report.flag(order, person.mobile, message);
        }
    }
}

/// The position, from 1, of the first number that is no mobile number of the mainland.
pub(super) fn first_wrong(numbers: &List) -> Option<usize> {
    let wrong = numbers.0.iter().position(|number| !is_mobile(number));
    wrong.map(|index| index + 1)
}

/// Whether the text is a mobile number of the mainland.
pub(super) fn is_mobile(number: &str) -> bool {
    let digits = number.as_bytes();
    let begins = matches!(digits, [b'1', b'3'..=b'9', ..]);
    begins && digits.len() == 11 && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn eleven_digits_of_a_mainland_number_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人手机", "13812345670;13912345671")
        });
    }

    #[test]
    fn a_site_with_the_subjects_principal_needs_no_number_of_its_own() {
        assert_silent(&RULE, |order| {
            order.set("网站.同主体负责人", "是");
            for header in ["姓名", "办公电话", "手机", "邮箱", "证件类型", "证件号码"]
            {
                order.set(&format!("网站.网站负责人{header}"), "");
            }
        });
    }

    #[test]
    fn a_missing_digit_and_a_country_code_are_found() {
        assert_fires(&RULE, "主体负责人手机", |order| {
            order.set("主体.主体负责人手机", "1381234567")
        });
        assert_fires(&RULE, "网站负责人手机", |order| {
            order.set("网站.网站负责人手机", "+8613812345670")
        });
    }

    #[test]
    fn no_number_and_too_many_numbers_are_found() {
        assert_fires(&RULE, "主体负责人手机", |order| {
            order.set("主体.主体负责人手机", "")
        });
        assert_fires(&RULE, "网站负责人手机", |order| {
            order.set("网站.网站负责人手机", &["13812345670"; 11].join(";"))
        });
    }
}
