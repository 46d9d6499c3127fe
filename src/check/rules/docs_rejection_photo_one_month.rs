//! 退回后照片能否再用 | Whether a photo can be used again
//!
//! ## 检查
//! 退回后再报的订单，现场照片拍摄于退回前后一个月之内，审核意见也没有说照片有问题。没有填拍摄日期的，按退回至今的时间。
//!
//! ## 原因
//! 一个月之内退回、原因又不是照片的，照片可以再用；否则要重新拍照，沿用旧照片的再次退回。
//!
//! ## 正例
//! 退回 15 天，原因是网站名称
//!
//! ## 反例
//! 退回 45 天，或原因是“照片模糊”
//!
//! ## 处理
//! 请客户重新拍照；已经换了新照片的，填写拍摄日期。
//!
//! ## Check
//! An order that comes again after a refusal has a photo taken within a month of it, and the auditor said nothing of
//! the photo. Without a day of the photo the time since the refusal counts.
//!
//! ## Reason
//! A photo can be used again within a month where it was not the reason; otherwise a new one is asked for, and the
//! order is refused again with the old one.
//!
//! ## Passes
//! refused 15 days ago because of the site's name
//!
//! ## Fails
//! refused 45 days ago, or because the photo was not clear
//!
//! ## Remedy
//! Have a new photo taken; where it is new, write the day on which it was taken.

use chrono::Months;

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::PHOTO;
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-rejection-photo-one-month",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::NewAccess,
        Kind::Change,
    ],
    check: Check::Order(check),
};

const WORDS: [&str; 3] = ["照片", "幕布", "拍照"];

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(refusal) = context.filed.lists.refusal(order) else {
        return;
    };
    let is_about_photo = WORDS.iter().any(|word| refusal.words.contains(word));
    let month = Months::new(1);
    for photo in documents::of(order, PHOTO) {
        let is_new = { photo.taken.get() }.is_some_and(|taken| *taken >= refusal.day);
        let is_old = match photo.taken.get() {
            Some(taken) => taken
                .checked_add_months(month)
                .is_some_and(|end| end < refusal.day),
            None => refusal
                .day
                .checked_add_months(month)
                .is_some_and(|end| end < context.today),
        };
        let message = if is_about_photo && !is_new {
            Text::new(
                "上次因照片退回，要换新照片",
                "the photo was the reason of the refusal: a new one is needed",
            )
        } else if is_old {
            Text::new(
                "照片超过一个月，要重新拍照",
                "the photo is older than a month: a new one is needed",
            )
        } else {
            continue;
        };
        if photo.taken.is_absent() {
            report.flag(order, &photo.file, message);
        } else {
            report.flag(order, &photo.taken, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, Refusal};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;
    use chrono::NaiveDate;

    fn found(day: &str, words: &str, taken: &str) -> usize {
        let mut filed = Filed::default();
        let refusal = Refusal {
            day: day.parse::<NaiveDate>().unwrap(),
            words: words.into(),
        };
        filed.lists.refusals.insert("T-0001".into(), refusal);
        let change = |order: &mut Sample| order.set("附件[7].拍摄日期", taken);
        findings_beside(&RULE, Sample::unit(), &filed, change).len()
    }

    #[test]
    fn a_photo_within_the_month_passes_when_it_was_not_the_reason() {
        assert_eq!(found("2026-11-05", "网站名称不规范", ""), 0);
        assert_eq!(found("2026-11-05", "照片模糊", "2026-11-10"), 0);
        assert!(findings_beside(&RULE, Sample::unit(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn an_old_photo_and_one_that_was_the_reason_are_found() {
        assert_eq!(found("2026-10-05", "网站名称不规范", ""), 1);
        assert_eq!(found("2026-11-05", "网站名称不规范", "2026-09-01"), 1);
        assert_eq!(found("2026-11-05", "照片模糊", ""), 1);
    }
}
