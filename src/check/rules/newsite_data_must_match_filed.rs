//! 新增网站的主体信息与备案一致 | The subject of a new site is as filed
//!
//! ## 检查
//! 新增网站填写的主体信息（名称、证件、负责人）与管局备案的一致；没有填写的不比较。
//!
//! ## 原因
//! 新增网站不能改主体；主体信息与备案不同的，审核退回，要先报变更备案。
//!
//! ## 正例
//! 主体名称与备案相同
//!
//! ## 反例
//! 证件号码与备案的不同
//!
//! ## 处理
//! 先报变更备案，通过后再报新增网站；只是填错的，改成备案的值或留空。
//!
//! ## Check
//! What a new site says of its subject (name, certificate, principal) is what is filed; what is left blank is not
//! compared.
//!
//! ## Reason
//! A new site does not change the subject: the review refuses other data than are filed and asks for a change first.
//!
//! ## Passes
//! the name that is filed
//!
//! ## Fails
//! a certificate number that is not the filed one
//!
//! ## Remedy
//! File a change first and the new site when it is approved; where it is mistyped, write what is filed or leave it
//! blank.

use crate::check::compare::same;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "newsite-data-must-match-filed",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(filed) = context.filed.filings.live_subject_of(order) else {
        return;
    };
    let subject = &order.subject;
    let fields: [&dyn AnyField; 5] = [
        &subject.name,
        &subject.certificate_type,
        &subject.certificate_number,
        &subject.principal_name,
        &subject.principal_certificate_number,
    ];
    for field in fields.into_iter().filter(|field| !field.is_absent()) {
        if let Some(known) = filed.values.of(field)
            && !same(known, &field.written())
        {
            let message = Text::new(
                format!("与 {} 备案的不同", filed.called()),
                format!("this differs from what is filed as {}", filed.called()),
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(cell: &str, text: &str) -> Vec<String> {
        let found = findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), |order| {
            order.set(cell, text)
        });
        found
            .into_iter()
            .map(|finding| finding.field.into_owned())
            .collect()
    }

    #[test]
    fn what_is_filed_and_what_is_blank_pass() {
        assert!(found("主体.主办单位名称", "杭州青杉溪网络有限公司").is_empty());
        assert!(found("主体.主办单位名称", "").is_empty());
    }

    #[test]
    fn another_certificate_is_found() {
        let number = "主体.主办单位证件号码";
        assert_eq!(found(number, "91330106MA00056B9G"), ["主办单位证件号码"]);
    }
}
