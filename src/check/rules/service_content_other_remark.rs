//! 服务内容为其他时的备注 | Remarks on other contents
//!
//! ## 检查
//! 服务内容含“其他”时，网站备注用四个以上汉字说明内容；个人网站由 `individual-remark-required` 核对。
//!
//! ## 原因
//! 只选“其他”看不出网站内容，审核会要求说明。
//!
//! ## 正例
//! `其他`，备注 `分享胶片摄影作品`
//!
//! ## 反例
//! `其他`，没有备注
//!
//! ## 处理
//! 在网站备注中说明网站内容。
//!
//! ## Check
//! Where the contents hold 其他, the remark tells in four Chinese characters or more what they are; an individual's site
//! is for `individual-remark-required`.
//!
//! ## Reason
//! 其他 alone says nothing of the site, and reviews ask what it is.
//!
//! ## Passes
//! `其他` with the remark `分享胶片摄影作品`
//!
//! ## Fails
//! `其他` without a remark
//!
//! ## Remedy
//! Tell in the remark what the site is about.

use crate::check::{Check, Context, Report, Rule, site_names};
use crate::codes::ids::service_content::OTHER;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "service-content-other-remark",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Fewest Chinese characters of a remark that tells something.
const FEWEST: usize = 4;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.is_individual(order) {
        return;
    }
    for site in &order.sites {
        let other = site
            .service_content
            .get()
            .is_some_and(|codes| codes.ids().any(|id| id == OTHER));
        if other && site_names::han(site.remark.text()) < FEWEST {
            let message = Text::new(
                "服务内容为其他，备注没有说明内容",
                "the remark does not say what the other content is",
            );
            report.flag(order, &site.remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_described_content_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.服务内容", "其他");
            order.set("网站.网站备注", "分享胶片摄影作品");
        });
    }

    #[test]
    fn a_content_without_a_description_is_found() {
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.服务内容", "其他")
        });
    }
}
