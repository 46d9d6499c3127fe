//! 网站在管局没有备案 | The bureau has no such site
//!
//! ## 检查
//! 订单所填的网站备案号或省局网站Id，在管局公布的备案中有。
//!
//! ## 原因
//! 管局查不到的网站，按 1059 退回。接入备案的网站多在别的接入商备案，台账不知道很正常，只是提示；其余的，
//! 有全量数据时是错误，只有部分数据时是警告。
//!
//! ## 正例
//! `浙ICP备99000123号-1` 在管局数据中
//!
//! ## 反例
//! `浙ICP备99000123号-9` 不在管局的全量数据中
//!
//! ## 处理
//! 核对备案号或Id；域名还没有备案的，改报新增网站。
//!
//! ## Check
//! A site that an order names by number or id is among the filings that the bureau has published.
//!
//! ## Reason
//! A site that the bureau does not know is refused with 1059. The site of an access is mostly filed by another carrier,
//! so that the ledger need not know it: a note. Otherwise it is an error beside a full copy, a warning beside a part of
//! the data.
//!
//! ## Passes
//! `浙ICP备99000123号-1`, which the bureau has
//!
//! ## Fails
//! `浙ICP备99000123号-9`, which the full copy does not have
//!
//! ## Remedy
//! Check number or id; where the domain is not filed yet, file a new site.

use crate::check::filed::cancelled;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-not-existing-1059",
    severity: Severity::Error,
    code: Some(1059),
    kinds: &[Kind::NewAccess, Kind::Change, Kind::CancelSite],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some(severity) = filings.extent().unknown() else {
        return;
    };
    // The subject itself is told by another rule.
    if order.kind() == Some(Kind::Change) && filings.live_subject_of(order).is_none() {
        return;
    }
    // An id of another kind is told by cancel-record-id-matches-category.
    let id = cancelled(order).and_then(|(row, _)| row.record_id.get());
    if id.is_some_and(|id| {
        filings
            .kind_of(id.0)
            .is_some_and(|(kind, _)| kind != "网站")
    }) {
        return;
    }
    for (found, field) in filings.named_sites(order) {
        if found.is_empty() {
            let message = Text::new(
                "管局公布的备案中没有这个网站",
                "no published filing has this site",
            );
            report.flag(order, field, message);
            report.at_most(match order.kind() {
                Some(Kind::NewAccess) => Severity::Info,
                _ => severity,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Extent, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, filed_within, findings_beside};
    use crate::order::{Kind, Severity};

    fn found(sample: Sample, filed: &Filed, number: &str) -> Option<Severity> {
        let found = findings_beside(&RULE, sample, filed, |order| {
            if order.order.sites.is_empty() {
                order.set("注销.记录Id", number);
            } else {
                order.set("网站.省局网站Id", "");
                order.set("网站.网站备案号", number);
            }
        });
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn a_site_that_was_published_passes_and_without_any_data_nothing_is_said() {
        assert_eq!(
            found(Sample::change(), &filed(|_| ()), "浙ICP备99000123号-1"),
            None
        );
        assert_eq!(
            found(Sample::change(), &Filed::default(), "浙ICP备99000123号-9"),
            None
        );
        assert!(findings_beside(&RULE, Sample::new_access(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn an_unknown_site_matters_as_much_as_is_known() {
        let (some, all) = (filed(|_| ()), filed_within(Extent::All, |_| ()));
        let unknown = "浙ICP备99000123号-9";
        assert_eq!(
            found(Sample::change(), &some, unknown),
            Some(Severity::Warning)
        );
        assert_eq!(
            found(Sample::change(), &all, unknown),
            Some(Severity::Error)
        );
        assert_eq!(
            found(Sample::new_access(), &all, unknown),
            Some(Severity::Info)
        );
        let cancellation = Sample::cancellation(Kind::CancelSite);
        assert_eq!(found(cancellation, &all, "31"), Some(Severity::Error));
    }
}
