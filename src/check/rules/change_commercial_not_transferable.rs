//! 经营性备案不能转让 | A commercial filing is not transferable
//!
//! ## 检查
//! 经营性备案的变更，名称或证件与备案不同的，有更名证明。
//!
//! ## 原因
//! 经营性备案不能从一家公司转给另一家，管局不予通过。
//!
//! ## 正例
//! 更名并附更名证明
//!
//! ## 反例
//! 备案在公司 A，变更成公司 B
//!
//! ## 处理
//! 由公司 B 另行备案；同一家公司更名的，附更名证明。
//!
//! ## Check
//! A change of a commercial filing that gives another name or certificate has the proof of a renaming.
//!
//! ## Reason
//! A commercial filing cannot pass from one company to another; the bureau does not approve it.
//!
//! ## Passes
//! a new name with its proof
//!
//! ## Fails
//! filed by company A, changed to company B
//!
//! ## Remedy
//! Company B files anew; where the same company has a new name, attach the proof.

use crate::check::compare::same;
use crate::check::renaming;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-commercial-not-transferable",
    severity: Severity::Error,
    code: Some(1002),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let is_commercial =
        { subject.filing_number.get() }.is_some_and(|number| number.is_commercial());
    if !is_commercial || renaming::is_proven(order) {
        return;
    }
    let filed = context.filed.filings.live_subject_of(order);
    let certificate = &subject.certificate_number;
    let known = filed.and_then(|filed| filed.values.of(certificate));
    let other =
        known.is_some_and(|known| !certificate.is_absent() && !same(known, certificate.text()));
    if other || renaming::is_renamed(order, context) {
        let message = Text::new(
            "经营性备案不能转给另一家单位",
            "a commercial filing cannot pass to another organizer",
        );
        report.flag(order, &subject.filing_number, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(number: &str, name: &str, remark: &str) -> usize {
        let filed = filed(|subject| subject.number = Some(number.to_owned()));
        let found = findings_beside(&RULE, Sample::change(), &filed, |order| {
            order.set("主体.主体备案号", number);
            order.set("主体.主办单位名称", name);
            order.set("附件.附件备注", remark);
        });
        found.len()
    }

    #[test]
    fn other_filings_pass_and_so_does_a_proven_name() {
        assert_eq!(found("浙ICP备99000123号", "绿松茶业有限公司", ""), 0);
        assert_eq!(found("浙B2-99990001", "绿松茶业有限公司", "更名证明"), 0);
        let nothing = findings_beside(&RULE, Sample::change(), &Default::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn a_commercial_filing_of_another_company_is_found() {
        assert_eq!(found("浙B2-99990001", "绿松茶业有限公司", ""), 1);
    }
}
