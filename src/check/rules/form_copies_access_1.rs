//! 接入备案打印一份核验单 | An access has one verification form
//!
//! ## 检查
//! 接入备案填写了核验单份数时，不少于 1。
//!
//! ## 原因
//! 单位和个人的接入都要一份签署的核验单。
//!
//! ## 正例
//! `1`
//!
//! ## 反例
//! `0`
//!
//! ## 处理
//! 打印并签署核验单。
//!
//! ## Check
//! A stated number of copies is 1 or more.
//!
//! ## Reason
//! Units and individuals alike sign one form for an access.
//!
//! ## Passes
//! `1`
//!
//! ## Fails
//! `0`
//!
//! ## Remedy
//! Print and sign the form.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::FORM;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-copies-access-1",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for copies in documents::of(order, FORM).map(|attachment| &attachment.form_copies) {
        if copies.get().is_some_and(|number| number.0 == 0) {
            report.flag(
                order,
                copies,
                Text::new(
                    "接入备案要有一份核验单",
                    "an access has one verification form",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn one_copy_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("附件[6].核验单份数", "1")
        });
    }

    #[test]
    fn no_copy_is_noted() {
        assert_fires_on(&RULE, Sample::new_access(), "核验单份数", |order| {
            order.set("附件[6].核验单份数", "0")
        });
    }
}
