//! 办公电话写成 086-区号-号码 | Office telephones are 086, area code and number
//!
//! ## 检查
//! 每个办公电话是 `086-区号-号码`：区号 0 开头共 3 至 4 位，号码 7 至 8 位，分机可再接 1 至 6 位。
//!
//! ## 原因
//! 管局规定的座机写法如此；缺少 086 或区号的常以 1010 退回。
//!
//! ## 正例
//! `086-0755-86013388`
//!
//! ## 反例
//! `86013388`，`0571-86013388`
//!
//! ## 处理
//! 补上 086 和区号，用横线隔开。
//!
//! ## Check
//! Each office telephone is `086-area code-number`: the area code has 3 or 4 digits and begins with 0, the number 7 or
//! 8; an extension of up to 6 digits may follow.
//!
//! ## Reason
//! This is the bureau's form of landlines; numbers without 086 or area code are often refused with 1010.
//!
//! ## Passes
//! `086-0755-86013388`
//!
//! ## Fails
//! `86013388`, `0571-86013388`
//!
//! ## Remedy
//! Put 086 and the area code in front, separated by dashes.

use crate::check::contacts::is_plain;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "phone-format-086-area-number",
    severity: Severity::Warning,
    code: Some(1010),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let numbers = person.phone.get().map_or(&[][..], |list| &list.0);
        if numbers
            .iter()
            .any(|number| is_plain(number) && !is_landline(number))
        {
            report.flag(
                order,
                person.phone,
                Text::new(
                    "办公电话不是“086-区号-号码”的写法",
                    "an office telephone is not written as 086-area code-number",
                ),
            );
        }
    }
}

/// Whether the text is a landline in the bureau's form.
pub(super) fn is_landline(number: &str) -> bool {
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = number.split('-').collect();
    let (body, extension) = parts.split_at(parts.len().min(3));
    let &["086", area, local] = body else {
        return false;
    };
    let extended = match extension {
        [] => true,
        [extension] => digits(extension, 1..=6),
        _ => false,
    };
    area.starts_with('0') && digits(area, 3..=4) && digits(local, 7..=8) && extended
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn landlines_in_the_bureaus_form_pass() {
        for number in ["086-0755-86013388", "086-010-6601338-801"] {
            assert_silent(&RULE, |order| order.set("主体.主体负责人办公电话", number));
        }
    }

    #[test]
    fn numbers_without_086_or_area_code_are_found() {
        for number in [
            "86013388",
            "0571-86013388",
            "086-571-86013388",
            "13812345670",
        ] {
            assert_fires(&RULE, "主体负责人办公电话", |order| {
                order.set("主体.主体负责人办公电话", number)
            });
        }
    }
}
