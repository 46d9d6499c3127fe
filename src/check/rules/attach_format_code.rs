//! 文件格式代码 | Format codes of attachments
//!
//! ## 检查
//! 文件格式填写时在代码表中，并且与发送的 JPEG 一致；不填即为 JPEG。
//!
//! ## 原因
//! 格式代码错误或与内容不符时管局退回 1056。
//!
//! ## 正例
//! 空，`jpg`，`1`
//!
//! ## 反例
//! `99`，`png`
//!
//! ## 处理
//! 清空文件格式，或改为 jpg。
//!
//! ## Check
//! A format, where given, is in the code table and says JPEG, which is what is sent; absent means JPEG.
//!
//! ## Reason
//! The bureau refuses a wrong format with 1056.
//!
//! ## Passes
//! nothing, `jpg`, `1`
//!
//! ## Fails
//! `99`, `png`
//!
//! ## Remedy
//! Empty the format, or write jpg.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::format;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-format-code",
    severity: Severity::Error,
    code: Some(1056),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in &order.attachments {
        let message = match attachment.format.get() {
            Some(code) if code.id != format::JPEG => Text::new(
                "发送的是 JPEG，格式代码不符",
                "JPEG is sent, which the format does not say",
            ),
            None if attachment.format.is_unreadable() => Text::new(
                "文件格式不在代码表中",
                "the format is not in the code table",
            ),
            _ => continue,
        };
        report.flag(order, &attachment.format, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn jpeg_passes_by_name_and_id() {
        assert_silent(&RULE, |order| order.set("附件.文件格式", "JPG"));
        assert_silent(&RULE, |order| order.set("附件.文件格式", "1"));
    }

    #[test]
    fn unknown_and_other_formats_are_found() {
        assert_fires(&RULE, "文件格式", |order| {
            order.set("附件.文件格式", "99")
        });
        assert_fires(&RULE, "文件格式", |order| {
            order.set("附件.文件格式", "png")
        });
    }
}
