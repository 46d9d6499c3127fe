//! 通信地址详细到门牌号 | The postal address goes down to the house number
//!
//! ## 检查
//! 通信地址写到门牌号、楼栋、房间或村组；确实没有的，在主体备注中写明“此地址已是最详细地址”。
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
//! The postal address goes down to a house number, building, room or village group; where there is none, the remark
//! says 此地址已是最详细地址.
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

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-address-house-number",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if subject.address.is_absent() {
        report.flag(
            order,
            &subject.address,
            Text::new("没有填写通信地址", "the postal address is missing"),
        );
    } else if !has_house_number(subject.address.text())
        && !says_most_detailed(subject.remark.text())
    {
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

/// Whether the address holds a number: in digits, in words before 号, 栋, 村 and the like, or a building's letter.
pub(super) fn has_house_number(address: &str) -> bool {
    const UNITS: [char; 15] = [
        '号', '弄', '栋', '幢', '座', '室', '楼', '层', '村', '组', '队', '院', '单', '区', '户',
    ];
    let characters: Vec<char> = address.chars().collect();
    let counted = characters.windows(2).any(|pair| {
        let counts =
            pair[0].is_ascii_alphabetic() || "一二三四五六七八九十百甲乙丙丁".contains(pair[0]);
        counts && UNITS.contains(&pair[1])
    });
    counted
        || characters
            .iter()
            .any(|character| character.is_ascii_digit() || ('０'..='９').contains(character))
}

/// Whether the remark states that there is no more detailed address.
pub(super) fn says_most_detailed(remark: &str) -> bool {
    remark.contains("最详细")
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
