//! 短信核验要证件号码后六位 | Confirming by message needs the last six characters of the certificate
//!
//! ## 检查
//! 要短信核验的省，上报的负责人填了证件号码，至少六位。
//!
//! ## 原因
//! 负责人凭验证码、手机号码和证件号码后六位核验；管局没有证件号码就无法核验，48 小时后退回。
//!
//! ## 正例
//! `110101199003070003`
//!
//! ## 反例
//! 省 `460000`，负责人证件号码留空
//!
//! ## 处理
//! 填写负责人的证件类型和号码。
//!
//! ## Check
//! In provinces that confirm by short message, the principals who are reported have a certificate number of six characters
//! or more.
//!
//! ## Reason
//! They confirm with the code, their mobile number and the last six characters of their certificate number. Without one the
//! bureau cannot compare it, and the order comes back after 48 hours.
//!
//! ## Passes
//! `110101199003070003`
//!
//! ## Fails
//! Province `460000` and no certificate number of the principal
//!
//! ## Remedy
//! Give type and number of the principal's certificate.

use crate::check::{Check, Context, Report, Rule, messages};
use crate::order::{AnyField, Finding, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "sms-needs-id-last-six",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::Change,
    ],
    check: Check::Rest(check),
};

/// How many characters of the number the bureau asks for.
const ASKED_FOR: usize = 6;

fn check(order: &Order, found: &[Finding], context: &Context<'_>, report: &mut Report<'_>) {
    for person in messages::answering(order, context) {
        let number = person.certificate_number;
        let place = number
            .value()
            .map_or(&order.number.place, |value| &value.place);
        let is_said = found.iter().any(|finding| {
            finding.severity > Severity::Info
                && finding.field == number.column().header
                && finding.place == *place
        });
        if number.text().chars().count() < ASKED_FOR && !is_said {
            let message = Text::new(
                "短信核验要用证件号码后六位，这里没有",
                "confirming by message needs the last six characters of the number, which are not here",
            );
            report.flag(order, number, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

    fn in_hainan() -> Sample {
        let mut sample = Sample::unit();
        sample.set("主体.省", "460000");
        sample
    }

    #[test]
    fn a_number_passes_and_elsewhere_none_is_asked_for() {
        assert_silent_on(&RULE, in_hainan(), |_| ());
        assert_silent(&RULE, |order| order.set("主体.主体负责人证件号码", ""));
    }

    #[test]
    fn no_number_and_a_short_one_are_found() {
        assert_fires_on(&RULE, in_hainan(), "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "")
        });
        assert_fires_on(&RULE, in_hainan(), "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件类型", "护照");
            order.set("主体.主体负责人证件号码", "E1234")
        });
    }
}
