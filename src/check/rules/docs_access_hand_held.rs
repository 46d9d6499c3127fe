//! 接入备案的手持证件照 | The photo with the certificate in an access
//!
//! ## 检查
//! 接入备案的每个网站附网站负责人手持主办单位证件的照片（用途为手持证件照或当面核验照片）；用 APP 核验或视频核身的不
//! 要求。
//!
//! ## 原因
//! 转接入以手持证件照代替幕布照片，缺少时常被退回。
//!
//! ## 正例
//! 附手持证件照
//!
//! ## 反例
//! 没有手持证件照
//!
//! ## 处理
//! 拍摄网站负责人手持主办单位证件的照片后补上。
//!
//! ## Check
//! Every site of an access has a photo of its principal holding the subject's certificate; none is needed with
//! verification by app or video.
//!
//! ## Reason
//! In an access this photo stands for the one before the backdrop, and the review often refuses without.
//!
//! ## Passes
//! A photo with the certificate
//!
//! ## Fails
//! No photo
//!
//! ## Remedy
//! Take the photo and attach it.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::PHOTO;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-access-hand-held",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if !documents::is_verified_without_photo(order) {
        documents::flag_sites_without(
            order,
            report,
            PHOTO,
            true,
            &Text::new("手持证件照", "photo with the certificate"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_photo_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("附件[7].用途", "手持证件照")
        });
    }

    #[test]
    fn a_missing_photo_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "用途", |order| {
            order.detach("当面核验照片")
        });
    }
}
