//! 报备方式的取值 | Values of the reporting mode
//!
//! ## 检查
//! 报备方式是 0（自行报备）或 1（代为报备）；留空按 1 上报。
//!
//! ## 原因
//! 其他取值不符合接口规范，整个上报文件会以 5001 退回。
//!
//! ## 正例
//! `1`，`代为报备`
//!
//! ## 反例
//! `2`
//!
//! ## 处理
//! 改为 0 或 1，接入商代客户备案填 1。
//!
//! ## Check
//! The reporting mode is 0 (self filed) or 1 (filed on behalf); an empty cell is sent as 1.
//!
//! ## Reason
//! Other values violate the schema, and the whole file comes back with 5001.
//!
//! ## Passes
//! `1`, `代为报备`
//!
//! ## Fails
//! `2`
//!
//! ## Remedy
//! Write 0 or 1; a carrier that files for its customer writes 1.

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
    let mode = &order.subject.reporting_mode;
    if mode.is_unreadable() || mode.get().is_some_and(|code| code.id > 1) {
        report.flag(order, mode, Text::new("报备方式只能是 0 或 1", "the reporting mode is 0 or 1"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn both_modes_and_none_pass() {
        for mode in ["0", "1", "代为报备", ""] {
            assert_silent(&RULE, |order| order.set("主体.报备方式", mode));
        }
    }

    #[test]
    fn another_number_is_found() {
        assert_fires(&RULE, "报备方式", |order| order.set("主体.报备方式", "2"));
    }
}
