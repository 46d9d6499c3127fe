//! 个人证件的类型 | Types of a person's certificate
//!
//! ## 检查
//! 个人主办者和各负责人的证件类型是代码表中的个人证件：身份证、护照、军官证、台湾居民来往大陆通行证、港澳居民来往内地
//! 通行证等。
//!
//! ## 原因
//! 驾驶证等证件和单位证件不能证明个人身份，管局退回 1008。
//!
//! ## 正例
//! `身份证`
//!
//! ## 反例
//! `驾驶证`；负责人证件类型填 `营业执照`
//!
//! ## 处理
//! 改用身份证等可接受的个人证件，类型和号码一起更正。
//!
//! ## Check
//! The certificates of an individual organizer and of every principal are of a type that the code table gives to
//! persons: ID card, passport, officer's ID, travel permits.
//!
//! ## Reason
//! A driving licence or a unit's certificate does not identify a person; the bureau refuses with 1008.
//!
//! ## Passes
//! `身份证`
//!
//! ## Fails
//! `驾驶证`; `营业执照` as a principal's certificate
//!
//! ## Remedy
//! Use an ID card or another accepted certificate, and correct type and number together.

use crate::check::certificates::is_only_for_units;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-idtype-individual-list",
    severity: Severity::Error,
    code: Some(1008),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let message = || {
        Text::new(
            "不是可用的个人证件类型",
            "no certificate that a person can file with",
        )
    };
    let of_organizer = &order.subject.certificate_type;
    let is_unit = context.is_unit(order);
    if order.kind() == Some(Kind::NewFiling) && of_organizer.is_unreadable() && !is_unit {
        report.flag(order, of_organizer, message());
    }
    for person in people::sent(order, context) {
        let certificate = person.certificate_type;
        if certificate.is_unreadable()
            || certificate
                .get()
                .is_some_and(|code| is_only_for_units(code, context))
        {
            report.flag(order, certificate, message());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent_on};

    #[test]
    fn certificates_of_persons_pass() {
        for certificate in [
            "身份证",
            "护照",
            "军官证",
            "台胞证",
            "港澳居民来往内地通行证",
        ] {
            assert_silent_on(&RULE, Sample::individual(), |order| {
                order.set("主体.主办单位证件类型", certificate)
            });
        }
    }

    #[test]
    fn a_driving_licence_and_a_business_licence_identify_nobody() {
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "主办单位证件类型",
            |order| order.set("主体.主办单位证件类型", "驾驶证"),
        );
        assert_fires(&RULE, "主体负责人证件类型", |order| {
            order.set("主体.主体负责人证件类型", "驾驶证")
        });
        assert_fires(&RULE, "网站负责人证件类型", |order| {
            order.set("网站.网站负责人证件类型", "营业执照")
        });
    }
}
