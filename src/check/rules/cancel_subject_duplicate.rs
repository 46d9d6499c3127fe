//! 主体已在注销中 | The subject is being cancelled already
//!
//! ## 检查
//! 同一主体在本批中只注销一次，也没有以前的注销在等管局答复。
//!
//! ## 原因
//! 重复的注销申请，管局按 1027 退回。
//!
//! ## 正例
//! 第一次注销该主体
//!
//! ## 反例
//! 前一天的注销还没有结果，又报一次
//!
//! ## 处理
//! 不要重发，等前一个订单的结果。
//!
//! ## Check
//! One subject is cancelled once only in a batch, and no earlier cancellation of it waits for the bureau.
//!
//! ## Reason
//! The bureau refuses a repeated request with 1027.
//!
//! ## Passes
//! the first cancellation of the subject
//!
//! ## Fails
//! a second one before the first has a result
//!
//! ## Remedy
//! Do not send it again; wait for the first order's result.

use crate::check::cancellations::flag_twice;
use crate::check::{Check, Rule};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "cancel-subject-duplicate",
    severity: Severity::Error,
    code: Some(1027),
    kinds: &[Kind::CancelSubject],
    check: Check::Batch(flag_twice),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::cancellations::tests::{findings_after, findings_in_two};
    use crate::check::filed::{Claim, ClaimKind};
    use crate::order::Kind;

    #[test]
    fn cancellations_of_different_records_pass() {
        assert!(findings_in_two(&RULE, Kind::CancelSubject, "880099").is_empty());
    }

    #[test]
    fn the_second_cancellation_of_a_record_is_found() {
        let found = findings_in_two(&RULE, Kind::CancelSubject, "880012");
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
        let claim = Claim::open(ClaimKind::Subject, 880_012_u64);
        let found = findings_after(&RULE, Kind::CancelSubject, claim);
        assert!(found[0].message.zh.contains("T-0000"));
    }
}
