//! 不通过要写错误信息 | A refusal says what is wrong
//!
//! ## 检查
//! 核实结果不通过的，填写了错误信息。
//!
//! ## 原因
//! 没有说明错在哪里，管局和主办者都不知道怎么改。
//!
//! ## 正例
//! 核实结果 `1`，错误信息 `电话号码不实`
//!
//! ## 反例
//! 核实结果 `1`，错误信息空着
//!
//! ## 处理
//! 在“错误信息”中写明哪一项不对。
//!
//! ## Check
//! A verification result that refuses says what is wrong.
//!
//! ## Reason
//! Without it neither the bureau nor the organizer knows what to mend.
//!
//! ## Passes
//! result `1` with the error `电话号码不实`
//!
//! ## Fails
//! result `1` without an error
//!
//! ## Remedy
//! Say in 错误信息 what is wrong.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hsjg-refuse-needs-reason",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::VerificationResult],
    check: Check::Order(check),
};

/// 核实结果 `Hsjg`: refused.
const REFUSED: u32 = 1;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        if let ReportRow::Verification(row) = row
            && row.result.get().is_some_and(|code| code.id == REFUSED)
            && row.errors.is_absent()
        {
            let message = Text::new(
                "不通过，却没有写错在哪里",
                "it is refused without saying what is wrong",
            );
            report.flag(order, &row.errors, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_refusal_with_a_reason_passes() {
        assert_silent_on(&RULE, Sample::verification(), |order| {
            order.set("核实.核实结果", "1");
            order.set("核实.错误信息", "电话号码不实");
        });
    }

    #[test]
    fn a_refusal_without_a_reason_is_found() {
        assert_fires_on(&RULE, Sample::verification(), "错误信息", |order| {
            order.set("核实.核实结果", "1")
        });
    }
}
