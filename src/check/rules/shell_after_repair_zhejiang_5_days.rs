//! 空壳恢复后要变更主体信息 | A revived empty record needs a change
//!
//! ## 检查
//! 无主体新增和接入备案，不是给空壳主体或空壳网站（没有网站、没有接入）补报；是的，提示通过后还要变更。
//!
//! ## 原因
//! 空壳恢复之后，过时的主体信息要变更；浙江要求在通过后 5 日内报，此时不用新的核验单，其他省要整套材料。
//!
//! ## 正例
//! 主体有有效的网站，网站有接入
//!
//! ## 反例
//! 浙江的主体没有有效的网站，现在报无主体新增
//!
//! ## 处理
//! 订单通过后，5 日内报变更备案，更新主体信息。
//!
//! ## Check
//! A new site or an access does not revive an empty record (a subject without sites, a site without accesses); where it
//! does, it is told that a change has to follow.
//!
//! ## Reason
//! Once an empty record is revived its old data have to be changed; Zhejiang wants that within 5 days after the
//! approval and then asks for no new form, other provinces want all documents.
//!
//! ## Passes
//! a subject with live sites, a site with accesses
//!
//! ## Fails
//! a subject of Zhejiang without live sites that is given a new site
//!
//! ## Remedy
//! File a change of the subject within 5 days after the approval.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "shell-after-repair-zhejiang-5-days",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Unsent(check),
};

/// Zhejiang, GB/T 2260.
const ZHEJIANG: u32 = 330_000;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let revived: Option<&dyn AnyField> = match order.kind() {
        Some(Kind::NewAccess) => { filings.named_sites(order).into_iter() }
            .find(|(found, _)| {
                let mut live = found.iter().filter(|(_, site)| site.live).peekable();
                live.peek().is_some() && live.all(|(_, site)| site.live_accesses().next().is_none())
            })
            .map(|(_, field)| field),
        _ => { filings.named(order) }
            .filter(|(found, _)| {
                let mut live = found.iter().filter(|subject| subject.live).peekable();
                live.peek().is_some() && live.all(|subject| subject.live_sites().next().is_none())
            })
            .map(|(_, field)| field),
    };
    let Some(field) = revived else { return };
    if context.province(order) == Some(ZHEJIANG) {
        let message = Text::new(
            "恢复空壳：通过后 5 日内要报变更备案，更新主体信息",
            "this revives an empty record: a change of the subject has to follow within 5 days after the approval",
        );
        report.flag(order, field, message);
    } else {
        let message = Text::new(
            "恢复空壳：通过后要带整套材料报变更备案",
            "this revives an empty record: a change with all documents has to follow",
        );
        report.flag(order, field, message);
        report.at_most(Severity::Info);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Severity;

    fn found(sample: Sample, filed: &Filed) -> Option<Severity> {
        let found = findings_beside(&RULE, sample, filed, |_| ());
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn records_that_are_not_empty_pass() {
        assert_eq!(found(Sample::new_site(), &filed(|_| ())), None);
        assert_eq!(found(Sample::new_access(), &filed(|_| ())), None);
        assert!(findings_beside(&RULE, Sample::new_site(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn an_empty_subject_and_an_empty_site_are_found() {
        let subject = filed(|subject| subject.sites.clear());
        assert_eq!(found(Sample::new_site(), &subject), Some(Severity::Warning));
        let site = filed(|subject| subject.sites[0].accesses.clear());
        assert_eq!(found(Sample::new_access(), &site), Some(Severity::Warning));
    }
}
