//! 身份证号码有效 | Resident ID numbers are valid
//!
//! ## 检查
//! 证件类型为身份证的号码是 18 位：出生日期真实且不晚于今天，末位校验码相符（GB 11643）。15 位旧号码只作警告。
//!
//! ## 原因
//! 管局校验身份证号码，不符即退回 1015。
//!
//! ## 正例
//! `110101199003070003`
//!
//! ## 反例
//! `110101199003070001`（校验码不符）
//!
//! ## 处理
//! 按证件原件核对号码；15 位旧号码改用第二代身份证的 18 位号码。
//!
//! ## Check
//! Numbers of ID cards have 18 characters with a real birthday that is not in the future and a fitting check character
//! (GB 11643). Old numbers of 15 digits give a warning only.
//!
//! ## Reason
//! The bureau checks ID numbers and refuses with 1015.
//!
//! ## Passes
//! `110101199003070003`
//!
//! ## Fails
//! `110101199003070001` (the check character does not fit)
//!
//! ## Remedy
//! Compare the number with the card; replace an old number of 15 digits by the 18 of the present card.

use crate::check::certificates::resident_id;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flaw, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-idcard-checksum",
    severity: Severity::Error,
    code: Some(1015),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (certificate_type, number) in people::certificates(order, context) {
        let flaw = match resident_id(certificate_type, number) {
            None => continue,
            Some(Err(flaw)) => flaw,
            Some(Ok(id)) if id.birth() > context.today => Flaw::Date,
            Some(Ok(id)) => {
                if id.is_old() {
                    report.flag(
                        order,
                        number,
                        Text::new(
                            "15 位旧身份证号码",
                            "an ID number of the old form with 15 digits",
                        ),
                    );
                    report.at_most(Severity::Warning);
                }
                continue;
            }
        };
        let Text { zh, en } = flaw.text();
        report.flag(
            order,
            number,
            Text::new(format!("身份证号码{zh}"), format!("the ID number {en}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn a_number_with_its_check_character_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "110101199003070003")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件号码", "33010219900305000x")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人证件类型", "护照");
            order.set("主体.主体负责人证件号码", "E00000001");
        });
    }

    #[test]
    fn a_wrong_digit_is_found_wherever_an_id_card_stands() {
        assert_fires(&RULE, "主体负责人证件号码", |order| {
            order.set("主体.主体负责人证件号码", "110101199003070001")
        });
        assert_fires(&RULE, "网站负责人证件号码", |order| {
            order.set("网站.网站负责人证件号码", "11010119900307000")
        });
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "主办单位证件号码",
            |order| {
                order.set("主体.主办单位证件号码", "110101199002300003");
            },
        );
    }

    #[test]
    fn an_old_number_is_a_warning_only() {
        let mut sample = Sample::unit();
        sample.set("主体.主体负责人证件号码", "110101900307001");
        let severities: Vec<Severity> = findings(&RULE, &sample)
            .iter()
            .map(|finding| finding.severity)
            .collect();
        assert_eq!(severities, [Severity::Warning]);
    }
}
