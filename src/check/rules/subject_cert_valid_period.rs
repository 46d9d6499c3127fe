//! 证件在有效期内 | The certificate has not expired
//!
//! ## 检查
//! 填写了证件有效期至时，不早于今天。
//!
//! ## 原因
//! 审核只接受有效期内的证件。
//!
//! ## 正例
//! `2030-01-01`
//!
//! ## 反例
//! `2017-12-31`
//!
//! ## 处理
//! 请客户换发证件，用新证件的扫描件和有效期备案。
//!
//! ## Check
//! A stated last day of the certificate is not over.
//!
//! ## Reason
//! The review accepts valid certificates only.
//!
//! ## Passes
//! `2030-01-01`
//!
//! ## Fails
//! `2017-12-31`
//!
//! ## Remedy
//! Have the customer renew the certificate, and file with the new scan and its last day.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-cert-valid-period",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let expires = &order.subject.certificate_expires;
    if expires.get().is_some_and(|day| *day < context.today) {
        report.flag(
            order,
            expires,
            Text::new("证件已过有效期", "the certificate has expired"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_day_to_come_and_no_day_pass() {
        assert_silent(&RULE, |order| order.set("主体.证件有效期至", "2030-01-01"));
        assert_silent(&RULE, |order| order.set("主体.证件有效期至", ""));
    }

    #[test]
    fn an_expired_certificate_is_found() {
        assert_fires(&RULE, "证件有效期至", |order| {
            order.set("主体.证件有效期至", "2017-12-31")
        });
    }
}
