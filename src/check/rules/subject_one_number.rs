//! 一个主体一个备案号 | A subject has one filing number
//!
//! ## 检查
//! 变更的主体，其证件号码在管局数据中只有一个有效备案号。
//!
//! ## 原因
//! 一个主体只能有一个备案号；有几个的，管局会要求保留一个、注销其余。
//!
//! ## 正例
//! 该证件只对应 `浙ICP备99000123号`
//!
//! ## 反例
//! 该证件对应 `浙ICP备99000123号` 和 `浙ICP备99000456号`
//!
//! ## 处理
//! 与客户商定保留哪一个：其余的报注销主体，再把它们的域名作为新增网站报到保留的备案号下。
//!
//! ## Check
//! The certificate of the subject that is changed has one filing number in the bureau's data, not several.
//!
//! ## Reason
//! A subject has one filing number; where there are several, the bureau wants one kept and the others cancelled.
//!
//! ## Passes
//! one number, `浙ICP备99000123号`
//!
//! ## Fails
//! two numbers, `浙ICP备99000123号` and `浙ICP备99000456号`
//!
//! ## Remedy
//! Agree with the customer which one is kept: cancel the others, then file their domains as new sites of the one that
//! is kept.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-one-number",
    severity: Severity::Warning,
    code: Some(1003),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let Some(certificate) = subject.certificate_number.get() else {
        return;
    };
    let filings = &context.filed.filings;
    let mut numbers: Vec<String> = { filings.subjects_of(certificate) }
        .map(|subject| subject.called())
        .collect();
    numbers.sort();
    numbers.dedup();
    if numbers.len() < 2 {
        return;
    }
    let message = Text::new(
        format!(
            "该证件有 {} 个备案号：{}",
            numbers.len(),
            numbers.join("、")
        ),
        format!(
            "this certificate has {} filing numbers: {}",
            numbers.len(),
            numbers.join(", ")
        ),
    );
    report.flag(order, order.subject.naming(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Extent, Filed, Filings};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside, subject};

    #[test]
    fn one_number_passes() {
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_second_number_of_the_certificate_is_found() {
        let mut other = subject();
        (other.id, other.number) = (880_099, Some("浙ICP备99000456号".into()));
        let filings = Filings::new(vec![subject(), other], Extent::Some);
        let filed = Filed::default().with_filings(filings);
        let found = findings_beside(&RULE, Sample::change(), &filed, |_| ());
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .message
                .zh
                .contains("浙ICP备99000123号、浙ICP备99000456号")
        );
    }
}
