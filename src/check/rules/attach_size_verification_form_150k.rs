//! 核验单的大小 | Size of verification forms
//!
//! ## 检查
//! 核验单编码为 base64 后不超过配置的字符数，默认 150 000（约 112 KB 的文件）。
//!
//! ## 原因
//! 接口限制核验单为 150K，超出时管局退回 5010。
//!
//! ## 正例
//! 90 KB 的文件
//!
//! ## 反例
//! 120 KB 的文件
//!
//! ## 处理
//! 降低 JPEG 质量或像素后重新保存，文字保持清楚。
//!
//! ## Check
//! A verification form becomes at most as many characters of base64 as configured, by default 150 000 (a file of about
//! 112 KB).
//!
//! ## Reason
//! The interface takes 150K for a form; the bureau refuses more with 5010.
//!
//! ## Passes
//! a file of 90 KB
//!
//! ## Fails
//! a file of 120 KB
//!
//! ## Remedy
//! Save it with a lower JPEG quality or fewer pixels, the text still legible.

use crate::check::{Check, Context, Report, Rule, files};
use crate::codes::ids::purpose;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "attach-size-verification-form-150k",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.attachments.form_base64;
    let is_meant: fn(&files::SentFile<'_>) -> bool = |file| file.usage() == Some(purpose::FORM);
    files::flag_lengths(order, is_meant, most, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    fn with(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.size(5, bytes)
    }

    #[test]
    fn a_form_of_150_000_characters_passes() {
        assert_silent(&RULE, with(112_500));
    }

    #[test]
    fn a_longer_form_is_found() {
        assert_fires(&RULE, "文件", with(112_501));
    }

    #[test]
    fn a_file_that_is_too_large_to_be_taken_in_is_left_to_the_rule_about_that() {
        assert_silent(&RULE, with(3_000_000));
    }
}
