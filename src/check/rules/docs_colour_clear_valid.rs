//! 图片彩色、清楚 | Pictures are in colour and sharp
//!
//! ## 检查
//! JPEG 是彩色的，短边至少 600 像素。
//!
//! ## 原因
//! 审核要求原件彩色、清晰；灰度或过小的图片多以 1002 退回。
//!
//! ## 正例
//! 900 × 1200 的彩色扫描件
//!
//! ## 反例
//! 灰度扫描件，400 × 300 的照片
//!
//! ## 处理
//! 用彩色重新扫描，短边保留 600 像素以上；文件过大时降低 JPEG 质量而不是像素。
//!
//! ## Check
//! A JPEG is in colour and has at least 600 pixels on its shorter side.
//!
//! ## Reason
//! Reviews ask for colour and legible text; grey or small pictures are mostly refused with 1002.
//!
//! ## Passes
//! a scan in colour of 900 by 1200 pixels
//!
//! ## Fails
//! a grey scan, a photo of 400 by 300 pixels
//!
//! ## Remedy
//! Scan it again in colour with at least 600 pixels on the shorter side; lower the JPEG quality, not the pixels, if it
//! grows too large.

use crate::check::{Check, Context, Report, Rule, files};
use crate::order::{Content, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-colour-clear-valid",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

/// Fewest pixels on the shorter side with which the text of a certificate stays legible.
const SHORTER_SIDE: u32 = 600;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for file in files::sent(order) {
        let Some((
            _,
            Content::Jpeg {
                width,
                height,
                components,
                ..
            },
        )) = file.found()
        else {
            continue;
        };
        let named = Some(&file.picture.named);
        if components == 1 {
            let message = Text::new(
                "图片是灰度的，应为彩色",
                "the picture is grey; colour is asked for",
            );
            report.flag_value(order, file.column, named, message);
        }
        if width.min(height) < SHORTER_SIDE {
            let message = Text::new(
                format!("图片为 {width} × {height} 像素，短边应至少 {SHORTER_SIDE} 像素"),
                format!(
                    "{width} by {height} pixels; at least {SHORTER_SIDE} on the shorter side are asked for"
                ),
            );
            report.flag_value(order, file.column, named, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::{Content, PictureState};

    fn with(width: u32, components: u8) -> impl FnOnce(&mut Sample) {
        move |sample| {
            let content = Content::Jpeg {
                width,
                height: 1200,
                components,
                complete: true,
            };
            sample.order.attachments[0].picture.as_mut().unwrap().state = PictureState::Found {
                bytes: 40_000,
                content,
            };
        }
    }

    #[test]
    fn a_picture_in_colour_passes() {
        assert_silent(&RULE, with(600, 3));
    }

    #[test]
    fn grey_and_small_pictures_are_found() {
        assert_fires(&RULE, "文件", with(900, 1));
        assert_fires(&RULE, "文件", with(400, 3));
    }
}
