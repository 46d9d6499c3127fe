//! 通信地址的长度 | Length of the postal address
//!
//! ## 检查
//! 通信地址不超过 1024 个字符。
//!
//! ## 原因
//! 超长会使整个上报文件不符合接口规范，以 5001 退回。
//!
//! ## 正例
//! `江南大道1号`
//!
//! ## 反例
//! 超过 1024 个字符
//!
//! ## 处理
//! 缩短地址，只保留行政区划、路名和门牌号。
//!
//! ## Check
//! The postal address has at most 1024 characters.
//!
//! ## Reason
//! A longer one makes the whole file violate the schema, which comes back with 5001.
//!
//! ## Passes
//! `江南大道1号`
//!
//! ## Fails
//! More than 1024 characters
//!
//! ## Remedy
//! Shorten the address to region, street and number.

use crate::check::length;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "subject-address-length",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let address = &order.subject.address;
    if let Some(message) = order.kind().and_then(|kind| length::problem(kind, address)) {
        report.flag(order, address, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_short_address_and_none_pass() {
        assert_silent(&RULE, |order| order.set("主体.通信地址", "江南大道1号"));
        assert_silent(&RULE, |order| order.set("主体.通信地址", ""));
    }

    #[test]
    fn an_endless_address_is_found() {
        assert_fires(&RULE, "通信地址", |order| {
            order.set("主体.通信地址", &"路".repeat(1025))
        });
    }
}
