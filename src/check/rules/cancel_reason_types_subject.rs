//! 注销主体的理由要有备注 | The reason for a cancellation is explained
//!
//! ## 检查
//! 注销主体：理由是主动申请注销的，写明原因；理由是网站停办的，备注写“网站已停止使用”。
//! 理由的名称取自单元格或管局的代码表。
//!
//! ## 原因
//! 没有说明的注销，审核会退回来问。
//!
//! ## 正例
//! 理由 `停办`，备注 `网站已停止使用`
//!
//! ## 反例
//! 理由 `主动申请注销`，备注空着
//!
//! ## 处理
//! 在“注销理由备注”中写明原因，例如该主体已有另一个备案号。
//!
//! ## Check
//! A subject that is cancelled on the organizer's own request has a remark that says why; one whose sites ceased has
//! the remark 网站已停止使用. The name of the reason comes from the cell or from the bureau's code table.
//!
//! ## Reason
//! The review sends back a cancellation that is not explained.
//!
//! ## Passes
//! reason `停办` with the remark `网站已停止使用`
//!
//! ## Fails
//! reason `主动申请注销` without a remark
//!
//! ## Remedy
//! Say in 注销理由备注 why, for example that the subject has another filing number.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Cancellation, Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-reason-types-subject",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::CancelSubject],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        let ReportRow::Cancellation(row) = row else {
            continue;
        };
        let (reason, remark) = (name(row, context), row.reason_remark.text());
        let message = if reason.contains('停') && !remark.contains("停止使用") {
            Text::new(
                "停办的，备注要写“网站已停止使用”",
                "the remark has to say 网站已停止使用",
            )
        } else if reason.contains("主动") && remark.is_empty() {
            Text::new(
                "主动申请注销要写明原因",
                "the organizer's own request has to be explained",
            )
        } else {
            continue;
        };
        report.flag(order, &row.reason_remark, message);
    }
}

/// What the reason is called.
fn name(row: &Cancellation, context: &Context<'_>) -> String {
    let table = context.codes.table("cancel_reason");
    let listed = row.reason.get().and_then(|code| table?.by_id(code.id));
    listed.map_or_else(
        || row.reason.text().to_owned(),
        |row| row.name.zh.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    fn sample() -> Sample {
        Sample::cancellation(Kind::CancelSubject)
    }

    #[test]
    fn reasons_that_are_explained_pass_and_so_does_a_code_that_nobody_knows() {
        for reason in ["停办", "主动申请注销", "1"] {
            assert_silent_on(&RULE, sample(), |order| order.set("注销.注销理由", reason));
        }
    }

    #[test]
    fn a_reason_without_its_remark_is_found() {
        for (reason, remark) in [("主动申请注销", ""), ("停办", "不想要了")] {
            assert_fires_on(&RULE, sample(), "注销理由备注", |order| {
                order.set("注销.注销理由", reason);
                order.set("注销.注销理由备注", remark);
            });
        }
    }
}
