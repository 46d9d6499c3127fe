//! 图片是 JPEG | Pictures are JPEG
//!
//! ## 检查
//! 附件和审批文件按内容是 JPEG 图片，不看扩展名。PNG 在发送时自动转换，只作提示。
//!
//! ## 原因
//! 管局只收 JPEG；改扩展名不能改变内容，会被退回 5010。
//!
//! ## 正例
//! 内容为 JPEG 的 `front.jpg`
//!
//! ## 反例
//! 改名为 `front.jpg` 的 GIF 或 PDF
//!
//! ## 处理
//! 用看图软件另存为 JPEG；PDF 逐页导出为 JPEG。
//!
//! ## Check
//! Attachments and scans of approvals are JPEG by their content, whatever their names say. A PNG is converted when it is
//! sent, which is a note only.
//!
//! ## Reason
//! The bureau takes JPEG only, and a new name does not change the content; it refuses anything else with 5010.
//!
//! ## Passes
//! `front.jpg` that is a JPEG
//!
//! ## Fails
//! a GIF or PDF called `front.jpg`
//!
//! ## Remedy
//! Save the picture as JPEG; export the pages of a PDF as JPEG.

use crate::check::{Check, Context, Report, Rule, files};
use crate::order::{Content, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-jpg-only",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for file in files::sent(order) {
        let named = Some(&file.picture.named);
        match file.found() {
            Some((1.., Content::Png { .. })) => {
                let message = Text::new(
                    "内容是 PNG，发送时自动转换为 JPEG",
                    "this is a PNG; it is converted to JPEG when it is sent",
                );
                report.flag_value(order, file.column, named, message);
                report.at_most(Severity::Info);
                report.without_code();
            }
            Some((1.., Content::Other)) => {
                let message = Text::new("内容不是 JPEG 图片", "this is no JPEG picture");
                report.flag_value(order, file.column, named, message);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};
    use crate::order::{Content, PictureState};

    fn with(content: Content) -> impl FnOnce(&mut Sample) {
        move |sample| {
            let picture = sample.order.attachments[0].picture.as_mut().unwrap();
            picture.state = PictureState::Found {
                bytes: 40_000,
                content,
            };
        }
    }

    #[test]
    fn a_jpeg_passes() {
        assert_silent(
            &RULE,
            with(Content::Jpeg {
                width: 900,
                height: 1200,
                components: 3,
                complete: true,
            }),
        );
    }

    #[test]
    fn a_png_is_converted_and_other_content_is_found() {
        let png = Content::Png {
            width: 900,
            height: 1200,
        };
        assert_fires(&RULE, "文件", with(png));
        assert_fires(&RULE, "文件", with(Content::Other));
    }

    #[test]
    fn the_scan_of_an_approval_is_looked_at_too() {
        assert_fires(&RULE, "审批文件", |sample| {
            sample.set("前置审批.审批文件", "a.jpg;b.jpg");
            sample.order.sites[0].preapprovals[0].pictures[1].state = PictureState::Found {
                bytes: 40_000,
                content: Content::Other,
            };
        });
    }
}
