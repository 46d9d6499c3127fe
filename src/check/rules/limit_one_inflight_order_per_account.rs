//! 一个主体同时只办一个订单 | One order of a subject at a time
//!
//! ## 检查
//! 一个主体（证件、备案号或主体Id相同）在本批中只有一个备案、变更或注销订单，也没有以前的订单在等管局答复。
//! 几个都是注销的不算；以前的变更还在审、又报变更的，由 change-in-progress-1017 指出；
//! 同批的两个首次备案由 subject-key-zjlx-zjhm 指出。
//!
//! ## 原因
//! 同一主体的订单要一个办完再办下一个，管局对超出的答复 1051。
//!
//! ## 正例
//! 主体没有未办结的订单，本批只有一个
//!
//! ## 反例
//! 主体的订单 A 在管局审核中，本批又有订单 B
//!
//! ## 处理
//! 后一个订单不用改：前一个办结之后，下一次运行自动放行。两个订单能合成一个的，合成一个（同类订单、不超过十个网站）。
//!
//! ## Check
//! A subject (by certificate, filing number or id) has one filing, change or cancellation in a batch, and no earlier
//! order of it waits for the bureau. Several cancellations do not count; a change beside an earlier change is told by
//! change-in-progress-1017, two new filings of one batch by subject-key-zjlx-zjhm.
//!
//! ## Reason
//! The orders of a subject are dealt with one after the other; the bureau answers 1051 to what is too much.
//!
//! ## Passes
//! a subject without open orders, with one order in the batch
//!
//! ## Fails
//! order A of the subject under review, order B in the batch
//!
//! ## Remedy
//! The later order stays as it is: it goes out with the first run after the other is done. Or make one order of the
//! two, where they are of one kind and have no more than ten sites.

use crate::check::filed::subject_claims;
use crate::check::rivals;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "limit-one-inflight-order-per-account",
    severity: Severity::Error,
    code: Some(1051),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::NewAccess,
        Kind::Change,
        Kind::CancelSubject,
        Kind::CancelSite,
        Kind::CancelAccess,
    ],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let claims = |order: &Order| subject_claims(order, &context.filed.filings);
    let both_cancel = |one, other| {
        [one, other]
            .iter()
            .all(|kind| Kind::CANCELLATIONS.contains(kind))
    };
    let collide = |one, other| !both_cancel(one, other);
    rivals::each(orders, context, claims, collide, |order, rival| {
        let both = |kind| order.kind() == Some(kind) && rival.kind == kind;
        // Two changes, and two new filings, have rules of their own.
        let is_told = match rival.is_filed {
            true => both(Kind::Change),
            false => both(Kind::NewFiling),
        };
        if is_told {
            return;
        }
        let Text { zh, en } = rival.name;
        let message = Text::new(
            format!("{zh}是同一主体的，等其办结"),
            format!("{en} is of the same subject and has to be done first"),
        );
        report.flag(order, &order.header.kind, message);
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, filed, findings_among, second};
    use crate::order::{Finding, Kind, Order};

    fn found(orders: &[Order], filed: &Filed) -> Vec<Finding> {
        findings_among(&RULE, orders, filed)
    }

    #[test]
    fn orders_of_different_subjects_pass_and_so_do_several_cancellations() {
        let two = [Sample::unit().order, second(Sample::individual())];
        assert!(found(&two, &filed(|_| ())).is_empty());
        let mut site = Sample::cancellation(Kind::CancelSite);
        site.set("注销.记录Id", "880013");
        let two = [Sample::cancellation(Kind::CancelAccess).order, second(site)];
        assert!(found(&two, &Filed::default()).is_empty());
    }

    #[test]
    fn the_second_order_of_a_subject_waits_however_the_subject_is_named() {
        let two = [Sample::new_site().order, second(Sample::change())];
        let of_batch = found(&two, &Filed::default());
        assert_eq!(of_batch[0].order.as_deref(), Some("T-0002"));
        assert_eq!(of_batch.len(), 1);
        // One is named by its filing number, the other by its certificate: what is filed tells that they are the same.
        let two = [Sample::new_access().order, second(Sample::unit())];
        assert_eq!(found(&two, &filed(|_| ())).len(), 1);
        assert!(found(&two, &Filed::default()).is_empty());
    }

    #[test]
    fn an_order_of_an_earlier_night_is_found() {
        let certificate = Claim::certificate("91330100MA00000072");
        let filed = claimed(Filed::default(), certificate, Kind::NewFiling);
        assert!(
            found(&[Sample::unit().order], &filed)[0]
                .message
                .zh
                .contains("T-0000")
        );
        let subject = Claim::open(ClaimKind::Subject, 880_012_u64);
        let filed = claimed(Filed::default(), subject, Kind::Change);
        assert!(found(&[Sample::change().order], &filed).is_empty());
    }
}
