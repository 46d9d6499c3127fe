//! 补报的一半要注明补单 | The half that is sent again says so
//!
//! ## 检查
//! 变更和新增网站一起报、只通过一个的，被退回的那个再报时，核验单的附件备注写“补单”。
//!
//! ## 原因
//! 核验单已随通过的那一半提交过，注明后审核人员知道不用再查。
//!
//! ## 正例
//! 再报时备注 `已提交管局审核过，补单`
//!
//! ## 反例
//! 再报时备注空着
//!
//! ## 处理
//! 在核验单的附件备注中写“已提交管局审核过，补单”。
//!
//! ## Check
//! Where a change and a new site were sent together and one of them was approved, the one that came back says 补单 in the
//! remark of its verification form.
//!
//! ## Reason
//! The form came with the half that was approved; the remark tells the auditor.
//!
//! ## Passes
//! the remark `已提交管局审核过，补单`
//!
//! ## Fails
//! no remark
//!
//! ## Remedy
//! Write 已提交管局审核过，补单 into the form's remark.

use crate::check::documents;
use crate::check::filed::{FiledProgress, subject_claims};
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::FORM;
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-supplement-slip",
    severity: Severity::Info,
    code: Some(1002),
    kinds: &[Kind::NewSite, Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filed = context.filed;
    if filed.lists.refusal(order).is_none() {
        return;
    }
    let partner = match order.kind() {
        Some(Kind::Change) => Kind::NewSite,
        _ => Kind::Change,
    };
    let claims = subject_claims(order, &filed.filings);
    let mut others = claims
        .iter()
        .flat_map(|claim| filed.claimed.by(claim, order));
    let approved = others
        .any(|other| other.kind == Some(partner) && other.progress == FiledProgress::Accepted);
    let mut forms = documents::of(order, FORM);
    if let Some(form) = forms.find(|form| approved && !form.remark.text().contains("补单")) {
        let message = Text::new(
            "另一半已通过，核验单备注请写“补单”",
            "the other half was approved: say 补单 in the form's remark",
        );
        report.flag(order, &form.remark, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Claimant, Filed, FiledProgress, Refusal};
    use crate::check::sample::filed::findings_beside;
    use crate::check::sample::{DAY, Sample};
    use crate::order::Kind;

    fn found(remark: &str) -> usize {
        let mut filed = Filed::default();
        let refusal = Refusal {
            day: DAY,
            words: String::new(),
        };
        filed.lists.refusals.insert("T-0001".into(), refusal);
        let claimant = Claimant {
            order: "T-0000".into(),
            kind: Some(Kind::NewSite),
            progress: FiledProgress::Accepted,
        };
        filed
            .claimed
            .add(Claim::open(ClaimKind::Subject, 880_012_u64), claimant);
        let found = findings_beside(&RULE, Sample::change(), &filed, |order| {
            order.set("附件.用途", "核验单");
            order.set("附件.附件备注", remark);
        });
        found.len()
    }

    #[test]
    fn a_form_that_says_so_passes_and_so_does_an_order_that_was_not_refused() {
        assert_eq!(found("已提交管局审核过，补单"), 0);
        let nothing = findings_beside(&RULE, Sample::change(), &Filed::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn a_form_that_does_not_say_so_is_noted() {
        assert_eq!(found(""), 1);
    }
}
