//! 网站已在注销中 | The site is being cancelled already
//!
//! ## 检查
//! 同一网站在本批中只注销一次，也没有以前的注销在等管局答复。
//!
//! ## 原因
//! 重复的注销申请，管局按 1030 退回。
//!
//! ## 正例
//! 第一次注销该网站
//!
//! ## 反例
//! 前一天的注销还没有结果，又报一次
//!
//! ## 处理
//! 不要重发，等前一个订单的结果。
//!
//! ## Check
//! One site is cancelled once only in a batch, and no earlier cancellation of it waits for the bureau.
//!
//! ## Reason
//! The bureau refuses a repeated request with 1030.
//!
//! ## Passes
//! the first cancellation of the site
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
    id: "cancel-site-duplicate",
    severity: Severity::Error,
    code: Some(1030),
    kinds: &[Kind::CancelSite],
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
        assert!(findings_in_two(&RULE, Kind::CancelSite, "880099").is_empty());
    }

    #[test]
    fn the_second_cancellation_of_a_record_is_found() {
        let found = findings_in_two(&RULE, Kind::CancelSite, "880012");
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
        let claim = Claim::open(ClaimKind::Site, 880_012_u64);
        let found = findings_after(&RULE, Kind::CancelSite, claim);
        assert!(found[0].message.zh.contains("T-0000"));
    }
}
