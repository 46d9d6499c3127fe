//! 未备案网站只答复一次 | An unfiled site is answered once
//!
//! ## 检查
//! 同一网站（域名、IP、入表时间）在本批中只答复一次，以前也没有答复过。管局重新列出的，入表时间不同，要再答复。
//!
//! ## 原因
//! 重复的处理结果，管局按 5006 退回。
//!
//! ## 正例
//! 第一次答复
//!
//! ## 反例
//! 同一天入表的同一网站已在订单 T-0000 中答复
//!
//! ## 处理
//! 去掉重复的订单。
//!
//! ## Check
//! A site (domain, address, day of the list) is answered once in a batch, and was not answered before. One that the
//! bureau lists again has another day and wants another answer.
//!
//! ## Reason
//! The bureau refuses a second result with 5006.
//!
//! ## Passes
//! the first answer
//!
//! ## Fails
//! a site of the same day that order T-0000 answered
//!
//! ## Remedy
//! Drop the order.

use std::collections::HashMap;

use crate::check::filed::{Claim, FiledProgress, unfiled_claim};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "wba-not-twice",
    severity: Severity::Error,
    code: Some(5006),
    kinds: &[Kind::UnfiledSite],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let mut holders: HashMap<Claim, &Order> = HashMap::new();
    for order in orders {
        for (_, row) in order.reported() {
            let ReportRow::UnfiledSite(site) = row else {
                continue;
            };
            let Some(claim) = unfiled_claim(row) else {
                continue;
            };
            let mut filed = context.filed.claimed.by(&claim, order);
            let filed = filed.find(|other| other.progress != FiledProgress::Returned);
            let holder = *holders.entry(claim).or_insert(order);
            let earlier = (!std::ptr::eq(holder, *order)).then_some(&holder.number.text);
            if let Some(other) = filed.map(|other| &other.order).or(earlier) {
                let message = Text::new(
                    format!("订单 {other} 已答复这个网站"),
                    format!("order {other} has answered for this site"),
                );
                report.flag(order, &site.domain, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, findings_among, second};
    use crate::order::Kind;

    #[test]
    fn a_site_that_is_listed_again_passes() {
        let mut again = Sample::unfiled_site();
        again.set("未备案处理.入表时间", "2026-11-18");
        let orders = [Sample::unfiled_site().order, second(again)];
        assert!(findings_among(&RULE, &orders, &Filed::default()).is_empty());
    }

    #[test]
    fn a_second_answer_is_found_in_the_batch_and_after_an_earlier_night() {
        let two = [Sample::unfiled_site().order, second(Sample::unfiled_site())];
        let found = findings_among(&RULE, &two, &Filed::default());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
        let site = Claim::open(ClaimKind::Unfiled, "weibei-shop.cn 119.29.0.9 2026-11-10");
        let filed = claimed(Filed::default(), site, Kind::UnfiledSite);
        assert_eq!(findings_among(&RULE, &two[..1], &filed).len(), 1);
    }
}
