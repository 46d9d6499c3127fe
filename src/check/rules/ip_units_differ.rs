//! 报备中的两个单位不相同 | Two different units
//!
//! ## 检查
//! 分配对象、来源单位不是报备单位自己；广播单位与申请单位不相同。
//!
//! ## 原因
//! 同一单位既是一方又是另一方的记录没有意义，管局按 2050、2052、2053 退回。
//!
//! ## 正例
//! 报备单位 330000000001，来源单位 `330000000002`
//!
//! ## 反例
//! 来源单位填写自己的 Id
//!
//! ## 处理
//! 填写对方单位的 Id；自用的地址，分配方式用 3。
//!
//! ## Check
//! Neither the unit that gets a range nor the one it comes from is the carrier itself; the unit that announces a range is not
//! the one that asked for it.
//!
//! ## Reason
//! A record in which both sides are one unit says nothing; the bureau refuses it with 2050, 2052 or 2053.
//!
//! ## Passes
//! Carrier 330000000001, source `330000000002`
//!
//! ## Fails
//! The carrier's own id as the source
//!
//! ## Remedy
//! Write the id of the other unit; a range that the carrier uses itself has mode 3.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Operation, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-units-differ",
    severity: Severity::Error,
    code: Some(2052),
    kinds: Kind::IP_REPORTS,
    check: Check::Order(check),
};

const TARGET_IS_CARRIER: u32 = 2050;
const SAME_UNITS: u32 = 2053;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    let carrier = context.settings.carrier_id;
    for (_, row) in order.reported() {
        let (field, other, code) = match row {
            ReportRow::IpSource(row) => (&row.source_unit, carrier, RULE.code),
            ReportRow::IpAllocation(row) => (&row.target_unit, carrier, Some(TARGET_IS_CARRIER)),
            ReportRow::IpOwn(row) => (&row.source_unit, carrier, RULE.code),
            ReportRow::IpBroadcast(row) => {
                let applicant = row.applicant_unit.get().map(|unit| unit.0);
                (&row.broadcast_unit, applicant, Some(SAME_UNITS))
            }
            _ => continue,
        };
        let unit = field.get().map(|unit| unit.0);
        if let (Some(_), Some(code)) = (unit.filter(|_| unit == other), code) {
            let message = if code == SAME_UNITS {
                Text::new(
                    "广播单位与申请单位相同",
                    "the same unit announces the range and asked for it",
                )
            } else {
                Text::new(
                    format!("{}是报备单位自己", field.column().header),
                    format!("{} is the carrier itself", field.column().tag()),
                )
            };
            report.flag(order, field, message);
            report.with_code(code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_silent_on, findings_in};
    use crate::order::Kind;

    fn code(kind: Kind, cell: &str, text: &str) -> Option<u32> {
        let mut sample = Sample::report(kind);
        sample.set(cell, text);
        let settings = Settings {
            carrier_id: Some(330_000_000_001),
            ..Settings::default()
        };
        findings_in(&RULE, &[sample.order], &settings).first()?.code
    }

    #[test]
    fn other_units_pass() {
        assert_silent_on(&RULE, Sample::report(Kind::IpBroadcast), |_| ());
        let other = "330000000002";
        assert_eq!(code(Kind::IpSource, "IP来源.来源单位", other), None);
        assert_eq!(code(Kind::IpAllocation, "IP分配.分配对象", other), None);
        assert_eq!(code(Kind::IpBroadcast, "IP广播.申请单位", other), None);
    }

    #[test]
    fn the_carrier_itself_and_one_unit_on_both_sides_are_found() {
        let own = "330000000001";
        assert_eq!(code(Kind::IpSource, "IP来源.来源单位", own), Some(2052));
        assert_eq!(code(Kind::IpAllocation, "IP分配.分配对象", own), Some(2050));
        assert_eq!(
            code(Kind::IpBroadcast, "IP广播.申请单位", "330000000003"),
            Some(2053)
        );
    }
}
