//! What is said about pictures that were made to fit, or could not be.

use super::super::pages;
use crate::order::{Column, Finding, Order, Severity, Text, Value};
use crate::recompress::{Encoding, Unfit};

/// Fewest pixels on the shorter side with which text stays legible.
const SHORTER_SIDE: u32 = 600;

/// Why a picture cannot be sent.
pub(super) fn unfit(why: Unfit) -> Text {
    match why {
        Unfit::Unreadable => Text::new(
            "图片损坏，或不是 JPEG、PNG，无法压缩到接口的限制之内",
            "the picture is broken or neither JPEG nor PNG and cannot be compressed to the interface's limit",
        ),
        Unfit::SeparateScans => Text::new(
            "图片的各颜色分开保存，无法压缩到接口的限制之内：请用看图软件另存一次",
            "the picture keeps its colours in separate scans and cannot be compressed to the interface's limit: save it once more with a picture viewer",
        ),
        Unfit::TooManyPixels => Text::new(
            "图片的像素太多，无法压缩到接口的限制之内",
            "the picture has too many pixels to be compressed to the interface's limit",
        ),
        Unfit::TooSmall => Text::new(
            "压缩到接口的限制之内就看不清了",
            "the picture would no longer be legible within the interface's limit",
        ),
    }
}

/// A picture lost much to fit: somebody should look at it.
pub(super) fn note(
    order: &Order,
    encoding: Encoding,
    named: Value,
    column: &'static Column,
) -> Finding {
    let Encoding {
        quality,
        size: (width, height),
        original,
    } = encoding;
    // Fewer pixels than a certificate's text needs: the same bound as for the original.
    let severity = if width.min(height) < SHORTER_SIDE && (width, height) != original {
        Severity::Warning
    } else {
        Severity::Info
    };
    let smaller = match (width, height) == original {
        true => Text::default(),
        false => Text::new(
            format!(
                "，像素由 {} × {} 减为 {width} × {height}",
                original.0, original.1
            ),
            format!(
                ", and from {} by {} pixels to {width} by {height}",
                original.0, original.1
            ),
        ),
    };
    Finding {
        order: Some(order.number.text.clone()),
        rule: pages::ATTACHMENT_RECOMPRESSED.into(),
        severity,
        code: None,
        place: named.place,
        field: column.header.into(),
        tag: order.tag_path(column.path).into(),
        value: Some(named.text),
        privacy: column.privacy,
        message: Text::new(
            format!("为符合接口的限制，图片压缩到质量 {quality}{}", smaller.zh),
            format!(
                "compressed to quality {quality}{} to fit the interface's limit",
                smaller.en
            ),
        ),
        remedy: pages::remedy(pages::ATTACHMENT_RECOMPRESSED),
    }
}
