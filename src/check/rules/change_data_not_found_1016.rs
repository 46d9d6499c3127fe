//! 变更的网站和接入属于该主体 | Sites and accesses belong to the subject
//!
//! ## 检查
//! 变更中的网站和接入，Id 和备案号都是该主体的。
//!
//! ## 原因
//! 管局库里没有的，按 1016 退回；多半是Id过期，或属于另一个主体。台账只有部分数据时，查不到的接入是警告。
//!
//! ## 正例
//! 网站 `880013` 属于主体 `880012`
//!
//! ## 反例
//! 网站 `990013` 属于另一个主体
//!
//! ## 处理
//! 把Id留空，由程序从台账补全；台账没有的，导入管局的数据后重报。
//!
//! ## Check
//! The sites and accesses of a change belong to the subject by id and number.
//!
//! ## Reason
//! What the bureau does not find is refused with 1016; most often an id is out of date or belongs to another subject.
//! Where the ledger has a part of the data, an unknown access is a warning.
//!
//! ## Passes
//! site `880013` of subject `880012`
//!
//! ## Fails
//! site `990013`, which another subject has
//!
//! ## Remedy
//! Leave the ids blank, they are filled up from the ledger; take in the bureau's data where the ledger lacks them.

use crate::check::filed::FilingKey;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-data-not-found-1016",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some(filed) = filings.live_subject_of(order) else {
        return;
    };
    for site in &order.sites {
        let meant = filings.meant(site);
        if !meant.is_empty() && meant.iter().all(|(owner, _)| owner.id != filed.id) {
            let field: &dyn AnyField = match site.bureau_id.is_absent() {
                true => &site.filing_number,
                false => &site.bureau_id,
            };
            let called = filed.called();
            let message = Text::new(
                format!("网站不属于主体 {called}"),
                format!("the site does not belong to {called}"),
            );
            report.flag(order, field, message);
            continue;
        }
        for access in site.accesses.iter().filter(|_| !meant.is_empty()) {
            let Some(id) = access.bureau_id.get() else {
                continue;
            };
            let mut known = meant.iter().flat_map(|(_, site)| site.live_accesses());
            if known.any(|known| known.id == id.0) {
                continue;
            }
            let message = Text::new("网站没有这个接入", "the site has no such access");
            report.flag(order, &access.bureau_id, message);
            let is_known = filings.find(&FilingKey::Access(id.0)).next().is_some();
            if let (Some(severity), false) = (filings.extent().unknown(), is_known) {
                report.at_most(severity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Extent, Filed, Filings};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside, site, subject};
    use crate::order::Severity;

    #[test]
    fn sites_and_accesses_of_the_subject_pass() {
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
        assert!(findings_beside(&RULE, Sample::change(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_site_of_another_subject_is_found() {
        let mut other = subject();
        (other.id, other.number) = (990_012, Some("浙ICP备99000456号".into()));
        other.sites = vec![site(990_013, "浙ICP备99000456号-1")];
        let filings = Filings::new(vec![subject(), other], Extent::Some);
        let filed = Filed::default().with_filings(filings);
        let change = |order: &mut Sample| order.set("网站.省局网站Id", "990013");
        let found = findings_beside(&RULE, Sample::change(), &filed, change);
        assert_eq!(found[0].field, "省局网站Id");
    }

    #[test]
    fn an_unknown_access_is_a_warning_beside_a_part_of_the_data() {
        let change = |order: &mut Sample| order.set("接入.省局接入Id", "31");
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), change);
        assert_eq!(found[0].severity, Severity::Warning);
    }
}
