//! 订单类型要填写 | The kind of order is given
//!
//! ## 检查
//! 每张订单都写明订单类型，用工具认得的名称。
//!
//! ## 原因
//! 订单类型决定上报哪一种数据，没有它就无法核对也无法上报。
//!
//! ## 正例
//! `首次备案`，`XZWZ`
//!
//! ## 反例
//! 空，`备案`
//!
//! ## 处理
//! 填写一个订单类型：首次备案、新增网站、无主体新增或接入备案。
//!
//! ## Check
//! Every order says what it asks for, by a name that this program knows.
//!
//! ## Reason
//! The kind decides which record is sent; without it an order can be neither checked nor sent.
//!
//! ## Passes
//! `首次备案`, `XZWZ`
//!
//! ## Fails
//! nothing, `备案`
//!
//! ## Remedy
//! Give one of 首次备案, 新增网站, 无主体新增, 接入备案.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "kind-required",
    severity: Severity::Error,
    code: None,
    kinds: Kind::ALL,
    check: Check::Outside(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.kind().is_some() {
        return;
    }
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let (zh, en) = if order.header.kind.is_absent() {
        ("没有填写订单类型", "no kind of order is given")
    } else {
        ("不认识的订单类型", "this kind of order is not known")
    };
    let message = Text::new(
        format!("{zh}；可填：{}", names.join("、")),
        format!("{en}; one of {} is expected", names.join(", ")),
    );
    report.flag(order, &order.header.kind, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, findings};

    #[test]
    fn every_kind_that_is_sent_passes() {
        let mut sample = Sample::unit();
        sample.set("订单.订单类型", "XZBA");
        assert!(findings(&RULE, &sample).is_empty());
    }

    #[test]
    fn an_absent_and_an_unknown_kind_are_found() {
        assert_fires(&RULE, "订单类型", |order| {
            order.set("订单.订单类型", "")
        });
        assert_fires(&RULE, "订单类型", |order| {
            order.set("订单.订单类型", "备案")
        });
    }
}
