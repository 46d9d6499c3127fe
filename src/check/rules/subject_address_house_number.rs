//! 通信地址详细到门牌号 | The postal address goes down to the house number
//!
//! ## 检查
//! 通信地址写到门牌号、楼栋、房间或村组。确实没有的，在主体备注中写明“此地址已是最详细地址”；填写了备注的由 subject-address-no-number-remark 检查。
//!
//! ## 原因
//! 审核要求地址可以邮寄送达，只写到区县或路名的常被退回。
//!
//! ## 正例
//! `浙江省杭州市滨江区江南大道1号`
//!
//! ## 反例
//! `浙江省杭州市滨江区`
//!
//! ## 处理
//! 补上门牌号；没有门牌号的，在主体备注中写“此地址已是最详细地址”。
//!
//! ## Check
//! The postal address goes down to a house number, building, room or village group. Where there is none, the remark
//! says 此地址已是最详细地址; subject-address-no-number-remark looks at it.
//!
//! ## Reason
//! The review wants an address that a letter can reach; one that ends with the district or street is often refused.
//!
//! ## Passes
//! `浙江省杭州市滨江区江南大道1号`
//!
//! ## Fails
//! `浙江省杭州市滨江区`
//!
//! ## Remedy
//! Add the house number, or write 此地址已是最详细地址 into the subject's remark.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-address-house-number",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if subject.address.is_absent() {
        let message = Text::new("没有填写通信地址", "the postal address is missing");
        report.flag(order, &subject.address, message);
    } else if lacks_house_number(order, context) && subject.remark.is_absent() {
        report.flag(
            order,
            &subject.address,
            Text::new(
                "通信地址没有门牌号",
                "the postal address has no house number",
            ),
        );
    }
}

/// Whether there is a postal address, but no house number in it.
pub(super) fn lacks_house_number(order: &Order, context: &Context<'_>) -> bool {
    let address = order.subject.address.get();
    address.is_some_and(|address| !has_house_number(address, context))
}

/// Whether the address holds a number: in digits, in words before 号, 栋, 村 and the like, or a building's letter.
fn has_house_number(address: &str, context: &Context<'_>) -> bool {
    if address.contains(site_names::is_digit) {
        return true;
    }
    let mut before = None;
    address.chars().any(|unit| {
        let counts = before.replace(unit).is_some_and(|before: char| {
            before.is_ascii_alphabetic() || words::has_character(context, "house-counts", before)
        });
        counts && words::has_character(context, "house-units", unit)
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn numbers_in_digits_and_words_and_the_remark_pass() {
        for address in [
            "浙江省杭州市滨江区江南大道1号",
            "浙江省桐庐县分水镇里湖村三组",
            "浙江省杭州市创新大厦Ａ座８０５",
        ] {
            assert_silent(&RULE, |order| order.set("主体.通信地址", address));
        }
        assert_silent(&RULE, |order| {
            order.set("主体.通信地址", "浙江省杭州市滨江区江南大道");
            order.set("主体.主体备注", "此地址已是最详细地址");
        });
    }

    #[test]
    fn an_address_without_number_and_no_address_are_found() {
        assert_fires(&RULE, "通信地址", |order| {
            order.set("主体.通信地址", "浙江省杭州市滨江区")
        });
        assert_fires(&RULE, "通信地址", |order| {
            order.set("主体.通信地址", "")
        });
    }
}
