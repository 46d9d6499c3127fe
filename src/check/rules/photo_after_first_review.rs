//! 拍照在初审通过之后 | Photos are taken after the first review
//!
//! ## 检查
//! 拍照方式是“拍照点”“幕布”“APP核验”“视频核身”之一；初审为待审或驳回时，还不应选拍照点或幕布。
//!
//! ## 原因
//! 幕布和拍照点要凭初审通过的订单号办理。
//!
//! ## 正例
//! 初审 `通过`，拍照方式 `幕布`
//!
//! ## 反例
//! 初审 `待审`，拍照方式 `幕布`
//!
//! ## 处理
//! 等初审通过后再安排拍照。
//!
//! ## Check
//! The way of taking photos is 拍照点, 幕布, APP核验 or 视频核身; with a first review that is open or refused it is
//! not yet a photo point or backdrop.
//!
//! ## Reason
//! Backdrop and photo point need an order that has passed the first review.
//!
//! ## Passes
//! 初审 `通过`, 拍照方式 `幕布`
//!
//! ## Fails
//! 初审 `待审`, 拍照方式 `幕布`
//!
//! ## Remedy
//! Arrange the photo after the first review.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Review, Severity, Text};

pub const RULE: Rule = Rule {
    id: "photo-after-first-review",
    severity: Severity::Info,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

/// Ways that need an order which passed the first review, and the others.
const AFTER_REVIEW: [&str; 2] = ["拍照点", "幕布"];
const ANY_TIME: [&str; 2] = ["APP核验", "视频核身"];

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(method) = order.header.photo_method.get() else { return };
    let open = matches!(order.header.first_review.get(), Some(Review::Pending | Review::Refused));
    let message = if AFTER_REVIEW.contains(&&**method) {
        if !open {
            return;
        }
        Text::new("初审还没有通过，先不要安排拍照", "the first review has not passed yet; photos come after it")
    } else if ANY_TIME.iter().any(|known| known.eq_ignore_ascii_case(method)) {
        return;
    } else {
        Text::new(
            "拍照方式只有拍照点、幕布、APP核验、视频核身",
            "photos are taken by 拍照点, 幕布, APP核验 or 视频核身",
        )
    };
    report.flag(order, &order.header.photo_method, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn photos_after_the_review_pass() {
        assert_silent(&RULE, |order| {
            order.set("订单.初审", "通过");
            order.set("订单.拍照方式", "幕布");
        });
        assert_silent(&RULE, |order| order.set("订单.拍照方式", "app核验"));
    }

    #[test]
    fn photos_before_the_review_and_unknown_ways_are_noted() {
        assert_fires(&RULE, "拍照方式", |order| {
            order.set("订单.初审", "待审");
            order.set("订单.拍照方式", "幕布");
        });
        assert_fires(&RULE, "拍照方式", |order| order.set("订单.拍照方式", "自拍"));
    }
}
