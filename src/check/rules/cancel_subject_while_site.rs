//! 网站注销中不能注销主体 | No subject is cancelled while a site is
//!
//! ## 检查
//! 注销的主体，没有网站的注销在等管局答复。
//!
//! ## 原因
//! 网站的注销办结之前，主体的注销会被管局按 1043 退回。同一批里又注销网站的，由 cancel-site-while-subject 指出。
//!
//! ## 正例
//! 主体没有网站在注销
//!
//! ## 反例
//! 昨天报的注销网站还没有结果
//!
//! ## 处理
//! 不用处理：网站的注销办结之后，下一次运行自动放行。
//!
//! ## Check
//! No cancellation of a site of the subject waits for the bureau.
//!
//! ## Reason
//! Until the site's cancellation is done the bureau refuses the subject's with 1043. Where the same batch cancels a
//! site, cancel-site-while-subject says so.
//!
//! ## Passes
//! a subject without sites that are being cancelled
//!
//! ## Fails
//! a site's cancellation of the night before without a result
//!
//! ## Remedy
//! Nothing is to be done: the order goes out with the first run after the site is cancelled.

use crate::check::filed::{cancelled, subject_claims};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-subject-while-site",
    severity: Severity::Error,
    code: Some(1043),
    kinds: &[Kind::CancelSubject],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let claims = subject_claims(order, &context.filed.filings);
    let is_site = |kind| kind == Some(Kind::CancelSite);
    let other = context.filed.claimed.underway(&claims, order, is_site);
    if let (Some(other), Some((row, _))) = (other, cancelled(order)) {
        let Text { zh, en } = other.called();
        let message = Text::new(
            format!("{zh}正在注销它的网站，等其办结"),
            format!("{en} is cancelling a site of it: that has to be done first"),
        );
        report.flag(order, &row.record_id, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, findings_beside};
    use crate::order::Kind;

    fn found(kind: Kind) -> usize {
        let claim = Claim::open(ClaimKind::Subject, 880_012_u64);
        let filed = claimed(Filed::default(), claim, kind);
        let sample = Sample::cancellation(Kind::CancelSubject);
        findings_beside(&RULE, sample, &filed, |_| ()).len()
    }

    #[test]
    fn other_orders_are_told_by_other_rules() {
        assert_eq!(found(Kind::CancelAccess), 0);
        let sample = Sample::cancellation(Kind::CancelSubject);
        assert!(findings_beside(&RULE, sample, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn an_open_cancellation_of_a_site_is_found() {
        assert_eq!(found(Kind::CancelSite), 1);
    }
}
