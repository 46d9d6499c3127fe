//! 手机号码的写法 | Form of mobile numbers
//!
//! ## 检查
//! 主体负责人和网站负责人的每个手机号码都是中国大陆手机号：1 开头，第二位 3 至 9，共 11 位数字。
//! 多个号码用 `;` 分隔，第一个接收管局短信。
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
//! Every mobile number of the subject's and the sites' principals is a mainland number: 1, then a digit from 3 to 9,
//! 11 digits in all. Several numbers are separated by `;`; the first one receives the bureau's message.
//!
//! ## Reason
//! The bureau checks the form of mobile numbers and refuses with 1011; its verification message could not arrive either.
//!
//! ## Passes
//! `13812345670`, `13812345670;13912345671`
//!
//! ## Fails
//! `1381234567` (a digit is missing), `+8613812345670`
//!
//! ## Remedy
//! Write the 11 digits of a mainland mobile number, without +86, blanks and dashes.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "mobile-format",
    severity: Severity::Error,
    code: Some(1011),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for person in order.people() {
        let numbers = person.mobile.get().map_or(&[][..], |list| &list.0);
        if let Some(wrong) = numbers.iter().position(|number| !is_mobile(number)) {
            let position = wrong + 1;
            report.flag(
                order,
                person.mobile,
                Text::new(
                    format!("第 {position} 个手机号码不是 11 位大陆手机号"),
                    format!("mobile number {position} is not an 11-digit mainland number"),
                ),
            );
        }
    }
}

fn is_mobile(number: &str) -> bool {
    let digits = number.as_bytes();
    digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]) && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn eleven_digits_of_a_mainland_number_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人手机", "13812345670;13912345671"));
    }

    #[test]
    fn a_missing_digit_and_a_country_code_are_found() {
        assert_fires(&RULE, "主体负责人手机", |order| order.set("主体.主体负责人手机", "1381234567"));
        assert_fires(&RULE, "网站负责人手机", |order| order.set("网站.网站负责人手机", "+8613812345670"));
    }
}
