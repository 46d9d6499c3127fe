//! 核验单签字并加盖公章 | The verification form is signed and sealed
//!
//! ## 检查
//! 单位的核验单公章一列不是“否”（备注了无公章的个体工商户除外）；要求手印或抄写的省份，签字一列不是“否”。其他省份的签
//! 字由 form-default-provinces-signature 检查。
//!
//! ## 原因
//! 单位核验单最下方须有网站负责人签字和公章，日期留空，其余不填；不合要求的会被退回。
//!
//! ## 正例
//! 签字 `是`，公章 `是`
//!
//! ## 反例
//! 单位的核验单，公章 `否`
//!
//! ## 处理
//! 重新打印核验单，只在最下方签字、盖章，日期留空。
//!
//! ## Check
//! A unit's form is not without seal (but for a sole trader without one), and in provinces with rules of their own not
//! without signature; elsewhere form-default-provinces-signature looks at the signature.
//!
//! ## Reason
//! A unit's form bears the site principal's signature and the seal at the bottom, no date and nothing else; others are
//! refused.
//!
//! ## Passes
//! 签字 `是`, 公章 `是`
//!
//! ## Fails
//! A unit's form with 公章 `否`
//!
//! ## Remedy
//! Print the form again, sign and seal it at the bottom only, and leave the date empty.

use crate::check::{Check, Context, Report, Rule, documents};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-sign-seal-date-blank",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let without_seal = order.subject.without_seal.get() == Some(&Flag(true));
    if context.is_unit(order) && !without_seal {
        let message = Text::new("单位的核验单没有公章", "a unit's form bears no seal");
        documents::flag_forms_without(order, report, |form| &form.sealed, &message);
    }
    if context
        .peculiarities(order)
        .asks_for_more_than_a_signature()
    {
        documents::flag_unsigned_forms(order, report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn signed_and_sealed_forms_pass() {
        assert_silent(&RULE, |order| {
            order.set("附件[6].签字", "是");
            order.set("附件[6].公章", "是");
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("附件[5].公章", "否")
        });
    }

    #[test]
    fn a_units_form_without_seal_and_an_unsigned_one_in_guangdong_are_found() {
        assert_fires(&RULE, "公章", |order| order.set("附件[6].公章", "否"));
        assert_fires(&RULE, "签字", |order| {
            order.set("主体.省", "440000");
            order.set("附件[6].签字", "否");
        });
    }
}
