//! 附件备注的长度 | Length of attachment remarks
//!
//! ## 检查
//! 附件备注不填，或 1 至 256 个字符。
//!
//! ## 原因
//! 过长的备注不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! `扫描件`
//!
//! ## 反例
//! 257 个字符
//!
//! ## 处理
//! 缩短备注，或清空。
//!
//! ## Check
//! The remark of an attachment is absent or has 1 to 256 characters.
//!
//! ## Reason
//! A longer remark breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! `扫描件`
//!
//! ## Fails
//! 257 characters
//!
//! ## Remedy
//! Shorten the remark, or empty it.

use crate::check::{Check, Context, Report, Rule, length};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "attach-remark-length",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    for attachment in &order.attachments {
        if let Some(message) = length::problem(kind, &attachment.remark) {
            report.flag(order, &attachment.remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_short_remark_passes() {
        assert_silent(&RULE, |order| order.set("附件.附件备注", "扫描件"));
        assert_silent(&RULE, |order| order.set("附件.附件备注", &"杉".repeat(256)));
    }

    #[test]
    fn a_longer_remark_is_found() {
        assert_fires(&RULE, "附件备注", |order| {
            order.set("附件.附件备注", &"杉".repeat(257))
        });
    }
}
