//! 个人不能办论坛 | Individuals run no forums
//!
//! ## 检查
//! 个人的网站没有电子公告服务，名称和备注没有论坛、BBS。
//!
//! ## 原因
//! 个人不能取得论坛的专项备案，审核不予通过。
//!
//! ## 正例
//! `摄影分享录`
//!
//! ## 反例
//! `摄影论坛`
//!
//! ## 处理
//! 去掉论坛，或以单位名义备案并办理专项备案。
//!
//! ## Check
//! An individual's site declares no bulletin service, and name and remark mention no forum.
//!
//! ## Reason
//! Individuals cannot get the special filing that forums need.
//!
//! ## Passes
//! `摄影分享录`
//!
//! ## Fails
//! `摄影论坛`
//!
//! ## Remedy
//! Drop the forum, or file as a unit with the special filing.

use crate::check::{Check, Context, Report, Rule, preapprovals, words};
use crate::codes::ids::preapproval::BULLETIN;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "forum-individual-forbidden",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    let message = || Text::new("个人网站不能开设论坛", "an individual's site has no forum");
    for site in &order.sites {
        if words::mentioned(context, "forum-name", site.name.text()).is_some() {
            report.flag(order, &site.name, message());
        } else if words::mentioned(context, "forum", site.remark.text()).is_some() {
            report.flag(order, &site.remark, message());
        }
        for row in &site.preapprovals {
            if preapprovals::declares(row, BULLETIN) {
                report.flag(order, &row.category, message());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_site_without_a_forum_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站名称", "摄影分享录")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站备注", "摄影作品，不设论坛")
        });
    }

    #[test]
    fn a_forum_is_found_in_name_remark_and_pre_approval() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "摄影论坛")
        });
        assert_fires_on(&RULE, Sample::individual(), "网站备注", |order| {
            order.set("网站.网站备注", "摄影爱好者的BBS")
        });
        assert_fires_on(&RULE, Sample::individual(), "前置审批类型", |order| {
            order.set("前置审批.前置审批类型", "电子公告服务")
        });
    }
}
