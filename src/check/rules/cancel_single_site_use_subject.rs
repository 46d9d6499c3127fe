//! 唯一的网站应注销主体 | The only site: cancel the subject
//!
//! ## 检查
//! 注销网站的主体，还有别的有效网站。
//!
//! ## 原因
//! 注销唯一的网站会留下没有网站的空壳主体，以后操作时管局按 1048 退回。
//!
//! ## 正例
//! 主体有三个网站，注销其中一个
//!
//! ## 反例
//! 主体只有这一个网站
//!
//! ## 处理
//! 改报注销主体；主体马上要报新网站的，可以保留。
//!
//! ## Check
//! The subject of a site that is cancelled has other live sites.
//!
//! ## Reason
//! To cancel the only site leaves an empty subject, which the bureau refuses to work on later with 1048.
//!
//! ## Passes
//! one of a subject's three sites
//!
//! ## Fails
//! the only site of a subject
//!
//! ## Remedy
//! Cancel the subject instead; keep it where a new site is to be filed at once.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-single-site-use-subject",
    severity: Severity::Warning,
    code: Some(1048),
    kinds: &[Kind::CancelSite],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (found, field) in context.filed.filings.named_sites(order) {
        if let Some((subject, site)) = found.first()
            && site.live
            && subject.live_sites().count() == 1
        {
            let called = subject.called();
            let message = Text::new(
                format!("这是主体 {called} 唯一的网站，应报注销主体"),
                format!("this is the only site of {called}: cancel the subject"),
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside, site};
    use crate::order::Kind;

    fn found(filed: &Filed) -> usize {
        let sample = Sample::cancellation(Kind::CancelSite);
        findings_beside(&RULE, sample, filed, |order| {
            order.set("注销.记录Id", "880013")
        })
        .len()
    }

    #[test]
    fn one_of_several_sites_passes() {
        let two = filed(|subject| subject.sites.push(site(880_023, "浙ICP备99000123号-2")));
        assert_eq!(found(&two), 0);
        assert_eq!(found(&Filed::default()), 0);
        assert!(two.filings.subject_of(&Sample::change().order).is_some());
    }

    #[test]
    fn the_only_site_is_found() {
        let filed = filed(|_| ());
        assert_eq!(found(&filed), 1);
    }
}
