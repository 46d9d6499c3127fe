//! 接入时更换负责人要另报变更 | A new principal at an access needs a change
//!
//! ## 检查
//! 接入备案填写了原负责人姓名时，另填的主体负责人与他相同。
//!
//! ## 原因
//! 接入备案不上报负责人；换了人的，接入后还要提交变更备案。
//!
//! ## 正例
//! 原负责人与主体负责人同名
//!
//! ## 反例
//! 原负责人姓名 `林青杉`，主体负责人姓名 `杜若溪`
//!
//! ## 处理
//! 接入通过后提交变更备案，更新负责人。
//!
//! ## Check
//! Where an access names the principal so far, the principal beside is the same person.
//!
//! ## Reason
//! An access does not send principals; a new one is reported by a change afterwards.
//!
//! ## Passes
//! The same name in both cells
//!
//! ## Fails
//! 原负责人姓名 `林青杉`, 主体负责人姓名 `杜若溪`
//!
//! ## Remedy
//! Plan a change after the access was approved.

use crate::check::{Check, Context, Report, Rule, compare};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-collects-old-and-new-principal",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if let (Some(former), Some(principal)) =
        (subject.former_principal.get(), subject.principal_name.get())
        && !compare::same(former, principal)
    {
        report.flag(
            order,
            &subject.principal_name,
            Text::new(
                "更换负责人要在接入后另报变更备案",
                "a new principal needs a change after the access",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_same_principal_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("主体.原负责人姓名", "林青杉");
            order.set("主体.主体负责人姓名", "林青杉");
        });
    }

    #[test]
    fn a_new_principal_is_noted() {
        assert_fires_on(
            &RULE,
            Sample::new_access(),
            "主体负责人姓名",
            |order| {
                order.set("主体.原负责人姓名", "林青杉");
                order.set("主体.主体负责人姓名", "杜若溪");
            },
        );
    }
}
