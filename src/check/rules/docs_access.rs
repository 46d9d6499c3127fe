//! 接入备案的证件 | Certificates of an access
//!
//! ## 检查
//! 接入备案附主体负责人证件；知道是单位的，还附主办单位证件。备案密码由 password-required-xsd-xzjr 检查。
//!
//! ## 原因
//! 接入时凭密码和主体证件确认客户身份，缺少时审核退回。
//!
//! ## 正例
//! 主办单位证件和主体负责人证件都有
//!
//! ## 反例
//! 没有主体负责人证件
//!
//! ## 处理
//! 补上证件扫描件。
//!
//! ## Check
//! An access has the subject principal's certificate, and the unit's when the order tells that it is one. The filing
//! password is looked at by password-required-xsd-xzjr.
//!
//! ## Reason
//! Password and certificates prove who asks for the access; the review refuses without.
//!
//! ## Passes
//! The unit's and the subject principal's certificates
//!
//! ## Fails
//! No certificate of the subject's principal
//!
//! ## Remedy
//! Attach the scans.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::{SUBJECT_PRINCIPAL, UNIT_CERTIFICATE};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-access",
    severity: Severity::Error,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !documents::has(order, SUBJECT_PRINCIPAL) {
        documents::flag_missing(
            order,
            report,
            Text::new(
                "缺少主体负责人证件",
                "the subject principal's certificate is missing",
            ),
        );
    }
    if context.is_unit(order) && !documents::has(order, UNIT_CERTIFICATE) {
        documents::flag_missing(
            order,
            report,
            Text::new("缺少主办单位证件", "the unit's certificate is missing"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn certificates_pass_and_an_unknown_organizer_may_be_an_individual() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.detach("主办单位证件")
        });
    }

    #[test]
    fn missing_certificates_are_found() {
        assert_fires_on(&RULE, Sample::new_access(), "用途", |order| {
            order.detach("主体负责人证件")
        });
        assert_fires_on(&RULE, Sample::new_access(), "用途", |order| {
            order.set("主体.主办单位性质", "企业");
            order.detach("主办单位证件");
        });
    }
}
