//! 个人网站没有企业内容 | No business on an individual's site
//!
//! ## 检查
//! 个人网站的备注不提公司、企业、产品销售、招商、加盟（词表可配置）；“不涉及……”的说明不算。
//!
//! ## 原因
//! 个人网站不能有企业内容，审核不予通过。
//!
//! ## 正例
//! `分享生活，不涉及企业经营`
//!
//! ## 反例
//! `本公司产品介绍`
//!
//! ## 处理
//! 改正备注和网站内容，或以单位名义备案。
//!
//! ## Check
//! The remark of an individual's site mentions no company, sales or franchise (a configurable list), unless to deny it.
//!
//! ## Reason
//! Reviews refuse business on an individual's site.
//!
//! ## Passes
//! `分享生活，不涉及企业经营`
//!
//! ## Fails
//! `本公司产品介绍`
//!
//! ## Remedy
//! Correct remark and site, or file as a unit.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "individual-content-no-enterprise",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for site in &order.sites {
        if let Some(word) = words::mentioned(context, "individual-business", site.remark.text()) {
            let message = Text::new(
                format!("个人网站的备注提到“{word}”"),
                format!("the remark of an individual's site mentions \"{word}\""),
            );
            report.flag(order, &site.remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn personal_content_and_a_denial_pass() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站备注", "分享生活，不涉及企业经营")
        });
    }

    #[test]
    fn business_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "网站备注", |order| {
            order.set("网站.网站备注", "本公司产品介绍")
        });
    }
}
