//! 网站名称至少三个字 | Names of three characters
//!
//! ## 检查
//! 网站名称至少有三个字。
//!
//! ## 原因
//! 过短的名称看不出网站内容，审核会退回。
//!
//! ## 正例
//! `柠檬草`
//!
//! ## 反例
//! `小店`
//!
//! ## 处理
//! 换一个至少三个汉字的名称。
//!
//! ## Check
//! A name has at least three characters.
//!
//! ## Reason
//! A shorter name says nothing of the site, and reviews refuse it.
//!
//! ## Passes
//! `柠檬草`
//!
//! ## Fails
//! `小店`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-min-3-han",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Fewest characters of a name.
const FEWEST: usize = 3;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for (site, name) in site_names::that_look(order, Look::Words) {
        if site_names::characters(name) < FEWEST {
            let message = Text::new(
                "网站名称少于三个字",
                "the name has fewer than three characters",
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
    fn three_characters_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "柠檬草"));
    }

    #[test]
    fn a_shorter_name_is_found_among_several() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "柠檬草;小店")
        });
    }
}
