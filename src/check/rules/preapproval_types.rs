//! 前置审批类型 | Types of pre-approvals
//!
//! ## 检查
//! 前置审批的每一行写明一个代码表中的类型；以上都不涉及时不填任何行。
//!
//! ## 原因
//! 类型无效时管局退回 1033。
//!
//! ## 正例
//! `新闻`，`1`
//!
//! ## 反例
//! `以上都不涉及`，`证券`
//!
//! ## 处理
//! 按代码表改正类型；不涉及前置审批时删除整行。
//!
//! ## Check
//! Every pre-approval row names a type of the code table; a site that needs none has no row.
//!
//! ## Reason
//! The bureau refuses an invalid type with 1033.
//!
//! ## Passes
//! `新闻`，`1`
//!
//! ## Fails
//! `以上都不涉及`, `证券`
//!
//! ## Remedy
//! Write a type of the code table, or delete the row if none is needed.

use crate::check::{Check, Context, Report, Rule, preapprovals, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-types",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for preapproval in preapprovals::each(order) {
        let category = &preapproval.category;
        if category.get().is_some() {
            continue;
        }
        let none = words::list(context, "none-of-these").any(|word| word == category.text());
        let message = match category.is_absent() {
            true => Text::new(
                "没有写明前置审批类型",
                "the type of the pre-approval is not given",
            ),
            false if none => Text::new(
                "不涉及前置审批时不填此行",
                "a site without pre-approvals has no row",
            ),
            false => Text::new(
                "前置审批类型不在代码表中",
                "the type is not in the code table",
            ),
        };
        report.flag(order, category, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn types_pass_by_name_and_id() {
        assert_silent(&RULE, |order| order.set("前置审批.前置审批类型", "新闻"));
        assert_silent(&RULE, |order| order.set("前置审批.前置审批类型", "1"));
    }

    #[test]
    fn absent_and_unknown_types_are_found() {
        assert_fires(&RULE, "前置审批类型", |order| {
            order.set("前置审批.前置审批类型", "以上都不涉及")
        });
        assert_fires(&RULE, "前置审批类型", |order| {
            order.set("前置审批.审批号", "省新闻办2025-1")
        });
    }
}
