//! 图片不超过 2 MB | Pictures of at most 2 MB
//!
//! ## 检查
//! 每个附件和审批文件不超过配置的大小，默认 2 MB（2 097 152 字节）。
//!
//! ## 原因
//! 更大的图片通常是未处理的照片，远超接口对附件的限制。
//!
//! ## 正例
//! 1.9 MB
//!
//! ## 反例
//! 2.1 MB
//!
//! ## 处理
//! 用看图软件缩小到短边 1000 像素左右再保存；编码后证件须在 100 000 字符以内。
//!
//! ## Check
//! Every file is at most as large as configured, by default 2 MB (2 097 152 bytes).
//!
//! ## Reason
//! A larger picture is a photo as the camera made it, far beyond what the interface carries.
//!
//! ## Passes
//! 1.9 MB
//!
//! ## Fails
//! 2.1 MB
//!
//! ## Remedy
//! Save it with about 1000 pixels on the shorter side; as base64 a certificate has at most 100 000 characters.

use crate::check::{Check, Context, Report, Rule, files};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-intake-2mb",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.attachments.intake_bytes;
    for file in files::sent(order) {
        if let Some((bytes, _)) = file.found().filter(|&(bytes, _)| bytes > most) {
            let message = Text::new(
                format!("文件有 {bytes} 字节，最多 {most} 字节"),
                format!("the file has {bytes} bytes, at most {most} are taken"),
            );
            report.flag_value(order, file.column, Some(&file.picture.named), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    fn with(bytes: u64) -> impl FnOnce(&mut Sample) {
        move |sample| sample.size(0, bytes)
    }

    #[test]
    fn two_megabytes_pass() {
        assert_silent(&RULE, with(2 * 1024 * 1024));
    }

    #[test]
    fn a_byte_more_is_found() {
        assert_fires(&RULE, "文件", with(2 * 1024 * 1024 + 1));
    }
}
