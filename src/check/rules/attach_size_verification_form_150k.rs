//! 核验单的大小 | Size of verification forms
//!
//! ## 检查
//! 核验单编码为 base64 后不超过配置的字符数，默认 150 000（约 112 KB 的文件）。JPEG 和 PNG 超出时
//! 在发送时自动压缩，不算错误。
//!
//! ## 原因
//! 接口限制核验单为 150K，超出时管局退回 5010。
//!
//! ## 正例
//! 90 KB 的文件；1 MB 的 JPEG，发送时压缩
//!
//! ## 反例
//! 120 KB 的 PDF
//!
//! ## 处理
//! 另存或导出为 JPEG；多页的文件分成几个文件。
//!
//! ## Check
//! A verification form becomes at most as many characters of base64 as configured, by default 150 000 (a file of about
//! 112 KB). A larger JPEG or PNG is compressed
//! when it is sent and is no error.
//!
//! ## Reason
//! The interface takes 150K for a form; the bureau refuses more with 5010.
//!
//! ## Passes
//! a file of 90 KB; a JPEG of 1 MB, which is compressed when it is sent
//!
//! ## Fails
//! a PDF of 120 KB
//!
//! ## Remedy
//! Save or export it as JPEG; put several pages into several files.

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
    use crate::order::Content;

    fn with(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.size(5, bytes)
    }

    fn no_picture(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.file(5, bytes, Content::Other)
    }

    #[test]
    fn a_form_of_150_000_characters_passes() {
        assert_silent(&RULE, with(112_500));
    }

    #[test]
    fn a_longer_file_that_is_no_picture_is_found() {
        assert_fires(&RULE, "文件", no_picture(112_501));
    }

    #[test]
    fn a_file_that_is_too_large_to_be_taken_in_is_left_to_the_rule_about_that() {
        assert_silent(&RULE, with(3_000_000));
    }

    #[test]
    fn a_larger_picture_is_compressed_and_passes() {
        assert_silent(&RULE, with(1_000_000));
    }
}
