//! 广东的核验单抄写承诺 | Forms of Guangdong bear a copied commitment
//!
//! ## 检查
//! 省份要求时（各省规则中的 `copied_text`，目前是广东），核验单的抄写一列不是“否”。
//!
//! ## 原因
//! 广东除签字外，还要在核验单下方空白处抄写当面核验的承诺语，没有的会被退回。
//!
//! ## 正例
//! 省 `440000`，抄写 `是`
//!
//! ## 反例
//! 省 `440000`，抄写 `否`
//!
//! ## 处理
//! 请网站负责人按核验单说明手抄承诺语后重新扫描；单位的措辞以当地管局要求为准。
//!
//! ## Check
//! In provinces that ask for it (`copied_text` in the province rules, at present Guangdong) the form is not without
//! the copied commitment.
//!
//! ## Reason
//! Guangdong wants a commitment copied by hand in the blank part of the form, and refuses forms without.
//!
//! ## Passes
//! Province `440000`, 抄写 `是`
//!
//! ## Fails
//! Province `440000`, 抄写 `否`
//!
//! ## Remedy
//! Let the site's principal copy the text of the form's instructions by hand, and scan it again; the bureau tells a
//! unit's wording.

use crate::check::{Check, Context, Report, Rule, documents};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-guangdong-copy-text",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.peculiarities(order).copied_text {
        let message = Text::new(
            "该省的核验单要抄写承诺语",
            "this province wants the commitment copied on the form",
        );
        documents::flag_forms_without(order, report, |form| &form.copied, &message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_copied_text_and_other_provinces_pass() {
        assert_silent(&RULE, |order| order.set("附件[6].抄写", "否"));
        assert_silent(&RULE, |order| {
            order.set("主体.省", "440000");
            order.set("附件[6].抄写", "是");
        });
    }

    #[test]
    fn a_missing_text_is_found() {
        assert_fires(&RULE, "抄写", |order| {
            order.set("主体.省", "440000");
            order.set("附件[6].抄写", "否");
        });
    }
}
