//! 备注的长度 | Length of remarks
//!
//! ## 检查
//! 主体备注和网站备注不超过 1024 个字符。
//!
//! ## 原因
//! 超长会使整个上报文件不符合接口规范，以 5001 退回。
//!
//! ## 正例
//! 留空，或一句说明
//!
//! ## 反例
//! 超过 1024 个字符
//!
//! ## 处理
//! 缩短备注，只保留审核要求的说明。
//!
//! ## Check
//! The remarks of subject and sites have at most 1024 characters.
//!
//! ## Reason
//! A longer one makes the whole file violate the schema, which comes back with 5001.
//!
//! ## Passes
//! An empty cell, or a sentence
//!
//! ## Fails
//! More than 1024 characters
//!
//! ## Remedy
//! Shorten the remark to what the review asks for.

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
    let of_subject = (order.kind() == Some(Kind::NewFiling)).then_some(&order.subject.remark);
    for remark in of_subject.into_iter().chain(order.sites.iter().map(|site| &site.remark)) {
        if let Some(message) = order.kind().and_then(|kind| length::problem(kind, remark)) {
            report.flag(order, remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn no_remark_and_a_short_one_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体备注", ""));
        assert_silent(&RULE, |order| order.set("网站.网站备注", &"备".repeat(1024)));
    }

    #[test]
    fn endless_remarks_are_found() {
        assert_fires(&RULE, "主体备注", |order| order.set("主体.主体备注", &"备".repeat(1025)));
        assert_fires(&RULE, "网站备注", |order| order.set("网站.网站备注", &"备".repeat(1025)));
    }
}
