//! 九类禁止的内容 | Nine kinds of forbidden content
//!
//! ## 检查
//! 网站名称和备注不提九类禁止发布的内容：时政、泄密、分裂、邪教、迷信、赌博、色情、暴力、欺诈（词表可配置）。
//!
//! ## 原因
//! 任何网站都不得有这些内容，审核不予通过。
//!
//! ## 正例
//! `摄影分享录`
//!
//! ## 反例
//! `六合彩投注`
//!
//! ## 处理
//! 去掉相关内容，改正名称和备注。
//!
//! ## Check
//! Names and remarks mention none of nine kinds of forbidden content: politics, secrets, separatism, cults,
//! superstition, gambling, pornography, violence, fraud (configurable lists).
//!
//! ## Reason
//! No site may have such content, and reviews refuse it.
//!
//! ## Passes
//! `摄影分享录`
//!
//! ## Fails
//! `六合彩投注`
//!
//! ## Remedy
//! Drop the content, and correct name and remark.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "nine-prohibitions",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// The word lists, with what they stand for.
const KINDS: [(&str, &str, &str); 9] = [
    ("prohibited-politics", "时政", "politics"),
    ("prohibited-security", "泄密", "state secrets"),
    ("prohibited-unity", "分裂", "separatism"),
    ("prohibited-religion", "邪教", "cults"),
    ("prohibited-superstition", "迷信", "superstition"),
    ("prohibited-gambling", "赌博", "gambling"),
    ("prohibited-pornography", "色情", "pornography"),
    ("prohibited-violence", "暴力", "violence"),
    ("prohibited-fraud", "欺诈", "fraud"),
];

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let fields: [&dyn AnyField; 2] = [&site.name, &site.remark];
        for field in fields {
            for (list, zh, en) in KINDS {
                if let Some(word) = words::mentioned(context, list, field.text()) {
                    let message = Text::new(
                        format!("“{word}”属于禁止的内容（{zh}）"),
                        format!("\"{word}\" is forbidden content ({en})"),
                    );
                    report.flag(order, field, message);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn harmless_content_and_a_denial_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "摄影分享录"));
        assert_silent(&RULE, |order| {
            order.set("网站.网站备注", "介绍产品，不含赌博、色情内容")
        });
    }

    #[test]
    fn forbidden_content_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "六合彩投注")
        });
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.网站备注", "提供算命服务")
        });
    }
}
