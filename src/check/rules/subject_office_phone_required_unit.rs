//! 单位必须填写办公电话 | A unit has an office telephone
//!
//! ## 检查
//! 主办单位是单位时必须填写主体负责人办公电话。
//!
//! ## 原因
//! 单位须有真实的办公座机，缺失时管局退回 1010。
//!
//! ## 正例
//! `086-0571-86013388`
//!
//! ## 反例
//! 单位留空
//!
//! ## 处理
//! 填写单位的办公座机。
//!
//! ## Check
//! A unit gives the subject principal's office telephone.
//!
//! ## Reason
//! Units need a real landline; without one the bureau refuses with 1010.
//!
//! ## Passes
//! `086-0571-86013388`
//!
//! ## Fails
//! An empty cell for a unit
//!
//! ## Remedy
//! Fill in the unit's landline.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-office-phone-required-unit",
    severity: Severity::Error,
    code: Some(1010),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let phone = &order.subject.principal_phone;
    if phone.is_absent() && context.is_unit(order) {
        report.flag(
            order,
            phone,
            Text::new("单位没有填写办公电话", "a unit has no office telephone"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_a_landline_and_individuals_without_one_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人办公电话", "086-0571-86013388")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体负责人办公电话", "")
        });
    }

    #[test]
    fn a_unit_without_landline_is_found() {
        assert_fires(&RULE, "主体负责人办公电话", |order| {
            order.set("主体.主体负责人办公电话", "")
        });
    }
}
