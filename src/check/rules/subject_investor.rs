//! 单位填写投资人或主管单位 | A unit names its investor or superior unit
//!
//! ## 检查
//! 单位首次备案应填写投资人或主管单位。
//!
//! ## 原因
//! 接口允许不填，但审核要求真实的投资人或主管单位，缺失常被退回。
//!
//! ## 正例
//! `林青杉`
//!
//! ## 反例
//! 单位留空
//!
//! ## 处理
//! 填写证件或章程上的投资人，事业单位和社会团体填写主管单位。
//!
//! ## Check
//! A unit's new filing names its investor or superior unit.
//!
//! ## Reason
//! The interface lets it be empty, but the review asks for the real investor or superior unit and often refuses
//! without.
//!
//! ## Passes
//! `林青杉`
//!
//! ## Fails
//! An empty cell for a unit
//!
//! ## Remedy
//! Name the investor, or the superior unit of an institution or social organisation.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-investor",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let investor = &order.subject.investor;
    if context.is_unit(order) && investor.is_absent() {
        report.flag(
            order,
            investor,
            Text::new(
                "单位没有填写投资人或主管单位",
                "a unit names no investor or superior unit",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_an_investor_and_individuals_without_one_pass() {
        assert_silent(&RULE, |order| order.set("主体.投资人或主管单位", "张三"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.投资人或主管单位", "")
        });
    }

    #[test]
    fn a_unit_without_investor_is_found() {
        assert_fires(&RULE, "投资人或主管单位", |order| {
            order.set("主体.投资人或主管单位", "")
        });
    }
}
