//! 用途与所属对象相符 | Purposes fit their owners
//!
//! ## 检查
//! 填写了所属对象时，与用途相符：主办单位证件和主体负责人证件属于主体，核验单、网站负责人证件和当面核验照片属于网站。
//!
//! ## 原因
//! 用途与所属对象不符时管局退回 1061。
//!
//! ## 正例
//! 主办单位证件属于主体
//!
//! ## 反例
//! 网站负责人证件属于主体
//!
//! ## 处理
//! 改正所属对象；不确定时清空，由用途决定。
//!
//! ## Check
//! An owner, where given, fits the purpose: certificates of the subject and its principal belong to the subject; forms,
//! certificates of a site's principal and photos belong to a site.
//!
//! ## Reason
//! The bureau refuses a purpose that does not fit the owner with 1061.
//!
//! ## Passes
//! a subject's certificate that belongs to 主体
//!
//! ## Fails
//! a site principal's certificate that belongs to 主体
//!
//! ## Remedy
//! Correct the owner, or empty it so that the purpose decides.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-usage-matches-owner",
    severity: Severity::Error,
    code: Some(1061),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let purposes = context.codes.table("attachment_purpose");
    for attachment in &order.attachments {
        let (Some(owner), Some(usage)) = (attachment.owner.get(), attachment.usage.get()) else {
            continue;
        };
        let Some(row) = purposes.and_then(|table| table.by_id(usage.id)) else {
            continue;
        };
        if row.owner.is_some_and(|wanted| wanted != owner.id) {
            let message = Text::new(
                format!("“{}”不属于所填的对象", row.name.zh),
                format!("the {} does not belong to this owner", row.name.en),
            );
            report.flag(order, &attachment.owner, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_certificate_of_the_subject_passes() {
        assert_silent(&RULE, |order| order.set("附件.所属对象", "主体"));
    }

    #[test]
    fn a_document_of_a_site_that_belongs_to_the_subject_is_found() {
        assert_fires(&RULE, "所属对象", |order| {
            order.set("附件[4].所属对象", "主体")
        });
    }
}
