//! 核验单属于本公司接入的备案 | Material belongs to a filing of ours
//!
//! ## 检查
//! 单独核验单的对象在管局公布的备案中有效，且有本公司的接入。台账只有部分数据时，查不到的是警告。
//!
//! ## 原因
//! 核验单不是该备案的，管局按 1055 退回。
//!
//! ## 正例
//! `浙ICP备99000123号-1` 有效，且由本公司接入
//!
//! ## 反例
//! `浙ICP备99000123号-1` 已注销
//!
//! ## 处理
//! 核对所属备案号或Id；已注销的备案不再补核验单。
//!
//! ## Check
//! What material is sent for is a live record among the published filings, and this carrier has an access of it. Beside
//! a part of the bureau's data an unknown record is a warning.
//!
//! ## Reason
//! The bureau refuses a form that does not belong to the filing with 1055.
//!
//! ## Passes
//! `浙ICP备99000123号-1`, live and served by this carrier
//!
//! ## Fails
//! `浙ICP备99000123号-1`, which is cancelled
//!
//! ## Remedy
//! Check number or id of the owner; nothing is added to a cancelled filing.

use crate::check::filed::FilingKey;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Attachment, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "form-wrong-record-1055",
    severity: Severity::Error,
    code: Some(1055),
    kinds: &[Kind::VerificationMaterial],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some(severity) = filings.extent().unknown() else {
        return;
    };
    let carrier = context.settings.carrier_id;
    for attachment in &order.attachments {
        let Some((keys, field)) = owner(attachment) else {
            continue;
        };
        let found: Vec<_> = keys.iter().flat_map(|key| filings.find(key)).collect();
        let live = || {
            found
                .iter()
                .filter(|(subject, site)| site.map_or(subject.live, |site| site.live))
        };
        let serves = live().any(|(subject, site)| match site {
            Some(site) => site.is_served_by(carrier),
            None => subject.live_sites().any(|site| site.is_served_by(carrier)),
        });
        let message = if found.is_empty() {
            Text::new(
                "管局公布的备案中没有这个对象",
                "no published filing has this owner",
            )
        } else if live().next().is_none() {
            Text::new("该备案已注销", "this filing is cancelled")
        } else if !serves {
            Text::new(
                "该备案没有本公司的接入",
                "this carrier has no access of this filing",
            )
        } else {
            continue;
        };
        report.flag(order, field, message);
        if found.is_empty() {
            report.at_most(severity);
        }
    }
}

/// By what an attachment names its owner.
fn owner(attachment: &Attachment) -> Option<(Vec<FilingKey>, &dyn AnyField)> {
    if let Some(number) = attachment.owner_filing_number.get() {
        let key = FilingKey::Number(number.as_str().to_owned());
        return Some((vec![key], &attachment.owner_filing_number));
    }
    let id = attachment.owner_id.get()?.0;
    let keys = vec![FilingKey::Subject(id), FilingKey::Site(id)];
    Some((keys, &attachment.owner_id))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Severity;

    fn found(filed: &Filed, number: &str) -> Option<Severity> {
        let change = |order: &mut Sample| order.set("附件.所属备案号", number);
        let found = findings_beside(&RULE, Sample::material(), filed, change);
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn a_filing_of_ours_passes_and_without_any_data_nothing_is_said() {
        assert_eq!(found(&filed(|_| ()), "浙ICP备99000123号-1"), None);
        assert!(findings_beside(&RULE, Sample::material(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_cancelled_filing_is_an_error_and_an_unknown_one_a_warning() {
        let gone = filed(|subject| subject.sites[0].live = false);
        assert_eq!(found(&gone, "浙ICP备99000123号-1"), Some(Severity::Error));
        assert_eq!(
            found(&filed(|_| ()), "浙ICP备99000999号-1"),
            Some(Severity::Warning)
        );
    }
}
