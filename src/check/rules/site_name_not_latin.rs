//! 网站名称不能全是字母 | Names of Latin letters only
//!
//! ## 检查
//! 网站名称不只由拉丁字母组成。
//!
//! ## 原因
//! 纯字母的名称不被接受。
//!
//! ## 正例
//! `前端经验谈`
//!
//! ## 反例
//! `MyPhoto`
//!
//! ## 处理
//! 改用至少三个汉字的名称，单位可用全称或简称。
//!
//! ## Check
//! A name consists of more than Latin letters.
//!
//! ## Reason
//! A name of letters only is refused.
//!
//! ## Passes
//! `前端经验谈`
//!
//! ## Fails
//! `MyPhoto`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more; a unit's own name is best.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-not-latin",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let message = Text::new("网站名称全是字母", "the name consists of Latin letters");
    site_names::flag_look(order, Look::Latin, &message, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn chinese_characters_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "前端经验谈"));
    }

    #[test]
    fn letters_are_found_with_blanks_and_dots_between_them() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "MyPhoto")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "My Photo-Book")
        });
    }
}
