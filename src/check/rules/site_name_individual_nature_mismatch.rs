//! 个人网站名称的结尾 | Endings of an individual's site name
//!
//! ## 检查
//! 个人网站的名称不以文明网、新闻网、政务网一类结尾（词表可配置）。
//!
//! ## 原因
//! 这类名称与个人性质不符。
//!
//! ## 正例
//! `怀念时光录`
//!
//! ## 反例
//! `青杉文明网`
//!
//! ## 处理
//! 换一个反映个人内容的名称。
//!
//! ## Check
//! The name of an individual's site does not end like 文明网, 新闻网, 政务网 (a configurable list).
//!
//! ## Reason
//! Such names do not suit an individual.
//!
//! ## Passes
//! `怀念时光录`
//!
//! ## Fails
//! `青杉文明网`
//!
//! ## Remedy
//! Choose a name that tells of personal content.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-individual-nature-mismatch",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for (site, name) in site_names::each(order) {
        let ending = site_names::unfit_ending(name, context);
        if let Some(ending) =
            ending.filter(|_| words::contained(context, "individual-organization", name).is_none())
        {
            let message = Text::new(
                format!("“{ending}”与个人网站不符"),
                format!("\"{ending}\" does not suit an individual's site"),
            );
            report.flag(order, &site.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_personal_name_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站名称", "怀念时光录")
        });
    }

    #[test]
    fn an_official_ending_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "青杉文明网")
        });
    }
}
