//! 单位性质与证件类型相符 | The nature of a unit fits its certificate
//!
//! ## 检查
//! 主办单位性质应与证件类型所属的性质相同：营业执照配企业，事业单位法人证书配事业单位，社会团体法人登记证书配社会团体。
//! 民办非企业、基金会、律师事务所等其他机构也可以选社会团体。
//!
//! ## 原因
//! 审核按证件判断法律形式，不符的组合会以 1014 或审核意见退回。
//!
//! ## 正例
//! 营业执照，`企业`
//!
//! ## 反例
//! 事业单位法人证书，`企业`
//!
//! ## 处理
//! 按证件改正主办单位性质，或改正证件类型。
//!
//! ## Check
//! The nature is the one that the certificate's type belongs to: a business licence an enterprise, and so on. Other
//! bodies, such as foundations and law firms, may also call themselves a social organisation.
//!
//! ## Reason
//! The review tells the legal form from the certificate and refuses pairs that do not fit, with 1014 or in its
//! opinion.
//!
//! ## Passes
//! A business licence with `企业`
//!
//! ## Fails
//! A public institution's certificate with `企业`
//!
//! ## Remedy
//! Correct the nature, or the certificate's type, by the certificate.

use super::soletrader_with_trade_name::has_trade_name;
use crate::check::certificates::{is_only_for_units, natures};
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::nature::SOCIAL_ORGANISATION;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-nature-by-legal-form",
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
    let fitting = natures(certificate, context);
    // The natures beyond social organisations were added later; operators still choose 社会团体 for such bodies.
    let as_social = nature.id == SOCIAL_ORGANISATION
        && fitting.iter().any(|&fitting| fitting > SOCIAL_ORGANISATION);
    // What a sole trader with a trade name is, a rule of its own says.
    let otherwise = has_trade_name(order) == Some(true);
    if !otherwise
        && is_only_for_units(certificate, context)
        && !fitting.contains(&nature.id)
        && !as_social
    {
        report.flag(
            order,
            &order.subject.nature,
            Text::new(
                "主办单位性质与证件类型不符",
                "the nature of the unit does not fit the type of its certificate",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn usual_pairs_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位证件类型", "工商营业执照")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位证件类型", "组织机构代码证");
            order.set("主体.主办单位性质", "事业单位");
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位证件类型", "律师事务所执业许可证");
            order.set("主体.主办单位性质", "社会团体");
        });
    }

    #[test]
    fn an_enterprise_with_a_public_institutions_certificate_is_found() {
        assert_fires(&RULE, "主办单位性质", |order| {
            order.set("主体.主办单位证件类型", "事业法人证")
        });
    }
}
