//! 前置审批类型 | Types of pre-approvals
//!
//! ## 检查
//! 前置审批的每一行写明一个代码表中的类型。只写“以上都不涉及”“无”的行等于没有这一行。
//!
//! ## 原因
//! 类型无效时管局退回 1033。
//!
//! ## 正例
//! `新闻`，`1`
//!
//! ## 反例
//! `证券`；`无`，却填写了审批号
//!
//! ## 处理
//! 按代码表改正类型；不涉及前置审批的，删除整行或清空审批号和审批文件。
//!
//! ## Check
//! Every pre-approval row names a type of the code table. A row that says 以上都不涉及 or 无 and nothing else counts
//! as no row.
//!
//! ## Reason
//! The bureau refuses an invalid type with 1033.
//!
//! ## Passes
//! `新闻`, `1`
//!
//! ## Fails
//! `证券`; `无` beside an approval's number
//!
//! ## Remedy
//! Write a type of the code table; if none is needed, delete the row, or empty its number and scan.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-types",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for row in preapprovals::each(order) {
        let category = &row.category;
        if category.is_absent() {
            let message = Text::new(
                "没有写明前置审批类型",
                "the type of the pre-approval is not given",
            );
            report.flag(order, category, message);
        } else if category.is_unreadable() {
            let message = Text::new(
                "前置审批类型不在代码表中",
                "the type is not in the code table",
            );
            report.flag(order, category, message);
        }
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
