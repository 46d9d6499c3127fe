//! 个人不能办理前置审批 | Individuals have no pre-approvals
//!
//! ## 检查
//! 个人的网站没有前置审批；其中的电子公告服务由 forum-individual-forbidden 指出。
//!
//! ## 原因
//! 前置审批只发给单位，个人的备案会被退回。
//!
//! ## 正例
//! 个人，没有前置审批
//!
//! ## 反例
//! 个人，出版
//!
//! ## 处理
//! 去掉此类内容和该行，或以单位名义备案。
//!
//! ## Check
//! An individual's site declares no pre-approval; forum-individual-forbidden speaks about bulletin services.
//!
//! ## Reason
//! Pre-approvals are given to units only, and an individual's filing with one is refused.
//!
//! ## Passes
//! an individual without a pre-approval
//!
//! ## Fails
//! an individual with publishing
//!
//! ## Remedy
//! Drop the content and the row, or file as a unit.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::BULLETIN;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-individual-impossible",
    severity: Severity::Warning,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for row in preapprovals::each(order).filter(|row| !preapprovals::declares(row, BULLETIN)) {
        report.flag(
            order,
            &row.category,
            Text::new(
                "个人网站不能有前置审批",
                "an individual's site has no pre-approval",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent};

    #[test]
    fn a_units_pre_approval_passes() {
        assert_silent(&RULE, |order| order.set("前置审批.前置审批类型", "出版"));
    }

    #[test]
    fn an_individuals_pre_approval_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "前置审批类型", |order| {
            order.set("前置审批.前置审批类型", "出版")
        });
    }
}
