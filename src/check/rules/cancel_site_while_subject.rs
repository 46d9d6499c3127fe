//! 主体注销中不能注销网站 | No site is cancelled while its subject is
//!
//! ## 检查
//! 注销网站的主体没有同时注销：本批和以前等管局答复的订单都算。
//!
//! ## 原因
//! 主体注销会连带其网站；此时再注销网站，管局按 1042 退回。
//!
//! ## 正例
//! 主体没有在注销
//!
//! ## 反例
//! 同一批中主体也报了注销
//!
//! ## 处理
//! 去掉注销网站的订单；只想注销网站的，去掉注销主体的订单。
//!
//! ## Check
//! The subject of a site that is cancelled is not being cancelled, by the batch or by an earlier order that waits for
//! the bureau.
//!
//! ## Reason
//! Its sites go with the subject; the bureau refuses the site's own cancellation with 1042.
//!
//! ## Passes
//! a subject that stays
//!
//! ## Fails
//! a subject that the same batch cancels
//!
//! ## Remedy
//! Drop the cancellation of the site; or drop that of the subject where only the site is meant.

use std::collections::HashMap;

use crate::check::filed::{Claim, cancelled, subject_claims};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-site-while-subject",
    severity: Severity::Error,
    code: Some(1042),
    kinds: &[Kind::CancelSubject, Kind::CancelSite],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let (filings, claimed) = (&context.filed.filings, &context.filed.claimed);
    let (subjects, sites): (Vec<&Order>, Vec<&Order>) = orders
        .iter()
        .partition(|order| order.kind() == Some(Kind::CancelSubject));
    let mut of_batch: HashMap<Claim, &Order> = HashMap::new();
    for order in subjects {
        for claim in subject_claims(order, filings) {
            of_batch.entry(claim).or_insert(order);
        }
    }
    for order in sites {
        let claims = subject_claims(order, filings);
        let is_subject = |kind| kind == Some(Kind::CancelSubject);
        let other = match claimed.underway(&claims, order, is_subject) {
            Some(other) => Some(other.order.clone()),
            None => { claims.iter().find_map(|claim| of_batch.get(claim)) }
                .map(|other| other.number.text.clone()),
        };
        if let (Some(other), Some((row, _))) = (other, cancelled(order)) {
            let message = Text::new(
                format!("订单 {other} 正在注销它的主体"),
                format!("order {other} is cancelling its subject"),
            );
            report.flag(order, &row.record_id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, filed, findings_among, second};
    use crate::order::{Kind, Order};

    fn site() -> Order {
        let mut site = Sample::cancellation(Kind::CancelSite);
        site.set("注销.记录Id", "880013");
        site.order
    }

    #[test]
    fn a_site_of_a_subject_that_stays_passes() {
        let mut other = Sample::cancellation(Kind::CancelSubject);
        other.set("注销.记录Id", "880099");
        assert!(findings_among(&RULE, &[site(), second(other)], &filed(|_| ())).is_empty());
    }

    #[test]
    fn a_subject_that_is_cancelled_too_is_found_whichever_comes_first() {
        let subject = second(Sample::cancellation(Kind::CancelSubject));
        let found = findings_among(&RULE, &[site(), subject], &filed(|_| ()));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].order.as_deref(), Some("T-0001"));
        let claim = Claim::open(ClaimKind::Subject, 880_012_u64);
        let filed = claimed(filed(|_| ()), claim, Kind::CancelSubject);
        assert_eq!(findings_among(&RULE, &[site()], &filed).len(), 1);
    }
}
