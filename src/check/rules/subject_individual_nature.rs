//! 个人的主办单位性质为个人 | An individual's nature is 个人
//!
//! ## 检查
//! 主办单位证件是身份证、护照等个人证件时，主办单位性质应填个人或留空。
//!
//! ## 原因
//! 单位与个人由证件类型区分，性质与之矛盾时会以 1014 或审核意见退回。
//!
//! ## 正例
//! 身份证，`个人`
//!
//! ## 反例
//! 身份证，`企业`
//!
//! ## 处理
//! 个人备案选择个人或留空；单位备案改用单位证件。
//!
//! ## Check
//! With a person's certificate the nature is 个人 or left empty.
//!
//! ## Reason
//! The certificate's type tells units from individuals; a nature that contradicts it is refused, with 1014 or in the
//! opinion.
//!
//! ## Passes
//! An ID card with `个人`
//!
//! ## Fails
//! An ID card with `企业`
//!
//! ## Remedy
//! Choose 个人 or leave the cell empty; for a unit, use the unit's certificate.

use crate::check::certificates::natures;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::nature::INDIVIDUAL;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-individual-nature",
    severity: Severity::Warning,
    code: Some(1014),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(nature), Some(certificate)) = (
        order.subject.nature.get(),
        order.subject.certificate_type.get(),
    ) else {
        return;
    };
    if natures(certificate, context).contains(&INDIVIDUAL) && nature.id != INDIVIDUAL {
        report.flag(
            order,
            &order.subject.nature,
            Text::new(
                "证件是个人证件，主办单位性质却不是个人",
                "the certificate is a person's, but the nature is a unit's",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

    #[test]
    fn individuals_say_so_or_say_nothing() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主办单位性质", "个人")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主办单位性质", "")
        });
        assert_silent(&RULE, |order| order.set("主体.主办单位性质", "企业"));
    }

    #[test]
    fn an_enterprise_with_an_id_card_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "主办单位性质", |order| {
            order.set("主体.主办单位性质", "企业")
        });
    }
}
