//! 新疆、江西的核验单按手印 | Forms of Xinjiang and Jiangxi bear a fingerprint
//!
//! ## 检查
//! 省份要求时（各省规则中的 `fingerprint`，目前是新疆和江西），核验单的手印一列不是“否”。
//!
//! ## 原因
//! 这些省份要求在签字旁按手印，没有的会被退回。
//!
//! ## 正例
//! 省 `650000`，手印 `是`
//!
//! ## 反例
//! 省 `360000`，手印 `否`
//!
//! ## 处理
//! 请网站负责人在签字旁按手印后重新扫描。
//!
//! ## Check
//! In provinces that ask for it (`fingerprint` in the province rules, at present Xinjiang and Jiangxi) the form is not
//! without fingerprint.
//!
//! ## Reason
//! These provinces want a fingerprint beside the signature, and refuse forms without.
//!
//! ## Passes
//! Province `650000`, 手印 `是`
//!
//! ## Fails
//! Province `360000`, 手印 `否`
//!
//! ## Remedy
//! Let the site's principal add the fingerprint, and scan the form again.

use crate::check::{Check, Context, Report, Rule, documents};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-xinjiang-jiangxi-fingerprint",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.peculiarities(order).fingerprint {
        let message = Text::new(
            "该省的核验单要按手印",
            "this province wants a fingerprint on the form",
        );
        documents::flag_forms_without(order, report, |form| &form.fingerprinted, &message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_fingerprint_and_other_provinces_pass() {
        assert_silent(&RULE, |order| order.set("附件[6].手印", "否"));
        assert_silent(&RULE, |order| {
            order.set("主体.省", "650000");
            order.set("附件[6].手印", "是");
        });
    }

    #[test]
    fn a_missing_fingerprint_is_found() {
        assert_fires(&RULE, "手印", |order| {
            order.set("主体.省", "360000");
            order.set("附件[6].手印", "否");
        });
    }
}
