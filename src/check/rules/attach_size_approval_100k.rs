//! 审批文件的大小 | Size of approval scans
//!
//! ## 检查
//! 每个审批文件编码为 base64 后不超过配置的字符数，默认 100 000（75 000 字节的文件）。JPEG 和 PNG 超出时
//! 在发送时自动压缩，不算错误。
//!
//! ## 原因
//! 接口限制每个审批文件 100K，超出时管局退回 5010。
//!
//! ## 正例
//! 60 KB 的文件；1 MB 的 JPEG，发送时压缩
//!
//! ## 反例
//! 140 KB 的 PDF
//!
//! ## 处理
//! 另存或导出为 JPEG；多页的文件分成几个文件。
//!
//! ## Check
//! Every scan of an approval becomes at most as many characters of base64 as configured, by default 100 000 (a file of
//! 75 000 bytes). A larger JPEG or PNG is compressed
//! when it is sent and is no error.
//!
//! ## Reason
//! The interface takes 100K for a scan; the bureau refuses more with 5010.
//!
//! ## Passes
//! a file of 60 KB; a JPEG of 1 MB, which is compressed when it is sent
//!
//! ## Fails
//! a PDF of 140 KB
//!
//! ## Remedy
//! Save or export it as JPEG; put several pages into several files.

use crate::check::{Check, Context, Report, Rule, files};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "attach-size-approval-100k",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_DOMAINS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.attachments.other_base64;
    let is_meant: fn(&files::SentFile<'_>) -> bool = |file| file.attachment.is_none();
    files::flag_lengths(order, is_meant, most, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::{Content, PictureState};

    const PICTURE: Content = Content::Jpeg {
        width: 900,
        height: 1200,
        components: 3,
        complete: true,
    };

    fn with(bytes: u64, content: Content) -> impl FnOnce(&mut Sample) {
        move |sample| {
            sample.set("前置审批.审批文件", "attachments/approval.jpg");
            sample.order.sites[0].preapprovals[0].pictures[0].state =
                PictureState::Found { bytes, content };
        }
    }

    #[test]
    fn a_scan_of_100_000_characters_passes() {
        assert_silent(&RULE, with(75_000, Content::Other));
    }

    #[test]
    fn a_longer_file_that_is_no_picture_is_found() {
        assert_fires(&RULE, "审批文件", with(140_000, Content::Other));
    }

    #[test]
    fn a_larger_picture_is_compressed_and_passes() {
        assert_silent(&RULE, with(1_000_000, PICTURE));
    }
}
