//! 服务内容与主办者性质相符 | Service contents suit the organizer
//!
//! ## 检查
//! 个人网站的服务内容是博客/个人空间或其他；单位网站不选博客/个人空间。
//!
//! ## 原因
//! 与主办者性质不符的服务内容审核不予通过。
//!
//! ## 正例
//! 单位 `单位门户网站`，个人 `其他`
//!
//! ## 反例
//! 个人 `单位门户网站`，单位 `博客/个人空间`
//!
//! ## 处理
//! 个人网站改选“博客/个人空间”或“其他”，单位网站改选“单位门户网站”等与业务相符的一项。
//!
//! ## Check
//! An individual's site chooses blog / personal space or other; a unit's site does not choose blog / personal space.
//!
//! ## Reason
//! Reviews refuse contents that do not suit the organizer.
//!
//! ## Passes
//! a unit's `单位门户网站`, an individual's `其他`
//!
//! ## Fails
//! an individual's `单位门户网站`, a unit's `博客/个人空间`
//!
//! ## Remedy
//! Choose personal space or other for an individual's site, the organisation portal or what fits its trade for a
//! unit's.

use crate::check::{Check, Context, Organizer, Report, Rule};
use crate::codes::ids::service_content::{OTHER, PERSONAL_SPACE};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "service-content-unit-options",
    severity: Severity::Warning,
    code: Some(1034),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(organizer) = context.organizer(order) else {
        return;
    };
    for site in &order.sites {
        let Some(codes) = site.service_content.get() else {
            continue;
        };
        let message = match organizer {
            Organizer::Individual if codes.ids().any(|id| id != PERSONAL_SPACE && id != OTHER) => {
                Text::new(
                    "个人网站只能选博客/个人空间或其他",
                    "an individual's site is a personal space or other",
                )
            }
            Organizer::Unit if codes.ids().any(|id| id == PERSONAL_SPACE) => Text::new(
                "单位网站不能选博客/个人空间",
                "a unit's site is no personal space",
            ),
            _ => continue,
        };
        report.flag(order, &site.service_content, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    #[test]
    fn suitable_contents_pass() {
        assert_silent(&RULE, |order| order.set("网站.服务内容", "单位门户网站"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.服务内容", "博客/个人空间")
        });
    }

    #[test]
    fn unsuitable_contents_are_found() {
        assert_fires(&RULE, "服务内容", |order| {
            order.set("网站.服务内容", "博客/个人空间")
        });
        assert_fires_on(&RULE, Sample::individual(), "服务内容", |order| {
            order.set("网站.服务内容", "单位门户网站")
        });
    }
}
