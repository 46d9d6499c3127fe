//! 变更不能改主体所在省 | A change stays in its province
//!
//! ## 检查
//! 变更填写的省与该主体在管局备案的省一致。
//!
//! ## 原因
//! 变更备案不能改变主体所在省，管局按 1046 退回。
//!
//! ## 正例
//! 备案在浙江，变更仍填浙江
//!
//! ## 反例
//! 备案在浙江，变更填上海
//!
//! ## 处理
//! 先报注销主体，再到新的省报首次备案；只是填错的，改回原来的省。
//!
//! ## Check
//! The province of a change is the one that the subject is filed in.
//!
//! ## Reason
//! A change cannot move a subject to another province: the bureau answers 1046.
//!
//! ## Passes
//! filed in Zhejiang and changed in Zhejiang
//!
//! ## Fails
//! filed in Zhejiang and changed to Shanghai
//!
//! ## Remedy
//! Cancel the subject, then file it anew in the other province; where it is only mistyped, put the old province back.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-province-immutable",
    severity: Severity::Error,
    code: Some(1046),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let field = &order.subject.province;
    let filed = context.filed.filings.subject_of(order);
    let known = filed.and_then(|filed| filed.values.of(field));
    let given = field.get().map(|code| code.id.to_string());
    if let (Some(given), Some(known)) = (given, known)
        && given != known
    {
        let message = Text::new(
            format!("主体备案在 {known}，变更不能改到 {given}"),
            format!("the subject is filed in {known}: a change cannot move it to {given}"),
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    #[test]
    fn the_same_province_passes() {
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn another_province_is_found() {
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), |order| {
            order.set("主体.省", "310000")
        });
        assert_eq!((found.len(), found[0].code), (1, Some(1046)));
    }
}
