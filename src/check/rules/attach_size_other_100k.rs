//! 证件和照片的大小 | Size of certificates and photos
//!
//! ## 检查
//! 核验单以外的附件编码为 base64 后不超过配置的字符数，默认 100 000（75 000 字节的文件）。JPEG 和 PNG 超出时
//! 在发送时自动压缩，不算错误。
//!
//! ## 原因
//! 接口限制证件和照片各 100K，超出时管局退回 5010。
//!
//! ## 正例
//! 70 KB 的文件；1 MB 的 JPEG，发送时压缩
//!
//! ## 反例
//! 80 KB 的 PDF
//!
//! ## 处理
//! 另存或导出为 JPEG；多页的文件分成几个文件。
//!
//! ## Check
//! Every attachment but the verification form becomes at most as many characters of base64 as configured, by default
//! 100 000 (a file of 75 000 bytes). A larger JPEG or PNG is compressed
//! when it is sent and is no error.
//!
//! ## Reason
//! The interface takes 100K for certificates and photos; the bureau refuses more with 5010.
//!
//! ## Passes
//! a file of 70 KB; a JPEG of 1 MB, which is compressed when it is sent
//!
//! ## Fails
//! a PDF of 80 KB
//!
//! ## Remedy
//! Save or export it as JPEG; put several pages into several files.

use crate::check::{Check, Context, Report, Rule, files};
use crate::codes::ids::purpose;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "attach-size-other-100k",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.attachments.other_base64;
    let is_meant: fn(&files::SentFile<'_>) -> bool =
        |file| file.attachment.is_some() && file.usage() != Some(purpose::FORM);
    files::flag_lengths(order, is_meant, most, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::Content;

    fn with(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.size(0, bytes)
    }

    fn no_picture(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.file(0, bytes, Content::Other)
    }

    #[test]
    fn a_certificate_of_100_000_characters_passes() {
        assert_silent(&RULE, with(75_000));
    }

    #[test]
    fn a_longer_file_that_is_no_picture_is_found() {
        assert_fires(&RULE, "文件", no_picture(75_001));
    }

    #[test]
    fn a_larger_picture_is_compressed_and_passes() {
        assert_silent(&RULE, with(1_000_000));
    }
}
