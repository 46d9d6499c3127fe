//! 不用的网站备案及时注销 | Cancel what is not used
//!
//! ## 检查
//! 新增网站的主体，没有已无接入商的网站。
//!
//! ## 原因
//! 没有接入商的网站是空壳，管局会清理；注销不用的，再报新的。
//!
//! ## 正例
//! 主体的网站都有接入
//!
//! ## 反例
//! `浙ICP备99000123号-1` 没有任何接入商
//!
//! ## 处理
//! 与客户确认：还用的报接入备案，不用的报注销网站。
//!
//! ## Check
//! The subject of a new site has no site that no carrier serves.
//!
//! ## Reason
//! A site without an access is an empty record, which the bureau clears away; cancel it before more is filed.
//!
//! ## Passes
//! a subject whose sites all have an access
//!
//! ## Fails
//! `浙ICP备99000123号-1` without any access
//!
//! ## Remedy
//! Ask the customer: file an access for a site that is used, cancel one that is not.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "unused-filed-sites-cancel",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(filed) = context.filed.filings.live_subject_of(order) else {
        return;
    };
    let unused = filed
        .live_sites()
        .filter(|site| site.live_accesses().next().is_none());
    let unused: Vec<String> = unused.map(|site| site.called()).collect();
    if !unused.is_empty() {
        let message = Text::new(
            format!("主体还有没有接入商的网站：{}", unused.join("、")),
            format!("sites of the subject have no access: {}", unused.join(", ")),
        );
        report.flag(order, &order.subject.filing_number, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    #[test]
    fn sites_that_are_served_pass() {
        assert!(findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_site_without_an_access_is_named() {
        let filed = filed(|subject| subject.sites[0].accesses.clear());
        let found = findings_beside(&RULE, Sample::new_site(), &filed, |_| ());
        assert!(found[0].message.zh.contains("浙ICP备99000123号-1"));
    }
}
