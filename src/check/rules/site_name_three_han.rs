//! 网站名称以汉字为主 | Names in Chinese characters
//!
//! ## 检查
//! 混有字母或数字的网站名称，汉字也至少三个。
//!
//! ## 原因
//! 审核要求用三个以上汉字表达网站名称。
//!
//! ## 正例
//! `个人摄影空间`
//!
//! ## 反例
//! `ABC网`
//!
//! ## 处理
//! 换一个至少三个汉字的名称。
//!
//! ## Check
//! A name with letters or digits has at least three Chinese characters as well.
//!
//! ## Reason
//! Reviews ask for a name of three Chinese characters or more.
//!
//! ## Passes
//! `个人摄影空间`
//!
//! ## Fails
//! `ABC网`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-three-han",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Fewest Chinese characters of a name.
const FEWEST: usize = 3;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for (site, name) in site_names::that_look(order, Look::Words) {
        let han = site_names::han(name);
        if han < FEWEST && site_names::characters(name) >= FEWEST {
            let message = Text::new(
                format!("网站名称只有 {han} 个汉字，应至少 {FEWEST} 个"),
                format!("the name has {han} Chinese characters, at least {FEWEST} are asked for"),
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
    fn three_chinese_characters_pass_beside_letters() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "个人摄影空间"));
        assert_silent(&RULE, |order| order.set("网站.网站名称", "PHP开发笔记"));
    }

    #[test]
    fn letters_do_not_make_up_for_chinese_characters() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "ABC网")
        });
    }
}
