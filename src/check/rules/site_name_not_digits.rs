//! 网站名称不能全是数字 | Names of digits only
//!
//! ## 检查
//! 网站名称不只由数字组成。
//!
//! ## 原因
//! 纯数字的名称不被接受。
//!
//! ## 正例
//! `一二三工作室`
//!
//! ## 反例
//! `12345`
//!
//! ## 处理
//! 改用至少三个汉字的名称，单位可用全称或简称。
//!
//! ## Check
//! A name consists of more than digits.
//!
//! ## Reason
//! A name of digits only is refused.
//!
//! ## Passes
//! `一二三工作室`
//!
//! ## Fails
//! `12345`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more; a unit's own name is best.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-not-digits",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let message = Text::new("网站名称全是数字", "the name consists of digits");
    site_names::flag_look(order, Look::Digits, &message, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn numbers_in_words_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "一二三工作室"));
    }

    #[test]
    fn digits_of_either_width_are_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "12345")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "１２３ ４５")
        });
    }
}
