//! 个人博客的专项备案 | Blogs of individuals
//!
//! ## 检查
//! 个人网站的名称或备注提到博客时提示，严格方案提醒。
//!
//! ## 原因
//! 部分管局要求个人博客也办理专项备案。
//!
//! ## 正例
//! `摄影分享录`
//!
//! ## 反例
//! `我的技术博客`
//!
//! ## 处理
//! 向管局确认是否需要专项备案；不需要时可换一个名称。
//!
//! ## Check
//! Where the name or remark of an individual's site mentions a blog, there is a note, with the strict profile a
//! warning.
//!
//! ## Reason
//! Some bureaus ask for a special filing for blogs too.
//!
//! ## Passes
//! `摄影分享录`
//!
//! ## Fails
//! `我的技术博客`
//!
//! ## Remedy
//! Ask the bureau whether a special filing is needed, or choose another name.

use crate::check::{Check, Context, Profile, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "blog-individual-special-filing",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for site in &order.sites {
        let fields: [&dyn AnyField; 2] = [&site.name, &site.remark];
        let mut mentions = fields
            .into_iter()
            .filter(|field| words::mentioned(context, "blog", field.text()).is_some());
        if let Some(field) = mentions.next() {
            report.flag(
                order,
                field,
                Text::new(
                    "个人博客可能需要专项备案",
                    "a blog may need a special filing",
                ),
            );
            if context.settings.profile == Profile::Lenient {
                report.at_most(Severity::Info);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn another_site_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站名称", "摄影分享录")
        });
    }

    #[test]
    fn a_blog_is_noted() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "我的技术博客")
        });
    }
}
