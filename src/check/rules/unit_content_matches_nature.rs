//! 备注提到其他单位 | Remarks that name another unit
//!
//! ## 检查
//! 单位网站的备注写到“有限公司”时，写的是本单位。
//!
//! ## 原因
//! 网站内容要与主办单位一致，不能是其他单位的网站。
//!
//! ## 正例
//! `介绍本单位产品`
//!
//! ## 反例
//! `介绍绿松茶业有限公司的产品`
//!
//! ## 处理
//! 核实网站是否属于本单位，并改正备注。
//!
//! ## Check
//! Where the remark of a unit's site names a 有限公司, it is the unit itself.
//!
//! ## Reason
//! The content belongs to the unit, and not to another one.
//!
//! ## Passes
//! `介绍本单位产品`
//!
//! ## Fails
//! `介绍绿松茶业有限公司的产品`
//!
//! ## Remedy
//! Make sure that the site is the unit's own, and correct the remark.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "unit-content-matches-nature",
    severity: Severity::Info,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let own = order.subject.name.text();
    if !context.is_unit(order) || own.is_empty() {
        return;
    }
    for site in &order.sites {
        if site.remark.text().replace(own, "").contains("有限公司") {
            report.flag(
                order,
                &site.remark,
                Text::new("备注提到其他单位", "the remark names another unit"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_unit_itself_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站备注", "介绍杭州青杉溪网络有限公司的产品")
        });
    }

    #[test]
    fn another_unit_is_noted() {
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.网站备注", "介绍绿松茶业有限公司的产品")
        });
    }
}
