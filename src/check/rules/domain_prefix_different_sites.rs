//! 前缀不同的域名分属不同网站 | Domains with different prefixes are different sites
//!
//! ## 检查
//! 一个网站的域名前缀相同（`qingshanxi.cn` 和 `qingshanxi.com`）；前缀不同时须在网站备注中说明，填写了备注的由 domain-same-site-remark 检查。
//!
//! ## 原因
//! 前缀不同的域名通常是不同的网站，审核要求分开备案或说明。
//!
//! ## 正例
//! `qingshanxi.com`，`qingshanxi.cn`
//!
//! ## 反例
//! `qingshanxi.com`，`lvsong.net`
//!
//! ## 处理
//! 拆成几个网站；确实是同一网站的，在备注中写明“域名指向同一网站”。
//!
//! ## Check
//! The domains of a site have one prefix (`qingshanxi.cn` and `qingshanxi.com`), or its remark explains it; where
//! there is a remark, domain-same-site-remark looks at it.
//!
//! ## Reason
//! Domains with different prefixes are mostly different sites, which reviews want apart or explained.
//!
//! ## Passes
//! `qingshanxi.com`, `qingshanxi.cn`
//!
//! ## Fails
//! `qingshanxi.com`, `lvsong.net`
//!
//! ## Remedy
//! Make them different sites, or write 域名指向同一网站 in the remark if they are one.

use crate::check::{Check, Context, Report, Rule, domains};
use crate::order::{AnyField, Domain, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-prefix-different-sites",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| site.remark.is_absent()) {
        let prefixes = domains::prefixes(site);
        let differs = |domain: &&Domain| {
            let prefix = domain.name.get().and_then(domains::prefix);
            prefix.is_some_and(|prefix| prefixes.first() != Some(&prefix))
        };
        if let Some(domain) = site.domains.iter().find(differs) {
            let message = Text::new(
                "与本网站的第一个域名前缀不同",
                "its prefix differs from that of the site's first domain",
            );
            report.flag(order, &domain.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_prefix_under_two_suffixes_passes() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "qingshanxi-net.com.cn")
        });
    }

    #[test]
    fn two_prefixes_pass_when_the_remark_explains_them() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "lvsong.net");
            order.set("网站.网站备注", "域名指向同一网站");
        });
    }

    #[test]
    fn two_prefixes_are_found() {
        assert_fires(&RULE, "域名", |order| {
            order.set("域名[2].域名", "lvsong.net")
        });
    }
}
