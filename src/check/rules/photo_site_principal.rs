//! 新增网站的当面核验照片 | Photos of new sites' principals
//!
//! ## 检查
//! 新增网站的每个网站附网站负责人的当面核验照片，负责人相同的网站可以共用；用 APP 核验、视频核身的不要求。首次备案和
//! 接入备案的照片由 docs-first-unit、docs-first-individual 和 docs-access-hand-held 检查。
//!
//! ## 原因
//! 审核按照片核对网站负责人本人，缺少时退回。
//!
//! ## 正例
//! 每个网站负责人一张照片
//!
//! ## 反例
//! 没有照片
//!
//! ## 处理
//! 拍摄网站负责人站在幕布中间、五官清晰的照片后补上。
//!
//! ## Check
//! Every new site has a photo of its principal; sites of the same principal may share it, and none is needed with
//! verification by app or video. Photos of new filings and accesses are looked at by docs-first-unit,
//! docs-first-individual and docs-access-hand-held.
//!
//! ## Reason
//! The review compares the principal with the photo, and refuses without.
//!
//! ## Passes
//! A photo of every site's principal
//!
//! ## Fails
//! No photo
//!
//! ## Remedy
//! Take a photo of the principal in the middle of the backdrop, the face clear, and attach it.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "photo-site-principal",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    documents::flag_sites_without_photo(order, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_photo_and_the_app_pass() {
        assert_silent_on(&RULE, Sample::new_site(), |_| ());
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.detach("当面核验照片");
            order.set("订单.拍照方式", "视频核身");
        });
    }

    #[test]
    fn a_missing_photo_is_found() {
        assert_fires_on(&RULE, Sample::new_site(), "用途", |order| {
            order.detach("当面核验照片")
        });
    }
}
