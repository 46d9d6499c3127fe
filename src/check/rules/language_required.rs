//! 语言类别 | Languages
//!
//! ## 检查
//! 每个网站填写 1 至 256 个语言类别，都在代码表中。
//!
//! ## 原因
//! 语言类别无效时管局退回 1066。
//!
//! ## 正例
//! `中文简体`，`简体中文;英语`
//!
//! ## 反例
//! 空，`中英文`
//!
//! ## 处理
//! 按代码表选择语言，多种用 `;` 分隔。
//!
//! ## Check
//! Every site names 1 to 256 languages of the code table.
//!
//! ## Reason
//! The bureau refuses an invalid language with 1066.
//!
//! ## Passes
//! `中文简体`, `简体中文;英语`
//!
//! ## Fails
//! nothing, `中英文`
//!
//! ## Remedy
//! Choose languages of the code table, separated by `;`.

use crate::check::{Check, Context, Report, Rule, code_lists};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "language-required",
    severity: Severity::Error,
    code: Some(1066),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Most languages of one site, as the schema counts them.
const MOST: usize = 256;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        code_lists::flag(
            order,
            &site.language,
            MOST,
            ("语言类别", "language"),
            report,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn languages_pass_by_name_alias_and_id() {
        assert_silent(&RULE, |order| order.set("网站.语言类别", "简体中文;12"));
    }

    #[test]
    fn absent_and_unknown_languages_are_found() {
        assert_fires(&RULE, "语言类别", |order| {
            order.set("网站.语言类别", "")
        });
        assert_fires(&RULE, "语言类别", |order| {
            order.set("网站.语言类别", "中英文")
        });
    }
}
