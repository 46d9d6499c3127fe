//! 有字号的个体工商户按企业备案 | A sole trader with a trade name files as an enterprise
//!
//! ## 检查
//! 主体类型为有字号的个体工商户时，主办单位性质应为企业。
//!
//! ## 原因
//! 营业执照上有字号的个体工商户属于单位备案，按个人填报会被退回。
//!
//! ## 正例
//! 个体工商户(有字号)，`企业`
//!
//! ## 反例
//! 个体工商户(有字号)，`个人`
//!
//! ## 处理
//! 主办单位性质改为企业，证件用营业执照。
//!
//! ## Check
//! A sole trader whose licence bears a trade name has the nature 企业.
//!
//! ## Reason
//! With a trade name on its licence a sole trader is a unit; filed as an individual it is refused.
//!
//! ## Passes
//! 个体工商户(有字号) with `企业`
//!
//! ## Fails
//! 个体工商户(有字号) with `个人`
//!
//! ## Remedy
//! Choose 企业 and file with the business licence.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::fold;
use crate::codes::ids::nature::ENTERPRISE;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "soletrader-with-trade-name",
    severity: Severity::Warning,
    code: Some(1014),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let nature = &order.subject.nature;
    if has_trade_name(order) == Some(true)
        && nature.get().is_some_and(|nature| nature.id != ENTERPRISE)
    {
        report.flag(
            order,
            nature,
            Text::new(
                "有字号的个体工商户应选企业",
                "a sole trader with a trade name should be an enterprise",
            ),
        );
    }
}

/// For a sole trader, whether its licence bears a trade name; `None` for others, and when the order does not say.
pub(super) fn has_trade_name(order: &Order) -> Option<bool> {
    let category = fold(order.subject.category.get()?);
    if !category.contains("个体") {
        return None;
    }
    let named = category.contains("有字号");
    (named || category.contains("无字号")).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn a_sole_trader_with_a_trade_name_is_an_enterprise() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体类型", "个体工商户(有字号)")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体类型", "个体工商户（无字号）")
        });
    }

    #[test]
    fn a_sole_trader_with_a_trade_name_is_no_individual() {
        assert_fires(&RULE, "主办单位性质", |order| {
            order.set("主体.主体类型", "个体工商户（有字号）");
            order.set("主体.主办单位性质", "个人");
        });
    }
}
