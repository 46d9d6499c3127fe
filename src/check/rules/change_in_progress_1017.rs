//! 变更还在审核 | A change is under review
//!
//! ## 检查
//! 变更的主体没有另一个变更在等管局答复。
//!
//! ## 原因
//! 一个变更没有审完，再报的变更管局按 1017 退回。
//!
//! ## 正例
//! 主体没有未办结的变更
//!
//! ## 反例
//! 订单 T-0000 的变更还在审核
//!
//! ## 处理
//! 不用处理：前一个变更办结之后，下一次运行自动放行；要改的内容可以等结果后一并改。
//!
//! ## Check
//! No other change of the subject waits for the bureau.
//!
//! ## Reason
//! While a change is under review the bureau refuses another one with 1017.
//!
//! ## Passes
//! a subject without an open change
//!
//! ## Fails
//! the change of order T-0000 under review
//!
//! ## Remedy
//! Nothing is to be done: the order goes out with the first run after the other change is done.

use crate::check::filed::subject_claims;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-in-progress-1017",
    severity: Severity::Error,
    code: Some(1017),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let claims = subject_claims(order, &context.filed.filings);
    let is_change = |kind| kind == Some(Kind::Change);
    if let Some(other) = context.filed.claimed.underway(&claims, order, is_change) {
        let Text { zh, en } = other.called();
        let message = Text::new(
            format!("{zh}还没有办结"),
            format!("{en} is not decided yet"),
        );
        report.flag(order, &order.header.kind, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, findings_beside};
    use crate::order::Kind;

    fn found(kind: Kind, subject: u64) -> usize {
        let claim = Claim::open(ClaimKind::Subject, subject);
        let filed = claimed(Filed::default(), claim, kind);
        findings_beside(&RULE, Sample::change(), &filed, |_| ()).len()
    }

    #[test]
    fn an_open_change_of_another_subject_passes() {
        assert_eq!(found(Kind::Change, 31), 0);
        let nothing = findings_beside(&RULE, Sample::change(), &Filed::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn an_open_change_of_the_subject_is_found() {
        assert_eq!(found(Kind::Change, 880_012), 1);
    }
}
