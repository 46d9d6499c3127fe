//! 域名在有效期内 | Domains have not expired
//!
//! ## 检查
//! 填写了域名到期日时，域名没有过期；三十天内到期的只作提示。
//!
//! ## 原因
//! 过期的域名不能备案；审核期间到期也会被退回。
//!
//! ## 正例
//! 到期日 `2030-01-01`
//!
//! ## 反例
//! 到期日 `2018-01-01`
//!
//! ## 处理
//! 先在注册商处续费，再改填新的到期日。
//!
//! ## Check
//! A domain's last day, where given, is not past; one within thirty days gives a note.
//!
//! ## Reason
//! An expired domain cannot be filed, nor one that expires during the review.
//!
//! ## Passes
//! last day `2030-01-01`
//!
//! ## Fails
//! last day `2018-01-01`
//!
//! ## Remedy
//! Renew the domain with its registrar, then write the new day.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};
use chrono::TimeDelta;

pub const RULE: Rule = Rule {
    id: "domain-in-validity",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

/// Days that a review may take.
const REVIEW: TimeDelta = TimeDelta::days(30);

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for domain in order.domains() {
        let Some(&day) = domain.expires.get() else {
            continue;
        };
        if day < context.today {
            report.flag(
                order,
                &domain.expires,
                Text::new("域名已过期", "the domain has expired"),
            );
        } else if day < context.today + REVIEW {
            report.flag(
                order,
                &domain.expires,
                Text::new("域名即将到期", "the domain expires soon"),
            );
            report.at_most(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn a_domain_with_years_left_passes() {
        assert_silent(&RULE, |order| order.set("域名.域名到期日", "2030-01-01"));
    }

    #[test]
    fn an_expired_domain_is_found() {
        assert_fires(&RULE, "域名到期日", |order| {
            order.set("域名.域名到期日", "2018-01-01")
        });
    }

    #[test]
    fn a_domain_that_expires_soon_is_a_note() {
        let mut sample = Sample::unit();
        sample.set("域名.域名到期日", "2026-12-01");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
