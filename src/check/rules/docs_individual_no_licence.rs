//! 个人不用上传单位证件 | Individuals upload no unit's certificate
//!
//! ## 检查
//! 个人备案的附件里没有主办单位证件。
//!
//! ## 原因
//! 个人网站不需要单位执照，多传的文件没有用处。
//!
//! ## 正例
//! 只有本人证件、核验单和照片
//!
//! ## 反例
//! 附了公司的营业执照
//!
//! ## 处理
//! 去掉这个附件；实际是单位备案的，改用单位证件填报。
//!
//! ## Check
//! An individual's order has no certificate of a unit.
//!
//! ## Reason
//! An individual's site needs none, and the file serves nothing.
//!
//! ## Passes
//! The person's certificate, form and photo
//!
//! ## Fails
//! A company's licence
//!
//! ## Remedy
//! Drop the attachment; if a unit files, fill in the unit's certificate.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::UNIT_CERTIFICATE;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-individual-no-licence",
    severity: Severity::Info,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    for attachment in documents::of(order, UNIT_CERTIFICATE) {
        report.flag(
            order,
            &attachment.usage,
            Text::new(
                "个人备案不需要主办单位证件",
                "an individual's order needs no unit's certificate",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

    #[test]
    fn persons_documents_and_a_units_licence_pass() {
        assert_silent_on(&RULE, Sample::individual(), |_| ());
        assert_silent(&RULE, |_| ());
    }

    #[test]
    fn a_licence_of_an_individual_is_noted() {
        assert_fires_on(&RULE, Sample::individual(), "用途", |order| {
            order.set("附件[1].用途", "主办单位证件")
        });
    }
}
