//! 公网 IPv4 地址 | Public IPv4 addresses
//!
//! ## 检查
//! 起始IP 和终止IP 是合法的 IPv4 地址（点分或整数），整段都是公网地址：不含私有、环回、链路本地、组播和保留地址。
//! 文档示例和测试地址只提醒。
//!
//! ## 原因
//! 接口只能上报 32 位地址；管局对无效地址退回 1006。
//!
//! ## 正例
//! `119.29.0.1`，`1998389249`
//!
//! ## 反例
//! `192.168.0.1`，`300.1.1.1`，`::1`
//!
//! ## 处理
//! 改填服务器的公网 IPv4 地址。
//!
//! ## Check
//! First and last address are IPv4, dotted or as a number, and the whole range is public: nothing private, loopback,
//! link-local, multicast or reserved. Addresses of documentation and measurements give a warning.
//!
//! ## Reason
//! The interface carries 32-bit addresses only, and the bureau refuses an invalid one with 1006.
//!
//! ## Passes
//! `119.29.0.1`, `1998389249`
//!
//! ## Fails
//! `192.168.0.1`, `300.1.1.1`, `::1`
//!
//! ## Remedy
//! Write the server's public IPv4 address.

use crate::check::{Check, Context, Report, Rule, addresses};
use crate::order::{AnyField, Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "ip-valid",
    severity: Severity::Error,
    code: Some(1006),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for address in order.addresses() {
        let fields: [&dyn AnyField; 2] = [&address.first, &address.last];
        let mut readable = true;
        for field in fields.into_iter().filter(|field| field.is_unreadable()) {
            readable = false;
            report.flag(order, field, addresses::no_address(field));
        }
        let Some(range) = address.range().filter(|_| readable) else {
            continue;
        };
        if let Some(block) = addresses::special(&range) {
            report.flag(order, &address.first, block.message());
            if block.standing == addresses::Standing::Example {
                report.at_most(Severity::Warning);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn public_addresses_pass_in_every_notation() {
        for text in [
            "119.29.0.1",
            "1998389249",
            "119.29.1.0/30",
            "119.29.0.1-119.29.0.5",
        ] {
            assert_silent(&RULE, |order| order.set("IP地址.起始IP", text));
        }
    }

    #[test]
    fn unreadable_addresses_are_found() {
        for wrong in ["300.1.1.1", "::1", "服务器"] {
            assert_fires(&RULE, "起始IP", |order| order.set("IP地址.起始IP", wrong));
        }
        assert_fires(&RULE, "终止IP", |order| {
            order.set("IP地址.终止IP", "119.29.0")
        });
    }

    #[test]
    fn addresses_that_are_not_public_are_found() {
        for wrong in [
            "192.168.0.1",
            "0",
            "127.0.0.1",
            "224.0.0.1",
            "9.255.255.255-10.0.0.1",
        ] {
            assert_fires(&RULE, "起始IP", |order| order.set("IP地址.起始IP", wrong));
        }
    }

    #[test]
    fn an_address_of_examples_gives_a_warning() {
        let mut sample = Sample::unit();
        sample.set("IP地址.起始IP", "203.0.113.7");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
