//! 主体和网站备注的长度 | Length of remarks
//!
//! ## 检查
//! 主体备注和网站备注不填，或 1 至 1024 个字符。
//!
//! ## 原因
//! 过长的备注不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! 一两句说明网站内容的话
//!
//! ## 反例
//! 1025 个字符
//!
//! ## 处理
//! 缩短备注。
//!
//! ## Check
//! The remarks of subject and sites are absent or have 1 to 1024 characters.
//!
//! ## Reason
//! A longer remark breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! a sentence or two about the site
//!
//! ## Fails
//! 1025 characters
//!
//! ## Remedy
//! Shorten the remark.

use crate::check::{Check, Context, Report, Rule, length};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "remark-length",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    for remark in
        std::iter::once(&order.subject.remark).chain(order.sites.iter().map(|site| &site.remark))
    {
        if let Some(message) = length::problem(kind, remark) {
            report.flag(order, remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn remarks_of_1024_characters_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体备注", &"杉".repeat(1024))
        });
    }

    #[test]
    fn longer_remarks_are_found() {
        assert_fires(&RULE, "主体备注", |order| {
            order.set("主体.主体备注", &"杉".repeat(1025))
        });
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.网站备注", &"杉".repeat(1025))
        });
    }
}
