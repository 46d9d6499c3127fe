//! 报备的操作 | What a report does
//!
//! ## 检查
//! IP 和域名报备订单的“操作”填写为新增、修改或删除。
//!
//! ## 原因
//! 新增、修改、删除是不同的上报内容；不写明操作，就不知道该上报什么。
//!
//! ## 正例
//! 操作 `新增`
//!
//! ## 反例
//! 操作留空
//!
//! ## 处理
//! 在订单表的“操作”列填写新增、修改或删除。
//!
//! ## Check
//! An order that reports IP ranges or domains says whether it adds, changes or deletes.
//!
//! ## Reason
//! The three are different uploads; without a word nobody knows which one is meant.
//!
//! ## Passes
//! 操作 `新增`
//!
//! ## Fails
//! An empty 操作
//!
//! ## Remedy
//! Write 新增, 修改 or 删除 into the column 操作 of the sheet 订单.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "report-operation",
    severity: Severity::Error,
    code: None,
    kinds: Kind::REPORTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.operation().is_some() {
        return;
    }
    let words: Vec<&str> = { Operation::ALL.iter() }.map(|one| one.name()).collect();
    let (zh, en) = if order.header.operation.is_absent() {
        ("没有填写操作", "the order does not say what it does")
    } else {
        ("不认识的操作", "this operation is not known")
    };
    let message = Text::new(
        format!("{zh}；可填：{}", words.join("、")),
        format!("{en}; one of {} is expected", words.join(", ")),
    );
    report.flag(order, &order.header.operation, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn every_operation_passes() {
        for operation in ["新增", "修改", "删除", "delete"] {
            assert_silent_on(&RULE, Sample::report(Kind::IpSource), |order| {
                order.set("订单.操作", operation)
            });
        }
    }

    #[test]
    fn an_absent_and_an_unknown_operation_are_found() {
        for operation in ["", "上报"] {
            assert_fires_on(
                &RULE,
                Sample::report(Kind::DomainReport),
                "操作",
                |order| order.set("订单.操作", operation),
            );
        }
    }
}
