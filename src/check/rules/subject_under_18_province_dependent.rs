//! 年轻负责人的年龄各省要求不同 | Provinces differ about young principals
//!
//! ## 检查
//! 主体负责人持身份证时，已满该省规则中的年龄（`minimum_age`，默认 18 周岁）。单位未满 16 周岁、个人未满 18 周岁的由各自的规则指出。
//!
//! ## 原因
//! 各省对负责人年龄的要求不同，初审时可能要补充材料。
//!
//! ## 正例
//! 出生于 1990 年
//!
//! ## 反例
//! 出生于十七年前
//!
//! ## 处理
//! 事先向接入商初审人员确认该省要求，备好补充材料。
//!
//! ## Check
//! By the ID number the subject's principal has the age of the province's rules (`minimum_age`, 18 unless given). A
//! unit's principal under 16 and an individual under 18 have rules of their own.
//!
//! ## Reason
//! Provinces ask for different ages, and the first review may want further documents.
//!
//! ## Passes
//! Born in 1990
//!
//! ## Fails
//! Born seventeen years ago
//!
//! ## Remedy
//! Ask the first review what the province wants, and have the documents ready.

use super::subject_individual_under_18_employment::MAJORITY;
use super::subject_principal_age_unit_16::YOUNGEST;
use crate::check::certificates::resident_id;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-under-18-province-dependent",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let number = &subject.principal_certificate_number;
    let minimum = context.peculiarities(order).minimum_age();
    let id = resident_id(&subject.principal_certificate_type, number).and_then(Result::ok);
    let Some(age) = id.map(|id| id.age(context.today)) else {
        return;
    };
    // Below these ages rules of their own speak.
    let least = if context.is_individual(order) {
        MAJORITY
    } else {
        YOUNGEST
    };
    if (least..minimum).contains(&age) {
        report.flag(
            order,
            number,
            Text::new(
                format!("主体负责人未满 {minimum} 周岁，该省可能要求补充材料"),
                format!(
                    "the principal is under {minimum}; the province may ask for further documents"
                ),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn adults_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "110101199003070003")
        });
    }

    #[test]
    fn a_minor_is_noted() {
        assert_fires(&RULE, "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "330102200911200005")
        });
    }
}
