//! IP 报备的省市县 | Regions of an IP report
//!
//! ## 检查
//! 使用单位的省、市、县是行政区划代码或名称，级别正确，市在省内，县在市内。
//!
//! ## 原因
//! 管局按 2024、2025、2026 退回级别不对的代码，按 2011 退回不相配的省市县。
//!
//! ## 正例
//! `330000` / `330100` / `330108`
//!
//! ## 反例
//! `330000` / `440300`
//!
//! ## 处理
//! 按行政区划填写同一地方的省、市、县。
//!
//! ## Check
//! Province, city and county of the user are codes or names of regions, each of its level, the city within the province and the
//! county within the city.
//!
//! ## Reason
//! The bureau refuses a region of another level with 2024, 2025 or 2026, and regions that do not nest with 2011.
//!
//! ## Passes
//! `330000` / `330100` / `330108`
//!
//! ## Fails
//! `330000` / `440300`
//!
//! ## Remedy
//! Write province, city and county of one place.

use crate::check::regions::{Fault, Nest};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity};

pub const RULE: Rule = Rule {
    id: "ip-region-codes",
    severity: Severity::Error,
    code: Some(2011),
    kinds: &[Kind::IpAllocation, Kind::IpOwn],
    check: Check::Order(check),
};

const LEVELS: [(&str, u32); 3] = [("Shengid", 2024), ("Shiid", 2025), ("Xianid", 2026)];

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        let mut nest = Nest::new(context);
        for (tag, code) in LEVELS {
            let Some(field) = row.field(tag) else {
                continue;
            };
            if let Some((fault, message)) = nest.look_at(field) {
                report.flag(order, field, message);
                if fault == Fault::OfAnotherLevel {
                    report.with_code(code);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings};
    use crate::order::Kind;

    fn code(cells: [(&str, &str); 3]) -> Option<u32> {
        let mut sample = Sample::report(Kind::IpAllocation);
        for (header, text) in cells {
            sample.set(&format!("IP分配.{header}"), text);
        }
        findings(&RULE, &sample).first()?.code
    }

    #[test]
    fn regions_that_nest_pass_and_a_county_may_be_absent() {
        assert_silent_on(&RULE, Sample::report(Kind::IpOwn), |_| ());
        assert_eq!(
            code([("省", "上海"), ("市", "310100"), ("县", "浦东新区")]),
            None
        );
        assert_eq!(code([("省", "浙江"), ("市", "杭州"), ("县", "")]), None);
    }

    #[test]
    fn regions_of_another_place_or_level_are_found() {
        assert_eq!(
            code([("省", "浙江"), ("市", "440300"), ("县", "")]),
            Some(2011)
        );
        assert_eq!(
            code([("省", "330100"), ("市", "330100"), ("县", "")]),
            Some(2024)
        );
        assert_eq!(
            code([("省", "330000"), ("市", "330100"), ("县", "330200")]),
            Some(2026)
        );
    }
}
