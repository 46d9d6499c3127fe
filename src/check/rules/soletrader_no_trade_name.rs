//! 无字号的个体工商户按个人备案并备注 | A sole trader without trade name files as an individual, with a remark
//!
//! ## 检查
//! 主体类型为无字号的个体工商户时，按个人备案，主体备注写明“个体工商户无工商字号”并附 13 至 18 位注册号。
//!
//! ## 原因
//! 没有字号就没有可作单位名称的字样；备注缺少说明或注册号会被退回。
//!
//! ## 正例
//! `个体工商户无工商字号，注册号330100000000011`
//!
//! ## 反例
//! `个体工商户`
//!
//! ## 处理
//! 性质改为个人、证件用经营者身份证，并补全备注和营业执照注册号。
//!
//! ## Check
//! A sole trader without trade name files as an individual; the remark says 个体工商户无工商字号 and gives the
//! registration number of 13 to 18 characters.
//!
//! ## Reason
//! Without a trade name there is no name of a unit; the review refuses a remark that lacks the statement or the
//! number.
//!
//! ## Passes
//! `个体工商户无工商字号，注册号330100000000011`
//!
//! ## Fails
//! `个体工商户`
//!
//! ## Remedy
//! File as an individual with the trader's ID, and complete the remark and the licence's registration number.

use super::soletrader_with_trade_name::has_trade_name;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "soletrader-no-trade-name",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if has_trade_name(order) != Some(false) {
        return;
    }
    if context.is_unit(order) {
        report.flag(
            order,
            &subject.certificate_type,
            Text::new(
                "无字号的个体工商户应以个人证件备案",
                "a sole trader without trade name should file with a person's certificate",
            ),
        );
    }
    let remark = subject.remark.text();
    if !remark.contains("个体工商户无工商字号") || !holds_registration_number(remark) {
        report.flag(
            order,
            &subject.remark,
            Text::new(
                "主体备注要写“个体工商户无工商字号”和注册号",
                "the remark should say 个体工商户无工商字号 and give the registration number",
            ),
        );
    }
}

/// Whether a run of 13 to 18 digits and capitals stands in the text.
fn holds_registration_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase())
        .any(|run| (13..=18).contains(&run.len()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent_on};

    #[test]
    fn an_individual_with_the_full_remark_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体类型", "个体工商户(无字号)");
            order.set(
                "主体.主体备注",
                "个体工商户无工商字号，注册号330100000000011",
            );
        });
    }

    #[test]
    fn a_unit_and_an_incomplete_remark_are_found() {
        assert_fires_on(&RULE, Sample::individual(), "主体备注", |order| {
            order.set("主体.主体类型", "个体工商户(无字号)");
            order.set("主体.主体备注", "个体工商户");
        });
        assert_fires(&RULE, "主办单位证件类型", |order| {
            order.set("主体.主体类型", "个体工商户(无字号)")
        });
    }
}
