//! 网站名称照抄示例 | Names copied from examples
//!
//! ## 检查
//! 网站名称不是备案指南中的示例名称（名单可配置）。
//!
//! ## 原因
//! 示例名称被照抄太多，已不予通过。
//!
//! ## 正例
//! `老王的胶片日记本`
//!
//! ## 反例
//! `人生百味`
//!
//! ## 处理
//! 取一个自己的名称。
//!
//! ## Check
//! A name is not one of the examples that filing guides print (a configurable list).
//!
//! ## Reason
//! They were copied so often that reviews refuse them.
//!
//! ## Passes
//! `老王的胶片日记本`
//!
//! ## Fails
//! `人生百味`
//!
//! ## Remedy
//! Choose a name of your own.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-copied-examples",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (site, name) in site_names::each(order) {
        if words::is_word(context, "site-name-copied", name) {
            report.flag(
                order,
                &site.name,
                Text::new(
                    "网站名称是示例名称",
                    "the name is one of the guides' examples",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn an_own_name_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "老王的胶片日记本")
        });
    }

    #[test]
    fn an_example_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "人生百味")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "PHP开发")
        });
    }
}
