//! 网站名称中的敏感词 | Sensitive words in names
//!
//! ## 检查
//! 网站名称不含词表中的敏感词（反腐、维权等，可配置）；九类禁止内容的词由 nine-prohibitions 指出。
//!
//! ## 原因
//! 含敏感词的名称审核不予通过。
//!
//! ## 正例
//! `电影爱好者小站`
//!
//! ## 反例
//! `青杉反腐网`
//!
//! ## 处理
//! 去掉提示中的词，换一个名称。
//!
//! ## Check
//! A name holds no word of the list of sensitive words (configurable); words of forbidden content are for
//! nine-prohibitions.
//!
//! ## Reason
//! Reviews refuse names with such words.
//!
//! ## Passes
//! `电影爱好者小站`
//!
//! ## Fails
//! `青杉反腐网`
//!
//! ## Remedy
//! Choose a name without the word told.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-sensitive-words",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (site, name) in site_names::each(order) {
        if let Some(word) = words::contained(context, "site-name-sensitive", name) {
            let message = Text::new(
                format!("网站名称含敏感词“{word}”"),
                format!("the name holds the word \"{word}\""),
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
    fn harmless_names_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "电影爱好者小站"));
    }

    #[test]
    fn a_word_of_the_list_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉反腐网")
        });
    }
}
