//! 单位论坛的专项备案 | A unit's forum has its special filing
//!
//! ## 检查
//! 单位网站的名称或备注提到论坛、BBS 时，已声明电子公告服务。
//!
//! ## 原因
//! 论坛需要专项备案，没有时审核以 1033 退回；部分省份已停办。
//!
//! ## 正例
//! `青杉溪论坛`，前置审批 电子公告服务
//!
//! ## 反例
//! `青杉溪论坛`，没有前置审批
//!
//! ## 处理
//! 声明电子公告服务并附专项备案表；没有论坛的改正名称和备注。
//!
//! ## Check
//! Where the name or remark of a unit's site mentions a forum, the bulletin service is declared.
//!
//! ## Reason
//! Forums need a special filing, without which reviews refuse with 1033; some provinces give none any more.
//!
//! ## Passes
//! `青杉溪论坛` with 电子公告服务
//!
//! ## Fails
//! `青杉溪论坛` without a pre-approval
//!
//! ## Remedy
//! Declare 电子公告服务 with its form, or correct name and remark if there is no forum.

use crate::check::{Check, Context, Report, Rule, preapprovals, words};
use crate::codes::ids::preapproval::BULLETIN;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "forum-unit-needs-approval",
    severity: Severity::Warning,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_unit(order) {
        return;
    }
    for site in &order.sites {
        let mut rows = site.preapprovals.iter();
        if rows.any(|row| preapprovals::declares(row, BULLETIN)) {
            continue;
        }
        let fields: [&dyn AnyField; 2] = [&site.name, &site.remark];
        let mut mentions = fields
            .into_iter()
            .filter(|field| words::mentioned(context, "forum", field.text()).is_some());
        if let Some(field) = mentions.next() {
            let message = Text::new(
                "开设论坛要声明电子公告服务",
                "a forum needs the bulletin service declared",
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_declared_forum_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "青杉溪论坛");
            order.set("前置审批.前置审批类型", "电子公告服务");
        });
    }

    #[test]
    fn a_forum_without_a_declaration_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉溪论坛")
        });
    }
}
