//! 单位证件号码有效 | Numbers of units' certificates are valid
//!
//! ## 检查
//! 营业执照填 18 位统一社会信用代码（GB 32100）或 15 位注册号，组织机构代码证填 9 位代码（GB 11714，横线可有可无）或
//! 统一社会信用代码，校验码都要相符。
//!
//! ## 原因
//! 管局校验证件号码，不符即退回 1008。
//!
//! ## 正例
//! `91330100MA00000072`，`330100000000011`
//!
//! ## 反例
//! `91330100MA00000073`（校验码不符）
//!
//! ## 处理
//! 按证件原件核对号码；三证合一后用新执照上的统一社会信用代码。
//!
//! ## Check
//! A business licence has a unified social credit code of 18 characters (GB 32100) or a registration number of 15
//! digits, an organisation code certificate its 9 characters (GB 11714, with or without dash) or a credit code; all
//! with fitting check characters.
//!
//! ## Reason
//! The bureau checks the number and refuses with 1008.
//!
//! ## Passes
//! `91330100MA00000072`, `330100000000011`
//!
//! ## Fails
//! `91330100MA00000073` (the check character does not fit)
//!
//! ## Remedy
//! Compare the number with the certificate; a licence of today bears the unified social credit code.

use crate::check::certificates::{self, Form};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{CreditCode, Kind, LicenceNumber, Order, OrganizationCode, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-licence-number-check",
    severity: Severity::Error,
    code: Some(1008),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let number = &subject.certificate_number;
    let (Some(text), Some(certificate)) = (number.get(), subject.certificate_type.get()) else {
        return;
    };
    let length = text.chars().count();
    let (flaw, zh, en) = match (certificates::form(certificate), length) {
        (None | Some(Form::ResidentId), _) => return,
        (Some(Form::Licence), 15) => (
            LicenceNumber::parse(text).err(),
            "营业执照注册号",
            "the licence's registration number",
        ),
        (Some(Form::OrganizationCode), 9 | 10) => (
            OrganizationCode::parse(text).err(),
            "组织机构代码",
            "the organisation code",
        ),
        _ => (
            CreditCode::parse(text).err(),
            "统一社会信用代码",
            "the unified social credit code",
        ),
    };
    if let Some(flaw) = flaw {
        let text = flaw.text();
        report.flag(
            order,
            number,
            Text::new(format!("{zh}{}", text.zh), format!("{en} {}", text.en)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn every_form_of_a_units_number_passes() {
        for (certificate, number) in [
            ("营业执照", "91330100MA00000072"),
            ("营业执照", "330100000000011"),
            ("组织机构代码证", "D2143569-X"),
            ("组织机构代码证", "91330100MA00000072"),
            ("律师事务所执业许可证", "甲字第1号"),
        ] {
            assert_silent(&RULE, |order| {
                order.set("主体.主办单位证件类型", certificate);
                order.set("主体.主办单位证件号码", number);
            });
        }
    }

    #[test]
    fn wrong_check_characters_and_lengths_are_found() {
        assert_fires(&RULE, "主办单位证件号码", |order| {
            order.set("主体.主办单位证件号码", "91330100MA00000073")
        });
        assert_fires(&RULE, "主办单位证件号码", |order| {
            order.set("主体.主办单位证件号码", "330100000000012")
        });
        assert_fires(&RULE, "主办单位证件号码", |order| {
            order.set("主体.主办单位证件号码", "3301000000")
        });
        assert_fires(&RULE, "主办单位证件号码", |order| {
            order.set("主体.主办单位证件类型", "组织机构代码证");
            order.set("主体.主办单位证件号码", "D2143569-1");
        });
    }
}
