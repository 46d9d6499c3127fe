//! 接入Id 不重复 | Access ids are new
//!
//! ## 检查
//! 同批订单中填写的企业侧接入Id 各不相同；不填由工具分配。
//!
//! ## 原因
//! 接入Id 用过一次就不能再用，重复会被退回 1038。
//!
//! ## 正例
//! 空，或各不相同的编号
//!
//! ## 反例
//! 两个接入都填 `5000001`
//!
//! ## 处理
//! 清空企业侧接入Id，由工具分配。
//!
//! ## Check
//! Own ids of accesses, where given, differ from each other in a batch; absent ones are allocated.
//!
//! ## Reason
//! An access id is good for one access only; a repeated one is refused with 1038.
//!
//! ## Passes
//! nothing, or different ids
//!
//! ## Fails
//! two accesses with `5000001`
//!
//! ## Remedy
//! Empty the ids, so that they are allocated.

use crate::check::compare::{self, Holders};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-ispjrid-new-each-time",
    severity: Severity::Error,
    code: Some(1038),
    kinds: Kind::FILINGS,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut holders = Holders::new();
    for order in orders {
        for access in order.sites.iter().flat_map(|site| &site.accesses) {
            let holder = access
                .own_id
                .get()
                .and_then(|id| holders.earlier(id.0, order));
            if let Some(holder) = holder {
                let Text { zh, en } = compare::earlier(holder, order);
                let message = Text::new(
                    format!("{zh}已用此接入Id"),
                    format!("{en} has an access with this id already"),
                );
                report.flag(order, &access.own_id, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn different_ids_pass() {
        assert_silent(&RULE, |order| {
            order.set("接入.企业侧接入Id", "5000001");
            order.set("接入[2].企业侧接入Id", "5000002");
        });
    }

    #[test]
    fn a_repeated_id_is_found() {
        assert_fires(&RULE, "企业侧接入Id", |order| {
            order.set("接入.企业侧接入Id", "5000001");
            order.set("接入[2].企业侧接入Id", "05000001");
        });
    }
}
