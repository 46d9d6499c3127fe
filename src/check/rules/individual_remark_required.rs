//! 个人网站的备注 | Remarks of an individual's site
//!
//! ## 检查
//! 个人网站的备注用四个以上汉字说明网站内容。
//!
//! ## 原因
//! 审核要求个人网站一律说明内容。
//!
//! ## 正例
//! `分享胶片摄影作品`
//!
//! ## 反例
//! 空，`个人`
//!
//! ## 处理
//! 在网站备注中说明网站内容。
//!
//! ## Check
//! The remark of an individual's site tells in four Chinese characters or more what it is about.
//!
//! ## Reason
//! Reviews ask every individual to describe the site.
//!
//! ## Passes
//! `分享胶片摄影作品`
//!
//! ## Fails
//! nothing, `个人`
//!
//! ## Remedy
//! Tell in the remark what the site is about.

use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "individual-remark-required",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Fewest Chinese characters of a remark that tells something.
const FEWEST: usize = 4;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for site in order
        .sites
        .iter()
        .filter(|site| site_names::han(site.remark.text()) < FEWEST)
    {
        report.flag(
            order,
            &site.remark,
            Text::new(
                "个人网站的备注没有说明内容",
                "the remark does not describe the individual's site",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

    #[test]
    fn a_described_site_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站备注", "分享胶片摄影作品")
        });
    }

    #[test]
    fn a_unit_needs_no_remark() {
        assert_silent(&RULE, |order| order.set("网站.网站备注", ""));
    }

    #[test]
    fn a_missing_description_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "网站备注", |order| {
            order.set("网站.网站备注", "")
        });
        assert_fires_on(&RULE, Sample::individual(), "网站备注", |order| {
            order.set("网站.网站备注", "个人")
        });
    }
}
