//! 接入Id已经用过 | The id of the access was used
//!
//! ## 检查
//! 操作员填写的企业侧接入Id没有用于别的订单或已备案的接入。
//!
//! ## 原因
//! 接入Id每次都要新的，用过的，管局按 1038 退回。
//!
//! ## 正例
//! 没有用过的 `4000000001`
//!
//! ## 反例
//! 另一个订单上报过的 `4000880015`
//!
//! ## 处理
//! 把接入Id留空，由程序分配新的；可能已经报过的，先看前一个订单的结果。
//!
//! ## Check
//! An own id of an access that the operator wrote is used by no other order and no filed access.
//!
//! ## Reason
//! An access takes a new id every time; the bureau refuses one that was used with 1038.
//!
//! ## Passes
//! `4000000001`, which was never used
//!
//! ## Fails
//! `4000880015`, which another order was sent with
//!
//! ## Remedy
//! Leave the id blank, the program gives out a new one; look at the result of the other order first, where the access
//! may have been reported.

use crate::check::filed::{Claim, ClaimKind, FilingKey};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-already-1038",
    severity: Severity::Error,
    code: Some(1038),
    kinds: Kind::FILINGS,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for access in order.sites.iter().flat_map(|site| &site.accesses) {
        let Some(id) = access.own_id.get() else {
            continue;
        };
        let claim = Claim::open(ClaimKind::OwnAccess, id.0);
        let other = context.filed.claimed.by(&claim, order).next();
        let is_filed = context
            .filed
            .filings
            .find(&FilingKey::Own(id.0))
            .next()
            .is_some();
        let message = match other {
            Some(other) => {
                let Text { zh, en } = other.called();
                Text::new(format!("{zh}已用这个Id"), format!("{en} has used this id"))
            }
            None if is_filed => Text::new("已备案的接入用了这个Id", "a filed access has this id"),
            None => continue,
        };
        report.flag(order, &access.own_id, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, filed, findings_beside};
    use crate::order::Kind;

    fn found(filed: &Filed, id: &str) -> usize {
        let change = |order: &mut Sample| order.set("接入.企业侧接入Id", id);
        findings_beside(&RULE, Sample::unit(), filed, change).len()
    }

    #[test]
    fn an_id_that_was_never_used_passes() {
        assert_eq!(found(&filed(|_| ()), "4000000001"), 0);
        assert!(findings_beside(&RULE, Sample::unit(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn an_id_of_a_filed_access_or_of_another_order_is_found() {
        assert_eq!(found(&filed(|_| ()), "4000880015"), 1);
        let used = Claim::open(ClaimKind::OwnAccess, 4_000_000_001_u64);
        let filed = claimed(Filed::default(), used, Kind::NewAccess);
        assert_eq!(found(&filed, "4000000001"), 1);
    }
}
