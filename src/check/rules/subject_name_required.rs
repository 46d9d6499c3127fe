//! 主办单位名称必填 | The organizer's name is needed
//!
//! ## 检查
//! 首次备案必须填写主办单位名称，长度 1 至 255 个字符。
//!
//! ## 原因
//! 名称是报文的必填元素；缺失或超长时整个上报文件会以 5001 被退回。
//!
//! ## 正例
//! `杭州青杉溪网络有限公司`
//!
//! ## 反例
//! 留空，或超过 255 个字符
//!
//! ## 处理
//! 按证件填写完整名称。
//!
//! ## Check
//! A new filing names its organizer, in 1 to 255 characters.
//!
//! ## Reason
//! The name is a required element of the upload; without it, or with a longer one, the whole file comes back with
//! 5001.
//!
//! ## Passes
//! `杭州青杉溪网络有限公司`
//!
//! ## Fails
//! An empty cell, or more than 255 characters
//!
//! ## Remedy
//! Write the full name as it stands on the certificate.

use crate::check::length;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-name-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    let name = &order.subject.name;
    if name.is_absent() {
        report.flag(
            order,
            name,
            Text::new("没有填写主办单位名称", "the organizer has no name"),
        );
    } else if let Some(message) = length::problem(kind, name) {
        report.flag(order, name, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_name_is_enough() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "杭州示例网络有限公司")
        });
    }

    #[test]
    fn a_missing_name_and_an_endless_one_are_found() {
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", "")
        });
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", &"司".repeat(256))
        });
    }
}
