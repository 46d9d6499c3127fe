//! 单位负责人年满十六周岁 | A unit's principal is sixteen or older
//!
//! ## 检查
//! 单位的主体负责人持身份证时，按出生日期已满 16 周岁。
//!
//! ## 原因
//! 审核要求单位负责人年满十六周岁。
//!
//! ## 正例
//! 出生于 1990 年
//!
//! ## 反例
//! 出生于十五年前
//!
//! ## 处理
//! 更换为成年的负责人。
//!
//! ## Check
//! By the birthday in the ID number, a unit's principal is at least 16.
//!
//! ## Reason
//! The review wants a unit's principal to be sixteen or older.
//!
//! ## Passes
//! Born in 1990
//!
//! ## Fails
//! Born fifteen years ago
//!
//! ## Remedy
//! Name an adult principal.

use crate::check::certificates::resident_id;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-principal-age-unit-16",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

/// Youngest age of a unit's principal.
pub(super) const YOUNGEST: u32 = 16;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let number = &subject.principal_certificate_number;
    let id = resident_id(&subject.principal_certificate_type, number);
    let too_young = id
        .and_then(Result::ok)
        .is_some_and(|id| id.age(context.today) < YOUNGEST);
    if too_young && context.is_unit(order) {
        report.flag(
            order,
            number,
            Text::new("主体负责人未满 16 周岁", "the principal is younger than 16"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn grown_ups_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "110101199003070003")
        });
    }

    #[test]
    fn a_child_is_found_until_its_birthday() {
        assert_fires(&RULE, "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "33010220101121000X")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "330102201011200004")
        });
    }
}
