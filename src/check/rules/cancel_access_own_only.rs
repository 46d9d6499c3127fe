//! 只能取消本公司的接入 | Only own accesses can be cancelled
//!
//! ## 检查
//! 取消的接入属于本公司。
//!
//! ## 原因
//! 别的接入商的接入，管局按 1047 退回。
//!
//! ## 正例
//! 接入 `880015` 属于本公司
//!
//! ## 反例
//! 接入 `880015` 属于别的接入商
//!
//! ## 处理
//! 核对记录Id；确要取消别人的接入的，请客户找那家接入商。
//!
//! ## Check
//! The access that is cancelled belongs to this carrier.
//!
//! ## Reason
//! The bureau refuses to cancel another carrier's access with 1047.
//!
//! ## Passes
//! the access `880015` of this carrier
//!
//! ## Fails
//! the access `880015` of another carrier
//!
//! ## Remedy
//! Check the id; where the other access is meant, the customer asks that carrier.

use crate::check::filed::{FilingKey, cancelled};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-access-own-only",
    severity: Severity::Error,
    code: Some(1047),
    kinds: &[Kind::CancelAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((row, key)) = cancelled(order) else {
        return;
    };
    let FilingKey::Access(id) = key else { return };
    let sites = context
        .filed
        .filings
        .find(&key)
        .filter_map(|(_, site)| site);
    let mut accesses = sites.flat_map(|site| &site.accesses);
    let access = accesses.find(|access| access.id == id);
    if access.is_some_and(|access| !access.is_of(context.settings.carrier_id)) {
        let message = Text::new(
            "这是别的接入商的接入",
            "this access belongs to another carrier",
        );
        report.flag(order, &row.record_id, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{OTHER_CARRIER, filed, findings_beside};
    use crate::order::Kind;

    fn found(filed: &Filed) -> usize {
        let sample = Sample::cancellation(Kind::CancelAccess);
        findings_beside(&RULE, sample, filed, |order| {
            order.set("注销.记录Id", "880015")
        })
        .len()
    }

    #[test]
    fn an_access_of_ours_passes_and_so_does_one_whose_owner_is_not_known() {
        assert_eq!(found(&filed(|_| ())), 0);
        assert_eq!(found(&filed(|s| s.sites[0].accesses[0].carrier = None)), 0);
        assert!(RULE.kinds == [Kind::CancelAccess]);
    }

    #[test]
    fn an_access_of_another_carrier_is_found() {
        assert_eq!(
            found(&filed(
                |s| s.sites[0].accesses[0].carrier = Some(OTHER_CARRIER)
            )),
            1
        );
    }
}
