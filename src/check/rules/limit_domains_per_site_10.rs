//! 一个网站的域名数 | Domains of a site
//!
//! ## 检查
//! 一个网站的域名不超过配置的个数，默认 10 个。
//!
//! ## 原因
//! 接口没有上限，但域名过多的网站多半是几个网站合在了一起，审核不予通过。
//!
//! ## 正例
//! 10 个域名
//!
//! ## 反例
//! 11 个域名
//!
//! ## 处理
//! 把域名分到几个网站；前缀不同的域名本来就应分开。
//!
//! ## Check
//! A site has at most as many domains as configured, by default 10.
//!
//! ## Reason
//! The interface sets no bound, but a site of many domains is mostly several sites in one, which reviews refuse.
//!
//! ## Passes
//! 10 domains
//!
//! ## Fails
//! 11 domains
//!
//! ## Remedy
//! Distribute the domains over several sites; those with different prefixes belong apart anyway.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "limit-domains-per-site-10",
    severity: Severity::Error,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.limits.domains;
    for site in &order.sites {
        if let Some(domain) = site.domains.get(most) {
            let counts = (site.domains.len(), most);
            let names = ["域名", "网站", "domains", "one site"];
            report.flag_too_many(order, &domain.name, counts, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    #[test]
    fn ten_domains_pass() {
        assert_silent(&RULE, Sample::with_prefixes(10));
    }

    #[test]
    fn the_eleventh_domain_is_found() {
        assert_fires(&RULE, "域名", Sample::with_prefixes(11));
    }
}
