//! 证件图片彩色、清晰、完整 | Scans of certificates are in colour, clear and complete
//!
//! ## 检查
//! 主办单位证件和负责人证件的图片是彩色的，短边不少于 600 像素，文件没有截断。
//!
//! ## 原因
//! 审核要求原件的清晰彩色扫描件，黑白、过小或残缺的会被退回。
//!
//! ## 正例
//! 彩色，900×1200 像素
//!
//! ## 反例
//! 灰度；短边 400 像素；文件不完整
//!
//! ## 处理
//! 重新扫描或拍摄原件，彩色、完整、文字可辨。
//!
//! ## Check
//! Pictures of the organizer's and the principals' certificates are in colour, their short side has 600 pixels or
//! more, and the file is not cut off.
//!
//! ## Reason
//! The review asks for clear colour scans of the originals, and refuses grey, small or damaged ones.
//!
//! ## Passes
//! In colour, 900 by 1200 pixels
//!
//! ## Fails
//! In grey; a short side of 400 pixels; a file that is cut off
//!
//! ## Remedy
//! Scan or photograph the original again, in colour, complete and legible.

use crate::check::documents::{self, SITE_PRINCIPAL, SUBJECT_PRINCIPAL, UNIT_CERTIFICATE};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Content, Kind, Order, PictureState, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-colour-clear-valid",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

/// Smallest short side in pixels.
const SHORT_SIDE: u32 = 600;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let certificates = [UNIT_CERTIFICATE, SUBJECT_PRINCIPAL, SITE_PRINCIPAL];
    for attachment in certificates.into_iter().flat_map(|purpose| documents::of(order, purpose)) {
        let Some(PictureState::Found { content, .. }) = attachment.picture.as_ref().map(|picture| &picture.state)
        else {
            continue;
        };
        let (width, height, grey, complete) = match *content {
            Content::Jpeg { width, height, components, complete } => (width, height, components == 1, complete),
            Content::Png { width, height } => (width, height, false, true),
            Content::Other => continue,
        };
        let short = width.min(height);
        if grey {
            report.flag(
                order,
                &attachment.file,
                Text::new("证件图片是黑白的", "the scan of the certificate is in grey"),
            );
        }
        if short < SHORT_SIDE {
            report.flag(
                order,
                &attachment.file,
                Text::new(
                    format!("证件图片短边只有 {short} 像素，至少 {SHORT_SIDE}"),
                    format!("the scan's short side has {short} pixels; {SHORT_SIDE} are needed"),
                ),
            );
        }
        if !complete {
            report.flag(order, &attachment.file, Text::new("证件图片文件不完整", "the scan's file is cut off"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::{Content, PictureState};

    fn picture(order: &mut Sample, content: Content) {
        let picture = order.order.attachments[0].picture.as_mut().expect("the sample's attachments have pictures");
        picture.state = PictureState::Found { bytes: 40_000, content };
    }

    #[test]
    fn a_large_colour_scan_passes() {
        assert_silent(&RULE, |order| {
            picture(order, Content::Jpeg { width: 608, height: 848, components: 3, complete: true })
        });
    }

    #[test]
    fn grey_small_and_damaged_scans_are_found() {
        for (width, components, complete) in [(900, 1, true), (400, 3, true), (900, 3, false)] {
            assert_fires(&RULE, "文件", |order| {
                picture(order, Content::Jpeg { width, height: 1200, components, complete })
            });
        }
    }
}
