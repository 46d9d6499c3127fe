//! 每次接入的企业侧接入Id都是新的 | Every access has an id of its own
//!
//! ## 检查
//! 一批订单中填写的企业侧接入Id各不相同；留空的由程序分配。
//!
//! ## 原因
//! 管局以企业侧接入Id辨认接入记录，重复的以 1038 退回。
//!
//! ## 正例
//! `5000001`，`5000002`
//!
//! ## 反例
//! 两个接入都是 `5000001`
//!
//! ## 处理
//! 清空企业侧接入Id，由程序分配。
//!
//! ## Check
//! The carrier's ids of accesses that are given in a batch are all different; empty cells are allocated.
//!
//! ## Reason
//! The bureau knows an access by this id, and refuses a repeated one with 1038.
//!
//! ## Passes
//! `5000001`, `5000002`
//!
//! ## Fails
//! `5000001` at two accesses
//!
//! ## Remedy
//! Empty the cells, and let the program allocate the ids.

use std::collections::BTreeMap;

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Id, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-ispjrid-new-each-time",
    severity: Severity::Error,
    code: Some(1038),
    kinds: Kind::FILINGS,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: BTreeMap<Id, &Order> = BTreeMap::new();
    for order in orders {
        for access in order.sites.iter().flat_map(|site| &site.accesses) {
            let Some(&id) = access.own_id.get() else { continue };
            if let Some(first) = seen.get(&id) {
                let other = &first.number.text;
                let message = Text::new(
                    format!("订单 {other} 已用过这个企业侧接入Id"),
                    format!("order {other} has an access of this id already"),
                );
                report.flag(order, &access.own_id, message);
            } else {
                seen.insert(id, order);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, findings_in};

    fn with_ids(first: &str, second: &str) -> usize {
        let mut one = Sample::new_access();
        let mut other = Sample::new_access();
        other.order.number.text = "T-0002".into();
        one.set("接入.企业侧接入Id", first);
        other.set("接入.企业侧接入Id", second);
        findings_in(&RULE, &[one.order, other.order], &Settings::default()).len()
    }

    #[test]
    fn different_ids_and_empty_cells_pass() {
        assert_eq!(with_ids("5000001", "5000002"), 0);
        assert_eq!(with_ids("", ""), 0);
    }

    #[test]
    fn a_repeated_id_is_found() {
        assert_eq!(with_ids("5000001", "5000001"), 1);
    }
}
