//! 域名的注册时间和有效日期 | Days of a domain's registration and of its end
//!
//! ## 检查
//! 注册时间不晚于今天；有效日期不早于今天，并且晚于注册时间。
//!
//! ## 原因
//! 管局按 3035 退回未来的注册时间，按 3004 退回已过的有效日期。
//!
//! ## 正例
//! 注册时间 `2015-01-01`，有效日期 `2030-01-01`
//!
//! ## 反例
//! 有效日期 `2017-01-01`；注册时间 `2099-01-01`
//!
//! ## 处理
//! 核对两个日期；过期的域名先续费。
//!
//! ## Check
//! A domain was registered today or earlier; its registration ends today or later, and after it began.
//!
//! ## Reason
//! The bureau refuses a registration that lies ahead with 3035 and one that is over with 3004.
//!
//! ## Passes
//! Registered `2015-01-01`, until `2030-01-01`
//!
//! ## Fails
//! Until `2017-01-01`; registered `2099-01-01`
//!
//! ## Remedy
//! See that both days are right; renew a domain whose registration is over.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ym-dates",
    severity: Severity::Error,
    code: Some(3004),
    kinds: &[Kind::DomainReport],
    check: Check::Order(check),
};

const NOT_YET_REGISTERED: u32 = 3035;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        let ReportRow::DomainReport(row) = row else {
            continue;
        };
        let (registered, expires) = (row.registered.get(), row.expires.get());
        if registered.is_some_and(|day| *day > context.today) {
            let message = Text::new("注册时间在今天之后", "the registration lies ahead");
            report.flag(order, &row.registered, message);
            report.with_code(NOT_YET_REGISTERED);
        }
        if expires.is_some_and(|day| *day < context.today) {
            let message = Text::new("有效日期已过", "the registration is over");
            report.flag(order, &row.expires, message);
        } else if expires.is_some() && expires <= registered {
            let message = Text::new(
                "有效日期不晚于注册时间",
                "the registration does not end after it began",
            );
            report.flag(order, &row.expires, message);
            report.at_most(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{DAY, Sample, assert_silent_on, findings};
    use crate::order::{Kind, Severity};

    fn found(cells: &[(&str, &str)]) -> Vec<(String, Option<u32>, Severity)> {
        let mut sample = Sample::report(Kind::DomainReport);
        for (header, text) in cells {
            sample.set(&format!("域名报备.{header}"), text);
        }
        let found = findings(&RULE, &sample);
        let told = found.iter();
        told.map(|one| (one.field.to_string(), one.code, one.severity))
            .collect()
    }

    #[test]
    fn today_is_neither_past_nor_future() {
        let today = DAY.to_string();
        assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |order| {
            order.set("域名报备.有效日期", &today)
        });
        assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |order| {
            order.set("域名报备.注册时间", &today)
        });
    }

    #[test]
    fn a_registration_that_is_over_or_lies_ahead_is_found() {
        let expired = found(&[("有效日期", "2017-01-01")]);
        assert_eq!(
            expired,
            [("有效日期".to_owned(), Some(3004), Severity::Error)]
        );
        let ahead = found(&[("注册时间", "2029-01-01")]);
        assert_eq!(
            ahead,
            [("注册时间".to_owned(), Some(3035), Severity::Error)]
        );
    }

    #[test]
    fn a_registration_that_ends_before_it_begins_gives_a_warning() {
        let dates = [("注册时间", "2031-01-01"), ("有效日期", "2030-01-01")];
        assert!(found(&dates).contains(&("有效日期".to_owned(), Some(3004), Severity::Warning)));
    }
}
