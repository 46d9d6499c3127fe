//! 单位打印两份核验单 | A unit prints two verification forms
//!
//! ## 检查
//! 单位备案填写了核验单份数时，不少于 2。
//!
//! ## 原因
//! 首次备案和新增网站要邮寄原件，单位保留两份。
//!
//! ## 正例
//! `2`
//!
//! ## 反例
//! `1`
//!
//! ## 处理
//! 再打印并签署一份。
//!
//! ## Check
//! A unit's stated number of copies is 2 or more.
//!
//! ## Reason
//! The original is mailed, and the unit keeps one of two.
//!
//! ## Passes
//! `2`
//!
//! ## Fails
//! `1`
//!
//! ## Remedy
//! Print and sign another one.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::FORM;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-copies-unit-2",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_unit(order) {
        return;
    }
    for copies in documents::of(order, FORM).map(|attachment| &attachment.form_copies) {
        if copies.get().is_some_and(|number| number.0 < 2) {
            report.flag(
                order,
                copies,
                Text::new(
                    "单位应打印两份核验单",
                    "a unit prints two verification forms",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn two_copies_and_an_individuals_one_pass() {
        assert_silent(&RULE, |order| order.set("附件[6].核验单份数", "2"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("附件[5].核验单份数", "1")
        });
    }

    #[test]
    fn one_copy_is_noted() {
        assert_fires(&RULE, "核验单份数", |order| {
            order.set("附件[6].核验单份数", "1")
        });
    }
}
