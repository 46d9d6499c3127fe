//! 核验单由网站负责人签字 | The verification form is signed
//!
//! ## 检查
//! 没有另外规定的省份，核验单的签字一列不是“否”。
//!
//! ## 原因
//! 广东、新疆、江西以外，核验单最下方网站负责人处签名即可，没有签名的会被退回。
//!
//! ## 正例
//! 签字 `是`
//!
//! ## 反例
//! 签字 `否`
//!
//! ## 处理
//! 请网站负责人在核验单最下方签名后重新扫描。
//!
//! ## Check
//! In provinces without rules of their own the form is not without signature.
//!
//! ## Reason
//! But for Guangdong, Xinjiang and Jiangxi the site principal's signature at the bottom is all that is asked; without
//! it the form is refused.
//!
//! ## Passes
//! 签字 `是`
//!
//! ## Fails
//! 签字 `否`
//!
//! ## Remedy
//! Let the site's principal sign at the bottom, and scan the form again.

use crate::check::{Check, Context, Report, Rule, documents};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "form-default-provinces-signature",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context
        .peculiarities(order)
        .asks_for_more_than_a_signature()
    {
        documents::flag_unsigned_forms(order, report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent};

    #[test]
    fn signed_forms_and_forms_of_other_provinces_pass() {
        assert_silent(&RULE, |order| order.set("附件[6].签字", "是"));
        assert_silent(&RULE, |order| {
            order.set("主体.省", "440000");
            order.set("附件[6].签字", "否");
        });
    }

    #[test]
    fn an_unsigned_form_is_found() {
        assert_fires(&RULE, "签字", |order| order.set("附件[6].签字", "否"));
        assert_fires_on(&RULE, Sample::new_access(), "签字", |order| {
            order.set("附件[6].签字", "否")
        });
    }
}
