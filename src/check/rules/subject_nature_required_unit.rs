//! 单位必须填写主办单位性质 | A unit states its nature
//!
//! ## 检查
//! 主办单位是单位时必须填写主办单位性质，且为代码表中的编号或名称；个人可以不填，填了也必须是代码表中的值。
//!
//! ## 原因
//! 管局按代码表校验性质，缺失或无效即退回 1014。
//!
//! ## 正例
//! `企业`，`4`
//!
//! ## 反例
//! 单位留空，或填写 `股份制`
//!
//! ## 处理
//! 按证件选择代码表中的单位性质。
//!
//! ## Check
//! A unit states its nature by an id or a name of the code table. An individual need not, but a stated one must be in
//! the table.
//!
//! ## Reason
//! The bureau looks the nature up in its table and refuses with 1014 when it is missing or unknown.
//!
//! ## Passes
//! `企业`, `4`
//!
//! ## Fails
//! An empty cell for a unit, or `股份制`
//!
//! ## Remedy
//! Choose the nature that fits the certificate from the code table.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-nature-required-unit",
    severity: Severity::Error,
    code: Some(1014),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let nature = &order.subject.nature;
    if nature.is_unreadable() {
        report.flag(
            order,
            nature,
            Text::new(
                "代码表中没有这个主办单位性质",
                "the code table has no such nature of a unit",
            ),
        );
    } else if nature.is_absent() && context.is_unit(order) {
        report.flag(
            order,
            nature,
            Text::new(
                "单位没有填写主办单位性质",
                "a unit does not state its nature",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_a_nature_and_individuals_without_one_pass() {
        assert_silent(&RULE, |order| order.set("主体.主办单位性质", "4"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主办单位性质", "")
        });
    }

    #[test]
    fn a_missing_and_an_unknown_nature_are_found() {
        assert_fires(&RULE, "主办单位性质", |order| {
            order.set("主体.主办单位性质", "")
        });
        assert_fires(&RULE, "主办单位性质", |order| {
            order.set("主体.主办单位性质", "股份制")
        });
    }
}
