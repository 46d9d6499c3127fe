//! 单位必须填写主体负责人 | A unit names the subject's principal
//!
//! ## 检查
//! 主办单位是单位时必须填写主体负责人姓名，不超过 128 个字符。
//!
//! ## 原因
//! 缺少负责人时管局退回 1044。
//!
//! ## 正例
//! `林青杉`
//!
//! ## 反例
//! 单位留空
//!
//! ## 处理
//! 填写主体负责人的真实姓名。
//!
//! ## Check
//! A unit names the subject's principal, in at most 128 characters.
//!
//! ## Reason
//! The bureau refuses with 1044 when the principal is missing.
//!
//! ## Passes
//! `林青杉`
//!
//! ## Fails
//! An empty cell for a unit
//!
//! ## Remedy
//! Write the principal's real name.

use crate::check::length;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-principal-name-required-unit",
    severity: Severity::Error,
    code: Some(1044),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let name = &order.subject.principal_name;
    if name.is_absent() && context.is_unit(order) {
        report.flag(
            order,
            name,
            Text::new(
                "单位没有填写主体负责人姓名",
                "a unit does not name its principal",
            ),
        );
    } else if let Some(message) = order.kind().and_then(|kind| length::problem(kind, name)) {
        report.flag(order, name, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_a_principal_and_individuals_without_one_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人姓名", "张三"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体负责人姓名", "")
        });
    }

    #[test]
    fn a_unit_without_principal_is_found() {
        assert_fires(&RULE, "主体负责人姓名", |order| {
            order.set("主体.主体负责人姓名", "")
        });
    }
}
