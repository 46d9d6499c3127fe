//! 附件用途 | Purposes of attachments
//!
//! ## 检查
//! 附件的用途在代码表中：核验单、主办单位证件、主体负责人证件、网站负责人证件、当面核验照片。
//!
//! ## 原因
//! 接口只有这五种用途，其他用途被退回 1057。
//!
//! ## 正例
//! `核验单`
//!
//! ## 反例
//! `其他照片`，`99`
//!
//! ## 处理
//! 改为五种用途之一；手持证件照按当面核验照片上报，其他材料不上报。
//!
//! ## Check
//! The purpose of an attachment is in the code table: form, certificate of the subject, of its principal, of the site's
//! principal, on-site photo.
//!
//! ## Reason
//! The interface knows these five and refuses others with 1057.
//!
//! ## Passes
//! `核验单`
//!
//! ## Fails
//! `其他照片`, `99`
//!
//! ## Remedy
//! Write one of the five; a photo of the principal with the certificate goes as 当面核验照片, other material is not sent.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-usage-code",
    severity: Severity::Error,
    code: Some(1057),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in order
        .attachments
        .iter()
        .filter(|attachment| attachment.usage.is_unreadable())
    {
        report.flag(
            order,
            &attachment.usage,
            Text::new("用途不在代码表中", "the purpose is not in the code table"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_words_of_operators_pass() {
        assert_silent(&RULE, |order| order.set("附件.用途", "手持证件照"));
    }

    #[test]
    fn unknown_purposes_are_found() {
        assert_fires(&RULE, "用途", |order| order.set("附件.用途", "其他照片"));
        assert_fires(&RULE, "用途", |order| order.set("附件.用途", "99"));
    }
}
