//! 核实时间不在以后 | The day of the verification is not to come
//!
//! ## 检查
//! 核实时间不晚于今天；写法由 value-unreadable 检查。
//!
//! ## 原因
//! 以后的日期不可能已经核实，管局按格式错误整包退回（5001）。
//!
//! ## 正例
//! `2026-11-19`
//!
//! ## 反例
//! `2026-12-19`
//!
//! ## 处理
//! 填写实际核实的日期。
//!
//! ## Check
//! The day of a verification is today or before; its form is looked at by value-unreadable.
//!
//! ## Reason
//! Nothing was verified on a day to come; the bureau refuses the whole file (5001).
//!
//! ## Passes
//! `2026-11-19`
//!
//! ## Fails
//! `2026-12-19`
//!
//! ## Remedy
//! Give the day on which it was verified.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hsjg-date",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::VerificationResult],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        if let ReportRow::Verification(row) = row
            && row.verified.get().is_some_and(|day| *day > context.today)
        {
            let message = Text::new("核实时间在今天以后", "the day is still to come");
            report.flag(order, &row.verified, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn today_passes() {
        assert_silent_on(&RULE, Sample::verification(), |order| {
            order.set("核实.核实时间", "2026-11-20")
        });
    }

    #[test]
    fn a_day_to_come_is_found() {
        assert_fires_on(&RULE, Sample::verification(), "核实时间", |order| {
            order.set("核实.核实时间", "2026-12-19")
        });
    }
}
