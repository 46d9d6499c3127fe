//! 主体已注销 | The subject is cancelled
//!
//! ## 检查
//! 订单所填的主体没有注销，也没有从管局最近的全量数据中消失。
//!
//! ## 原因
//! 对已注销主体的任何操作，管局按 1049 退回。
//!
//! ## 正例
//! 主体有效
//!
//! ## 反例
//! 主体已由 ZXSJ 注销
//!
//! ## 处理
//! 告知客户备案已不存在；需要的话作为首次备案重新报。
//!
//! ## Check
//! The subject that an order names is neither cancelled nor missing from the bureau's last full copy.
//!
//! ## Reason
//! Whatever is asked for a cancelled subject is refused with 1049.
//!
//! ## Passes
//! a subject that the bureau has
//!
//! ## Fails
//! a subject that a ZXSJ has cancelled
//!
//! ## Remedy
//! Tell the customer that the filing is gone; file it anew where it is needed.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancelled-subject-refused",
    severity: Severity::Error,
    code: Some(1049),
    kinds: &[
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::Change,
        Kind::CancelSubject,
        Kind::CancelSite,
    ],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if let Some((found, field)) = context.filed.filings.named(order)
        && !found.is_empty()
        && found.iter().all(|subject| !subject.live)
    {
        let message = Text::new(
            "主体已注销，或已不在管局的全量数据中",
            "the subject is cancelled, or missing from the bureau's full copy",
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Kind;

    fn found(live: bool) -> usize {
        let filed = filed(|subject| subject.live = live);
        let samples = [
            Sample::new_site(),
            Sample::change(),
            Sample::cancellation(Kind::CancelSubject),
        ];
        let found = samples.map(|sample| findings_beside(&RULE, sample, &filed, |_| ()).len());
        found.iter().sum()
    }

    #[test]
    fn a_live_subject_passes() {
        assert_eq!(found(true), 0);
        let unknown = findings_beside(&RULE, Sample::change(), &Default::default(), |_| ());
        assert!(unknown.is_empty());
    }

    #[test]
    fn every_operation_on_a_cancelled_subject_is_found() {
        assert_eq!(found(false), 3);
    }
}
