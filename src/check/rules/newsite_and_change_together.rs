//! 同一主体同时变更和新增 | A change and a new site of the same subject
//!
//! ## 检查
//! 同一批中没有同一主体的变更备案和新增网站。
//!
//! ## 原因
//! 两者可以同时上报，但管局分两个任务审核；一个被退回时，另一个的核验单要补交。
//!
//! ## 正例
//! 先变更，通过后再新增
//!
//! ## 反例
//! 同一主体的变更备案和新增网站在一批中
//!
//! ## 处理
//! 尽量先后提交；已经同时提交的，分别跟踪两个结果。
//!
//! ## Check
//! A batch has no change and new site for the same subject.
//!
//! ## Reason
//! Both can be reported at once, but the bureau reviews them as two tasks; when one is refused, its verification form
//! has to be handed in again.
//!
//! ## Passes
//! The change first, the new site after its approval
//!
//! ## Fails
//! A change and a new site for one subject in a batch
//!
//! ## Remedy
//! Submit one after the other; where both are under way, follow the two results.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "newsite-and-change-together",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewSite, Kind::Change],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let (changes, sites): (Vec<&Order>, Vec<&Order>) = orders
        .iter()
        .partition(|order| order.kind() == Some(Kind::Change));
    for site in sites {
        if let Some(change) = changes.iter().find(|change| is_same_subject(site, change)) {
            let other = &change.number.text;
            report.flag(
                site,
                &site.header.kind,
                Text::new(
                    format!("订单 {other} 同时变更这个主体，两者分开审核"),
                    format!("order {other} changes the same subject; the two are reviewed apart"),
                ),
            );
        }
    }
}

fn is_same_subject(one: &Order, other: &Order) -> bool {
    let number = |order: &Order| {
        order
            .subject
            .filing_number
            .get()
            .map(|number| number.subject().to_owned())
    };
    let id = |order: &Order| order.subject.bureau_id.get().copied();
    number(one).is_some_and(|number_of_one| number(other) == Some(number_of_one))
        || id(one).is_some_and(|id_of_one| id(other) == Some(id_of_one))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, findings_in};

    fn with_change_of(number: &str) -> [crate::order::Order; 2] {
        let mut site = Sample::new_site();
        site.set("订单.订单类型", "新增网站");
        let mut change = Sample::new_site();
        change.order.number.text = "T-0002".into();
        change.set("订单.订单类型", "变更备案");
        change.set("主体.主体备案号", number);
        [site.order, change.order]
    }

    #[test]
    fn changes_of_other_subjects_do_not_matter() {
        assert!(
            findings_in(
                &RULE,
                &with_change_of("浙ICP备20239999号"),
                &Settings::default()
            )
            .is_empty()
        );
    }

    #[test]
    fn a_change_of_the_same_subject_is_noted_at_the_new_site() {
        let found = findings_in(
            &RULE,
            &with_change_of("浙ICP备99000123号"),
            &Settings::default(),
        );
        assert_eq!(
            found
                .iter()
                .map(|finding| finding.order.as_deref())
                .collect::<Vec<_>>(),
            [Some("T-0001")]
        );
    }
}
