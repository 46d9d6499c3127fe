//! 最后一个接入不能取消 | The last access stays
//!
//! ## 检查
//! 取消接入的网站，除这个接入外还有别的有效接入。
//!
//! ## 原因
//! 网站只剩一个接入时，管局按 1025 退回，以免成为空壳网站。台账不知道的网站不作判断。
//!
//! ## 正例
//! 网站另有别的接入商的接入
//!
//! ## 反例
//! 网站只有这一个接入
//!
//! ## 处理
//! 等新接入商的接入备案通过后再取消；网站不用了的改报注销网站，是主体唯一网站的改报注销主体。
//!
//! ## Check
//! A site whose access is cancelled has another live access.
//!
//! ## Reason
//! The bureau refuses to cancel the only access of a site with 1025, so that no empty record is left. Nothing is said
//! of a site that the ledger does not know.
//!
//! ## Passes
//! a site with an access of another carrier too
//!
//! ## Fails
//! a site with this access only
//!
//! ## Remedy
//! Wait until the new carrier's access is filed; cancel the site instead where it is not used any more, or the subject
//! where it is its only site.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-access-only-one",
    severity: Severity::Error,
    code: Some(1025),
    kinds: &[Kind::CancelAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (found, field) in context.filed.filings.named_sites(order) {
        let Some((subject, site)) = found.first().filter(|(_, site)| site.live) else {
            continue;
        };
        if site.live_accesses().count() != 1 {
            continue;
        }
        let only_site = subject.live_sites().count() == 1;
        let (zh, en) = match only_site {
            true => ("注销主体", "cancel the subject"),
            false => ("注销网站", "cancel the site"),
        };
        let called = site.called();
        let message = Text::new(
            format!("这是网站 {called} 唯一的接入；网站不用了的，应报{zh}"),
            format!("this is the only access of {called}; {en} where it is not used any more"),
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{OTHER_CARRIER, access, filed, findings_beside};
    use crate::order::Kind;

    fn found(filed: &Filed) -> Vec<String> {
        let sample = Sample::cancellation(Kind::CancelAccess);
        let found = findings_beside(&RULE, sample, filed, |order| {
            order.set("注销.记录Id", "880015")
        });
        found
            .into_iter()
            .map(|finding| finding.message.zh.into_owned())
            .collect()
    }

    #[test]
    fn an_access_beside_another_one_passes_and_so_does_an_unknown_one() {
        let two = filed(|s| s.sites[0].accesses.push(access(880_025, OTHER_CARRIER)));
        assert!(found(&two).is_empty());
        assert!(found(&Filed::default()).is_empty());
    }

    #[test]
    fn the_only_access_is_found_with_what_to_cancel_instead() {
        assert!(found(&filed(|_| ()))[0].contains("注销主体"));
        let more = filed(|s| {
            s.sites
                .push(crate::check::sample::filed::site(71, "浙ICP备99000123号-2"))
        });
        assert!(found(&more)[0].contains("注销网站"));
    }
}
