//! 网站已经报过 | The site was reported before
//!
//! ## 检查
//! 新增网站的企业侧网站Id没有用于别的订单或已备案的网站；它的域名没有在别的订单中等待管局答复。
//!
//! ## 原因
//! 同一网站重复上报，管局按 1037 退回；域名还在别的订单中审核的，按 1039 退回。
//!
//! ## 正例
//! 新的网站，域名没有别的订单在报
//!
//! ## 反例
//! 域名 `qingshanxi-net.cn` 在订单 T-0000 中审核
//!
//! ## 处理
//! 不要重复上报，等前一个订单有结果；Id 重复的留空，由程序分配。
//!
//! ## Check
//! The carrier's own id of a new site is used by no other order and no filed site, and no other order that waits for
//! the bureau has one of its domains.
//!
//! ## Reason
//! A site that is reported twice is refused with 1037; a domain that is under review in another order with 1039.
//!
//! ## Passes
//! a new site with domains that no other order files
//!
//! ## Fails
//! the domain `qingshanxi-net.cn`, which is under review in order T-0000
//!
//! ## Remedy
//! Do not send it again, wait for the first order's result; leave an id blank that is used already, and the program
//! gives one out.

use crate::check::filed::{Claim, ClaimKind, FilingKey};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-already-filed-1037",
    severity: Severity::Error,
    code: Some(1037),
    kinds: Kind::NEW_SITES,
    check: Check::Unsent(check),
};

const DOMAIN: u32 = 1039;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let (filings, claimed) = (&context.filed.filings, &context.filed.claimed);
    for site in &order.sites {
        if let Some(id) = site.own_id.get() {
            let claim = Claim::open(ClaimKind::OwnSite, id.0);
            let is_filed = filings.find(&FilingKey::Own(id.0)).next().is_some();
            if is_filed || claimed.by(&claim, order).next().is_some() {
                let message = Text::new(
                    "这个Id已用于报过的网站",
                    "a site with this id was reported before",
                );
                report.flag(order, &site.own_id, message);
            }
        }
        for domain in &site.domains {
            let Some(name) = domain.name.get() else {
                continue;
            };
            let claim = [Claim::open(ClaimKind::Domain, name.ascii())];
            if let Some(other) = claimed.underway(&claim, order, |_| true) {
                let Text { zh, en } = other.called();
                let message = Text::new(
                    format!("{zh}正在报这个域名"),
                    format!("{en} is filing this domain"),
                );
                report.flag(order, &domain.name, message);
                report.with_code(DOMAIN);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, filed, findings_beside};
    use crate::order::Kind;

    #[test]
    fn a_new_site_passes() {
        let change = |order: &mut Sample| order.set("网站.企业侧网站Id", "2000000001");
        assert!(findings_beside(&RULE, Sample::unit(), &filed(|_| ()), change).is_empty());
    }

    #[test]
    fn an_id_that_was_used_is_found() {
        let found = findings_beside(&RULE, Sample::unit(), &filed(|_| ()), |order| {
            order.set("网站.企业侧网站Id", "2000880013")
        });
        assert_eq!((found.len(), found[0].code), (1, Some(1037)));
    }

    #[test]
    fn a_domain_that_another_order_is_filing_is_found() {
        let domain = Claim::open(ClaimKind::Domain, "qingshanxi-net.cn");
        let filed = claimed(Filed::default(), domain, Kind::NewFiling);
        let found = findings_beside(&RULE, Sample::unit(), &filed, |_| ());
        assert_eq!((found.len(), found[0].code), (1, Some(1039)));
    }
}
