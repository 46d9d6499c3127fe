//! 核实单位是本公司 | The verifying unit is this carrier
//!
//! ## 检查
//! 核实结果的所属单位ID是本公司的单位Id；必填和长度由 value-required、value-length 检查。
//!
//! ## 原因
//! 核实任务由接入商自己答复；别的单位的结果，管局按 5003 退回。
//!
//! ## 正例
//! 所属单位ID是 carrier.isp_id
//!
//! ## 反例
//! 所属单位ID是别的单位
//!
//! ## 处理
//! 改成本公司的单位Id。
//!
//! ## Check
//! The unit of a verification result is this carrier; what is required, and how long, is looked at by value-required
//! and value-length.
//!
//! ## Reason
//! A carrier answers its own tasks; the bureau refuses another unit's result with 5003.
//!
//! ## Passes
//! the unit of carrier.isp_id
//!
//! ## Fails
//! another unit
//!
//! ## Remedy
//! Give this carrier's unit id.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hsjg-fields",
    severity: Severity::Error,
    code: Some(5003),
    kinds: &[Kind::VerificationResult],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(carrier) = context.settings.carrier_id else {
        return;
    };
    for (_, row) in order.reported() {
        if let ReportRow::Verification(row) = row
            && row.unit.get().is_some_and(|unit| unit.0 != carrier)
        {
            let message = Text::new(
                format!("所属单位应是本公司（{carrier}）"),
                format!("the unit has to be this carrier ({carrier})"),
            );
            report.flag(order, &row.unit, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(unit: &str) -> usize {
        let change = |order: &mut Sample| order.set("核实.所属单位ID", unit);
        findings_beside(&RULE, Sample::verification(), &Filed::default(), change).len()
    }

    #[test]
    fn this_carrier_passes() {
        assert!(
            findings_beside(&RULE, Sample::verification(), &Filed::default(), |_| ()).is_empty()
        );
        assert_eq!(found("330000000001"), 0);
    }

    #[test]
    fn another_unit_is_found() {
        assert_eq!(found("330000000002"), 1);
    }
}
