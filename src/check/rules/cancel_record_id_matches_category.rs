//! 记录Id与注销类别相符 | Id and category agree
//!
//! ## 检查
//! 记录Id是管局的Id，且种类与注销类别相符：注销主体用 Ztid，注销网站用 Wzid，取消接入用 Jrid；接入仍然有效。
//!
//! ## 原因
//! 种类不符或不存在的Id，管局按 1016 退回。台账只有部分数据时，查不到的接入是警告；查不到的主体和网站另有规则。
//!
//! ## 正例
//! 取消接入，记录Id是接入 `880015`
//!
//! ## 反例
//! 取消接入，记录Id却是网站 `880013`
//!
//! ## 处理
//! 填写相应种类的Id，或留空并填备案号，由程序查找。
//!
//! ## Check
//! The id of what is cancelled is the bureau's and of the right kind: a subject's Ztid, a site's Wzid, an access's
//! Jrid, and the access is live.
//!
//! ## Reason
//! An id of another kind, or of nothing, is refused with 1016. Where the ledger has a part of the bureau's data, an
//! unknown access is a warning; unknown subjects and sites have rules of their own.
//!
//! ## Passes
//! an access that is cancelled by its id `880015`
//!
//! ## Fails
//! an access that is cancelled by the site's id `880013`
//!
//! ## Remedy
//! Give an id of the right kind, or leave it blank and give the filing number, by which it is looked up.

use crate::check::filed::{FilingKey, cancelled};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-record-id-matches-category",
    severity: Severity::Error,
    code: Some(1016),
    kinds: Kind::CANCELLATIONS,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some((row, key)) = cancelled(order) else {
        return;
    };
    let field = &row.record_id;
    let mut found = filings.find(&key).peekable();
    if found.peek().is_none() {
        let other = row.record_id.get().and_then(|id| filings.kind_of(id.0));
        let message = match (other, &key, filings.extent().unknown()) {
            (Some((zh, en)), ..) => Text::new(
                format!("这是{zh}的Id，与注销类别不符"),
                format!("this is the id of {en}, which the category does not cancel"),
            ),
            (None, FilingKey::Access(_), Some(severity)) => {
                let message = Text::new(
                    "管局公布的备案中没有这个接入",
                    "no published filing has this access",
                );
                report.flag(order, field, message);
                report.at_most(severity);
                return;
            }
            _ => return,
        };
        report.flag(order, field, message);
    } else if let FilingKey::Access(id) = key {
        let mut accesses = found.filter_map(|(_, site)| site).filter(|site| site.live);
        let is_gone = accesses.any(|site| site.accesses.iter().any(|a| a.id == id && !a.live));
        if is_gone {
            let message = Text::new("这个接入已经取消", "this access is cancelled already");
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::{Kind, Severity};

    fn found(kind: Kind, id: &str, filed: &Filed) -> Option<Severity> {
        let sample = Sample::cancellation(kind);
        let found = findings_beside(&RULE, sample, filed, |order| order.set("注销.记录Id", id));
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn an_id_of_the_right_kind_passes_and_without_any_data_nothing_is_said() {
        let known = filed(|_| ());
        assert_eq!(found(Kind::CancelSubject, "880012", &known), None);
        assert_eq!(found(Kind::CancelSite, "880013", &known), None);
        assert_eq!(found(Kind::CancelAccess, "880015", &known), None);
        let sample = Sample::cancellation(Kind::CancelAccess);
        assert!(findings_beside(&RULE, sample, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn an_id_of_another_kind_or_of_a_cancelled_access_is_an_error() {
        let known = filed(|_| ());
        assert_eq!(
            found(Kind::CancelAccess, "880013", &known),
            Some(Severity::Error)
        );
        assert_eq!(
            found(Kind::CancelSite, "880012", &known),
            Some(Severity::Error)
        );
        let gone = filed(|subject| subject.sites[0].accesses[0].live = false);
        assert_eq!(
            found(Kind::CancelAccess, "880015", &gone),
            Some(Severity::Error)
        );
    }

    #[test]
    fn an_unknown_access_is_a_warning_beside_a_part_of_the_data() {
        let known = filed(|_| ());
        assert_eq!(
            found(Kind::CancelAccess, "31", &known),
            Some(Severity::Warning)
        );
    }
}
