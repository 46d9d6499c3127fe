//! 分配对象在报备单位表中 | The unit of a reallocation exists
//!
//! ## 检查
//! 再次分配的分配对象，是管局代码表中有效的报备单位。代码表没有下发过的不检查。
//!
//! ## 原因
//! 管局没有登记的单位，按 2048 退回。
//!
//! ## 正例
//! 代码表中有的单位Id
//!
//! ## 反例
//! 代码表中没有的单位Id
//!
//! ## 处理
//! 填写对方在管局的单位Id；代码表过期的，导入管局最新的代码表。
//!
//! ## Check
//! The unit that a reallocated range goes to is a valid one of the bureau's table of reporting units. Before that table
//! has come nothing is said.
//!
//! ## Reason
//! The bureau refuses a unit that it does not know with 2048.
//!
//! ## Passes
//! a unit id of the table
//!
//! ## Fails
//! a unit id that the table does not have
//!
//! ## Remedy
//! Give the unit's id at the bureau; take in the bureau's newest tables where ours are old.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::allocation_mode::REALLOCATED;
use crate::order::{Kind, Operation, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-fpfs2-unit-exists",
    severity: Severity::Error,
    code: Some(2048),
    kinds: &[Kind::IpAllocation],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        let ReportRow::IpAllocation(row) = row else {
            continue;
        };
        let is_reallocated = { row.mode.get() }.is_some_and(|code| code.id == REALLOCATED);
        let unit = row.target_unit.get().filter(|_| is_reallocated);
        if unit.is_some_and(|unit| context.filed.lists.units.lacks(&unit.0)) {
            let message = Text::new(
                "管局的报备单位表中没有这个单位",
                "the bureau's table of reporting units does not have this unit",
            );
            report.flag(order, &row.target_unit, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, Listed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{CARRIER, findings_beside};
    use crate::order::Kind;

    fn found(unit: &str, filed: &Filed) -> usize {
        let sample = Sample::report(Kind::IpAllocation);
        let found = findings_beside(&RULE, sample, filed, |order| {
            order.set("IP分配.分配方式", "2");
            order.set("IP分配.分配对象", unit);
        });
        found.len()
    }

    fn known() -> Filed {
        let mut filed = Filed::default();
        filed.lists.units = Listed::of([CARRIER]);
        filed
    }

    #[test]
    fn a_unit_of_the_table_passes_and_without_the_table_every_unit() {
        assert_eq!(found("330000000001", &known()), 0);
        assert_eq!(found("330000000009", &Filed::default()), 0);
        let own = Sample::report(Kind::IpAllocation);
        assert!(findings_beside(&RULE, own, &known(), |_| ()).is_empty());
    }

    #[test]
    fn an_unknown_unit_is_found() {
        assert_eq!(found("330000000009", &known()), 1);
    }
}
