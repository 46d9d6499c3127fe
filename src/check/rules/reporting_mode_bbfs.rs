//! 报备方式 | Who files
//!
//! ## 检查
//! 报备方式填写时为自行报备（0）或代为报备（1）；不填按代为报备上报。
//!
//! ## 原因
//! 其他取值不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! `1`，`自行报备`
//!
//! ## 反例
//! `2`
//!
//! ## 处理
//! 填 0 或 1，或清空。
//!
//! ## Check
//! The reporting mode, where given, is self filed (0) or filed on behalf (1); absent, 1 is sent.
//!
//! ## Reason
//! Another value breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! `1`, `自行报备`
//!
//! ## Fails
//! `2`
//!
//! ## Remedy
//! Write 0 or 1, or empty the cell.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "reporting-mode-bbfs",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.subject.reporting_mode.is_unreadable() {
        report.flag(
            order,
            &order.subject.reporting_mode,
            Text::new(
                "报备方式只能是 0 或 1",
                "the reporting mode is neither 0 nor 1",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn both_modes_and_none_pass() {
        for text in ["0", "1", "代为报备", ""] {
            assert_silent(&RULE, |order| order.set("主体.报备方式", text));
        }
    }

    #[test]
    fn another_mode_is_found() {
        assert_fires(&RULE, "报备方式", |order| {
            order.set("主体.报备方式", "2")
        });
    }
}
