//! 只能操作本公司接入的备案 | Only filings that you serve
//!
//! ## 检查
//! 变更和注销的网站有本公司的接入；只变更主体的，主体下至少一个网站有。
//!
//! ## 原因
//! 没有本公司接入的备案不归本公司操作，管局按 1048 退回。多半是接入或网站已经取消，成了空壳。
//!
//! ## 正例
//! 网站有本公司的接入
//!
//! ## 反例
//! 网站只有别的接入商的接入
//!
//! ## 处理
//! 空壳网站先报接入备案；空壳主体请客户向管局申请注销；归别的接入商的，请客户去那里办。
//!
//! ## Check
//! A site that is changed or cancelled has an access of this carrier; where only the subject is changed, one of its
//! sites has.
//!
//! ## Reason
//! The bureau refuses with 1048 what another carrier serves. Most often access or site were cancelled before and an
//! empty record is left.
//!
//! ## Passes
//! a site with an access of ours
//!
//! ## Fails
//! a site with an access of another carrier only
//!
//! ## Remedy
//! File an access for an empty site first; let the customer ask the bureau to cancel an empty subject; what another
//! carrier serves is changed there.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-own-records-only",
    severity: Severity::Error,
    code: Some(1048),
    kinds: &[Kind::Change, Kind::CancelSite],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let carrier = context.settings.carrier_id;
    let sites = filings.named_sites(order);
    for (found, field) in &sites {
        let mut live = found
            .iter()
            .map(|(_, site)| site)
            .filter(|site| site.live)
            .peekable();
        if live.peek().is_some() && !live.any(|site| site.is_served_by(carrier)) {
            let message = Text::new(
                "网站没有本公司的接入",
                "this carrier has no access of the site",
            );
            report.flag(order, *field, message);
        }
    }
    if !sites.is_empty() || order.kind() == Some(Kind::CancelSite) {
        return;
    }
    if let Some((subjects, field)) = filings.named(order) {
        let mut live = subjects
            .into_iter()
            .filter(|subject| subject.live)
            .peekable();
        let is_known = live.peek().is_some();
        let serves =
            live.any(|subject| subject.live_sites().any(|site| site.is_served_by(carrier)));
        if is_known && !serves {
            let message = Text::new(
                "主体没有本公司接入的网站",
                "no site of the subject has an access of this carrier",
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{OTHER_CARRIER, filed, findings_beside};

    fn found(filed: &Filed, change: impl FnOnce(&mut Sample)) -> Vec<String> {
        let found = findings_beside(&RULE, Sample::change(), filed, change);
        found
            .into_iter()
            .map(|finding| finding.field.into_owned())
            .collect()
    }

    #[test]
    fn a_filing_with_an_access_of_ours_passes_and_so_does_an_unknown_one() {
        assert!(found(&filed(|_| ()), |_| ()).is_empty());
        assert!(found(&Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn what_others_serve_and_what_nobody_serves_is_found() {
        let foreign = filed(|s| s.sites[0].accesses[0].carrier = Some(OTHER_CARRIER));
        assert_eq!(found(&foreign, |_| ()), ["网站备案号"]);
        let empty = filed(|s| s.sites.clear());
        let only_subject = |order: &mut Sample| order.order.sites.clear();
        assert_eq!(found(&empty, only_subject), ["省局主体Id"]);
    }
}
