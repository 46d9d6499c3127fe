//! 金融字样的单位由法人任负责人 | Units with a name of finance have their legal person as principal
//!
//! ## 检查
//! 主办单位名称含“投资管理”“担保”“典当”“贷款”“理财”一类字样（词表可配置）时，主体负责人应是法人，并填写法人姓名供核对。
//!
//! ## 原因
//! 涉及金融风险的单位，审核要求负责人是法定代表人。
//!
//! ## 正例
//! `青杉典当有限公司`，主体负责人与法人姓名相同
//!
//! ## 反例
//! `青杉典当有限公司`，主体负责人不是法人
//!
//! ## 处理
//! 主体负责人改为法定代表人，并填写法人姓名一列。
//!
//! ## Check
//! Where the organizer's name holds 投资管理, 担保, 典当, 贷款, 理财 or the like (a configurable list), the subject's
//! principal is the legal person, whose name is given for comparison.
//!
//! ## Reason
//! For units of finance the review asks for the legal person as principal.
//!
//! ## Passes
//! `青杉典当有限公司` with the same name as principal and legal person
//!
//! ## Fails
//! `青杉典当有限公司` with a principal who is not the legal person
//!
//! ## Remedy
//! Make the legal person the principal, and fill in 法人姓名.

use crate::check::{Check, Context, Report, Rule, compare, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-name-finance-needs-legal-person",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if !is_of_finance(order, context) {
        return;
    }
    if subject.legal_person.is_absent() {
        report.flag(
            order,
            &subject.legal_person,
            Text::new(
                "名称涉及金融，没有填写法人姓名，无法核对负责人",
                "a name of finance without 法人姓名 to compare the principal with",
            ),
        );
    } else if !compare::same(subject.legal_person.text(), subject.principal_name.text()) {
        report.flag(
            order,
            &subject.principal_name,
            Text::new(
                "名称涉及金融，主体负责人应是法人",
                "with a name of finance the principal should be the legal person",
            ),
        );
    }
}

/// Whether the organizer is a unit whose name tells of finance.
pub(super) fn is_of_finance(order: &Order, context: &Context<'_>) -> bool {
    let name = order.subject.name.text();
    context.is_unit(order) && words::contained(context, "finance", name).is_some()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_legal_person_and_other_trades_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "杭州青杉典当有限公司");
            order.set("主体.法人姓名", "林青杉");
        });
        assert_silent(&RULE, |order| order.set("主体.法人姓名", "杜若溪"));
    }

    #[test]
    fn another_principal_and_an_unknown_legal_person_are_found() {
        assert_fires(&RULE, "主体负责人姓名", |order| {
            order.set("主体.主办单位名称", "杭州青杉典当有限公司");
            order.set("主体.法人姓名", "杜若溪");
        });
        assert_fires(&RULE, "法人姓名", |order| {
            order.set("主体.主办单位名称", "杭州青杉理财咨询有限公司")
        });
    }
}
