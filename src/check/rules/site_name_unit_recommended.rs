//! 单位网站建议用单位名称 | A unit's own name is best
//!
//! ## 检查
//! 单位网站的名称与单位名称有两个以上连续的字相同。
//!
//! ## 原因
//! 用单位全称或简称的名称最容易通过审核。
//!
//! ## 正例
//! 青杉溪网络有限公司的网站 `青杉溪网络`
//!
//! ## 反例
//! 同一单位的网站 `绿松茶园大全`
//!
//! ## 处理
//! 不必处理；被退回时改用单位名称。
//!
//! ## Check
//! The name of a unit's site shares two characters in a row with the unit's name.
//!
//! ## Reason
//! A unit's full or short name passes reviews most easily.
//!
//! ## Passes
//! `青杉溪网络` of 青杉溪网络有限公司
//!
//! ## Fails
//! `绿松茶园大全` of the same unit
//!
//! ## Remedy
//! Nothing; use the unit's name if it is refused.

use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-unit-recommended",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let own = order.subject.name.text();
    if !context.is_unit(order) || own.is_empty() {
        return;
    }
    for (site, name) in site_names::each(order) {
        let characters: Vec<char> = name.chars().collect();
        let shares = characters
            .windows(2)
            .any(|pair| own.contains(&pair.iter().collect::<String>()));
        if !shares {
            let message = Text::new(
                "网站名称与单位名称无关",
                "the name has nothing of the unit's name",
            );
            report.flag(order, &site.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn full_and_short_names_pass() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "杭州青杉溪网络有限公司")
        });
        assert_silent(&RULE, |order| order.set("网站.网站名称", "青杉溪官网"));
    }

    #[test]
    fn an_unrelated_name_is_noted() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "绿松茶园大全")
        });
    }
}
