//! 个人网站名称中的单位用词 | Words of organizations in an individual's site name
//!
//! ## 检查
//! 个人网站的名称不含公司、集团、协会、中心、平台、商城等单位用词（词表可配置）；论坛由 forum-individual-forbidden 指出。
//!
//! ## 原因
//! 个人不能以单位名义办网站。
//!
//! ## 正例
//! `摄影小空间`
//!
//! ## 反例
//! `青杉摄影公司`
//!
//! ## 处理
//! 换一个反映个人内容的名称，或以单位名义备案。
//!
//! ## Check
//! The name of an individual's site holds no word of organizations such as 公司, 协会, 平台 (a configurable list);
//! forums are for forum-individual-forbidden.
//!
//! ## Reason
//! An individual cannot run a site in the name of an organization.
//!
//! ## Passes
//! `摄影小空间`
//!
//! ## Fails
//! `青杉摄影公司`
//!
//! ## Remedy
//! Choose a name that tells of personal content, or file as a unit.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-individual-no-org-words",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for (site, name) in site_names::each(order) {
        if let Some(word) = words::contained(context, "individual-organization", name) {
            let message = Text::new(
                format!("个人网站的名称含“{word}”"),
                format!("the name of an individual's site holds \"{word}\""),
            );
            report.flag(order, &site.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

    #[test]
    fn a_personal_name_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站名称", "摄影小空间")
        });
    }

    #[test]
    fn a_unit_may_use_them() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "青杉溪网络有限公司")
        });
    }

    #[test]
    fn a_word_of_organizations_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "青杉摄影公司")
        });
    }
}
