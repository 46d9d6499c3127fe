//! 办公电话区号与通信地址一致 | The area code is the one of the address
//!
//! ## 检查
//! 主体负责人办公电话的区号是主体所在市县的区号；不知道区号的地区不作判断。
//!
//! ## 原因
//! 审核要求办公电话与通信地址在同一地区，不一致会以 1010 或审核意见退回。
//!
//! ## 正例
//! 市 `330100`，`086-0571-86013388`
//!
//! ## 反例
//! 市 `330100`，`086-0755-86013388`
//!
//! ## 处理
//! 改用当地的座机，或改正通信地址。
//!
//! ## Check
//! The area code of the subject principal's office telephone serves the subject's city or county; nothing is said
//! about regions whose codes are not known.
//!
//! ## Reason
//! The review wants telephone and postal address in the same place, and refuses otherwise, with 1010 or in its
//! opinion.
//!
//! ## Passes
//! City `330100`, `086-0571-86013388`
//!
//! ## Fails
//! City `330100`, `086-0755-86013388`
//!
//! ## Remedy
//! Give a landline of the place, or correct the address.

use crate::check::contacts::is_plain;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "phone-area-matches-address",
    severity: Severity::Warning,
    code: Some(1010),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let (Some(city), Some(numbers)) = (subject.city.get(), subject.principal_phone.get()) else {
        return;
    };
    let areas = context.codes.area_codes();
    let of_county = subject
        .county
        .get()
        .map_or(&[][..], |code| areas.of_region(code.id));
    let local: Vec<&String> = areas.of_region(city.id).iter().chain(of_county).collect();
    // A number with other characters has to be written anew anyway.
    let foreign = |number: &String| {
        let area = area_of(number).filter(|_| is_plain(number));
        area.is_some_and(|area| !local.iter().any(|local| *local == area))
    };
    if !local.is_empty() && numbers.0.iter().any(foreign) {
        report.flag(
            order,
            &subject.principal_phone,
            Text::new(
                "办公电话的区号不属于主体所在地区",
                "the area code does not serve the subject's city",
            ),
        );
    }
}

/// The area code of a number: its part of 3 or 4 digits that begins with 0 and is not the country's 086.
fn area_of(number: &str) -> Option<&str> {
    number
        .split('-')
        .find(|part| part.starts_with('0') && (3..=4).contains(&part.len()) && *part != "086")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn telephones_of_the_city_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人办公电话", "0571-86013388")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人办公电话", "86013388")
        });
    }

    #[test]
    fn a_telephone_of_another_city_is_found() {
        assert_fires(&RULE, "主体负责人办公电话", |order| {
            order.set("主体.主体负责人办公电话", "086-0755-86013388")
        });
    }
}
