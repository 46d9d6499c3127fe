//! 未备案网站按时答复 | Unfiled sites are answered in time
//!
//! ## 检查
//! 处理时限不早于入表时间，今天不晚于处理时限。
//!
//! ## 原因
//! 过期答复的，管局算作没有处理。
//!
//! ## 正例
//! 入表 `2026-11-10`，时限 `2026-11-30`，今天 11 月 20 日
//!
//! ## 反例
//! 时限 `2026-11-15` 已过
//!
//! ## 处理
//! 尽快上报；时限填错的，按管局列表更正。
//!
//! ## Check
//! The deadline of an unfiled site is not before the day on which it was listed, and not over.
//!
//! ## Reason
//! What is answered after the deadline counts as not dealt with.
//!
//! ## Passes
//! listed on `2026-11-10`, due on `2026-11-30`, today the 20th of November
//!
//! ## Fails
//! due on `2026-11-15`, which is over
//!
//! ## Remedy
//! Send it as soon as possible; correct the days from the bureau's list where they are wrong.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "wba-deadline",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::UnfiledSite],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        let ReportRow::UnfiledSite(row) = row else {
            continue;
        };
        let Some(deadline) = row.deadline.get() else {
            continue;
        };
        let message = if row.listed.get().is_some_and(|listed| listed > deadline) {
            Text::new(
                "处理时限早于入表时间",
                "the deadline is before the day of the list",
            )
        } else if context.today > *deadline {
            Text::new(
                format!("处理时限 {deadline} 已过"),
                format!("the deadline {deadline} is over"),
            )
        } else {
            continue;
        };
        report.flag(order, &row.deadline, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_last_day_passes() {
        assert_silent_on(&RULE, Sample::unfiled_site(), |order| {
            order.set("未备案处理.处理时限", "2026-11-20")
        });
    }

    #[test]
    fn a_deadline_that_is_over_or_before_the_list_is_found() {
        for day in ["2026-11-15", "2026-11-01"] {
            assert_fires_on(&RULE, Sample::unfiled_site(), "处理时限", |order| {
                order.set("未备案处理.处理时限", day)
            });
        }
    }
}
