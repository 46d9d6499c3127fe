//! 报备的 IP 段是合法的地址 | Addresses of a reported range
//!
//! ## 检查
//! 新增和修改的 IP 记录有起始IP；起始IP和终止IP是 IPv4 地址（可写成点分十进制、整数、`a-b` 或 CIDR），不是 0。私有和保留地址只提示。
//!
//! ## 原因
//! 管局按 2006、2007、2014、2015 退回不合法或空的地址；接口只能上报 32 位地址。
//!
//! ## 正例
//! `119.29.0.0/16`
//!
//! ## 反例
//! `0`，`300.1.1.1`，`::1`
//!
//! ## 处理
//! 填写合法的公网 IPv4 地址或地址段。
//!
//! ## Check
//! A range that is added or changed has a first address; first and last are IPv4 addresses (dotted, as a number, as `a-b` or
//! CIDR) and not 0. Private and reserved addresses give a warning.
//!
//! ## Reason
//! The bureau refuses wrong and missing addresses with 2006, 2007, 2014 and 2015; the interface carries 32 bits only.
//!
//! ## Passes
//! `119.29.0.0/16`
//!
//! ## Fails
//! `0`, `300.1.1.1`, `::1`
//!
//! ## Remedy
//! Write a public IPv4 address or range.

use crate::check::{Check, Context, Report, Rule, addresses};
use crate::order::{AnyField, IpRange, Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-range-valid",
    severity: Severity::Error,
    code: Some(2006),
    kinds: Kind::IP_REPORTS,
    check: Check::Order(check),
};

const NO_FIRST: u32 = 2014;
const BAD_LAST: u32 = 2007;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        let Some((first, last)) = row.ends() else {
            continue;
        };
        if first.is_absent() {
            let message = Text::new("没有填写起始IP", "there is no first address");
            report.flag(order, first, message);
            report.with_code(NO_FIRST);
            continue;
        }
        let zero = |range: &IpRange| range.first.0 == 0 || range.last.0 == 0;
        if first.is_unreadable() || first.get().is_some_and(zero) {
            report.flag(order, first, addresses::no_address(first));
        } else if last.is_unreadable() || last.get().is_some_and(|last| last.0 == 0) {
            report.flag(order, last, addresses::no_address(last));
            report.with_code(BAD_LAST);
        } else if let Some(range) = row.range()
            && let Some(block) = addresses::special(&range)
        {
            report.flag(order, first, block.message());
            report.at_most(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings};
    use crate::order::{Kind, Severity};

    fn code(kind: Kind, header: &str, text: &str) -> Option<u32> {
        let mut sample = Sample::report(kind);
        sample.set(&format!("{}.{header}", kind.name()), text);
        findings(&RULE, &sample).first()?.code
    }

    #[test]
    fn ranges_pass_in_every_notation() {
        for text in [
            "119.29.0.1",
            "1998389249",
            "119.29.1.0/30",
            "119.29.0.1-119.29.0.5",
        ] {
            assert_silent_on(&RULE, Sample::report(Kind::IpSource), |order| {
                order.set("IP来源.起始IP", text)
            });
        }
    }

    #[test]
    fn zero_is_no_address_even_where_the_schema_takes_it() {
        assert_eq!(code(Kind::IpAllocation, "起始IP", "0"), Some(2006));
        assert_eq!(code(Kind::IpAllocation, "终止IP", "0"), Some(2007));
    }

    #[test]
    fn unreadable_and_missing_addresses_are_found() {
        assert_eq!(code(Kind::IpSource, "起始IP", "300.1.1.1"), Some(2006));
        assert_eq!(code(Kind::IpSource, "起始IP", "::1"), Some(2006));
        assert_eq!(code(Kind::IpAllocation, "终止IP", "119.29"), Some(2007));
        assert_eq!(code(Kind::IpSource, "起始IP", ""), Some(2014));
    }

    #[test]
    fn a_private_range_gives_a_warning_and_a_deletion_needs_no_range() {
        let mut sample = Sample::report(Kind::IpSource);
        sample.set("IP来源.起始IP", "10.0.0.0/8");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
        assert_silent_on(&RULE, Sample::deleted_report(Kind::IpSource), |_| ());
    }
}
