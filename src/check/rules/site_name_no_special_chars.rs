//! 网站名称中的符号 | Symbols in names
//!
//! ## 检查
//! 网站名称只用汉字、字母、数字，以及间隔号 · 和括号（名单可配置）。
//!
//! ## 原因
//! 带特殊符号的名称不被接受。
//!
//! ## 正例
//! `时光飞逝录`
//!
//! ## 反例
//! `时光★飞逝`，`我的@空间`
//!
//! ## 处理
//! 去掉提示中的符号；确需使用的，在配置的名单中补充。
//!
//! ## Check
//! A name has Chinese characters, letters and digits only, beside the middle dot and brackets (a configurable list).
//!
//! ## Reason
//! Names with symbols are refused.
//!
//! ## Passes
//! `时光飞逝录`
//!
//! ## Fails
//! `时光★飞逝`, `我的@空间`
//!
//! ## Remedy
//! Remove the symbol told, or add it to the configured list if the bureau takes it.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-special-chars",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let is_allowed = |c: char| {
        c.is_alphanumeric()
            || words::list(context, "site-name-characters").any(|allowed| allowed.contains(c))
    };
    for (site, name) in site_names::that_look(order, Look::Words) {
        if let Some(symbol) = name.chars().find(|&c| !is_allowed(c)) {
            let message = Text::new(
                format!("网站名称中有符号“{symbol}”"),
                format!("the name has the symbol \"{symbol}\""),
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
    fn dots_and_brackets_of_company_names_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "时光飞逝录"));
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "青杉溪网络（杭州）有限公司;青杉·溪")
        });
    }

    #[test]
    fn symbols_are_found() {
        for wrong in ["时光★飞逝", "我的@空间", "青杉溪_官网"] {
            assert_fires(&RULE, "网站名称", |order| {
                order.set("网站.网站名称", wrong)
            });
        }
    }
}
