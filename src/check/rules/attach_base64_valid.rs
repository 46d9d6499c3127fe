//! 图片完整可读 | Pictures are complete
//!
//! ## 检查
//! 附件和审批文件不是空文件；JPEG 有完整的结尾，没有被截断。
//!
//! ## 原因
//! 空文件或截断的图片编码后管局无法打开，退回 5010。
//!
//! ## 正例
//! 能正常打开的 JPEG
//!
//! ## 反例
//! 0 字节的文件，只下载了一半的图片
//!
//! ## 处理
//! 重新扫描或重新下载该图片。
//!
//! ## Check
//! No file is empty, and every JPEG has its end: it was not cut off.
//!
//! ## Reason
//! The bureau cannot open an empty or truncated picture and refuses it with 5010.
//!
//! ## Passes
//! a JPEG that opens
//!
//! ## Fails
//! a file of 0 bytes, a picture half downloaded
//!
//! ## Remedy
//! Scan or download the picture again.

use crate::check::{Check, Context, Report, Rule, files};
use crate::order::{Content, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-base64-valid",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for file in files::sent(order) {
        let message = match file.found() {
            Some((0, _)) => Text::new("文件是空的", "the file is empty"),
            Some((
                _,
                Content::Jpeg {
                    complete: false, ..
                },
            )) => Text::new("图片不完整，被截断了", "the picture is cut off"),
            _ => continue,
        };
        report.flag_value(order, file.column, Some(&file.picture.named), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::{Content, PictureState};

    fn with(bytes: u64, complete: bool) -> impl FnOnce(&mut Sample) {
        move |sample| {
            let content = Content::Jpeg {
                width: 900,
                height: 1200,
                components: 3,
                complete,
            };
            sample.order.attachments[0].picture.as_mut().unwrap().state =
                PictureState::Found { bytes, content };
        }
    }

    #[test]
    fn a_complete_picture_passes() {
        assert_silent(&RULE, with(40_000, true));
    }

    #[test]
    fn empty_and_truncated_pictures_are_found() {
        assert_fires(&RULE, "文件", with(40_000, false));
        assert_fires(&RULE, "文件", with(0, true));
    }
}
