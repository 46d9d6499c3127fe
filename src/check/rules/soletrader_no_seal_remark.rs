//! 无公章的个体工商户要备注 | A sole trader without seal says so
//!
//! ## 检查
//! 有字号的个体工商户没有公章时，主体备注须写明“个体工商户无公章”。
//!
//! ## 原因
//! 核验单上缺公章而备注没有说明，审核会按材料不全退回。
//!
//! ## 正例
//! 无公章 `是`，主体备注 `个体工商户无公章`
//!
//! ## 反例
//! 无公章 `是`，主体备注留空
//!
//! ## 处理
//! 在主体备注中写“个体工商户无公章”。
//!
//! ## Check
//! A sole trader with a trade name but without seal remarks 个体工商户无公章.
//!
//! ## Reason
//! A form without seal and without that remark counts as incomplete material.
//!
//! ## Passes
//! 无公章 `是`, remark `个体工商户无公章`
//!
//! ## Fails
//! 无公章 `是`, no remark
//!
//! ## Remedy
//! Write 个体工商户无公章 into the subject's remark.

use super::soletrader_with_trade_name::has_trade_name;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "soletrader-no-seal-remark",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let without_seal =
        has_trade_name(order) == Some(true) && subject.without_seal.get() == Some(&Flag(true));
    if without_seal && !subject.remark.text().contains("个体工商户无公章") {
        report.flag(
            order,
            &subject.remark,
            Text::new(
                "主体备注没有写明“个体工商户无公章”",
                "the remark does not say 个体工商户无公章",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_remark_explains_the_missing_seal() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体类型", "个体工商户(有字号)");
            order.set("主体.无公章", "是");
            order.set("主体.主体备注", "个体工商户无公章");
        });
    }

    #[test]
    fn a_missing_remark_is_found() {
        assert_fires(&RULE, "主体备注", |order| {
            order.set("主体.主体类型", "个体工商户(有字号)");
            order.set("主体.无公章", "是");
        });
    }
}
