//! 首页URL 用本网站的域名 | Home pages use the site's own domains
//!
//! ## 检查
//! 首页URL 的每个地址，其主机名是本网站某个域名本身或其下级。
//!
//! ## 原因
//! 首页地址中不含域名列表中的任何一项时，管局退回 1041。
//!
//! ## 正例
//! 域名 `qingshanxi-net.cn`，首页 `www.qingshanxi-net.cn`
//!
//! ## 反例
//! 域名 `qingshanxi-net.cn`，首页 `www.myqingshanxi-net.cn`
//!
//! ## 处理
//! 首页URL 改用本网站的域名，或把该域名加入本网站的域名列表。
//!
//! ## Check
//! The host of every address is a domain of the same site, or lies below one.
//!
//! ## Reason
//! The bureau refuses an address that holds none of the site's domains with 1041.
//!
//! ## Passes
//! domain `qingshanxi-net.cn`, home page `www.qingshanxi-net.cn`
//!
//! ## Fails
//! domain `qingshanxi-net.cn`, home page `www.myqingshanxi-net.cn`
//!
//! ## Remedy
//! Use a domain of the site in the address, or add the domain to the site.

use crate::check::home_page::HomePage;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{DomainName, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "homepage-contains-domain",
    severity: Severity::Error,
    code: Some(1041),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let domains: Vec<&DomainName> = site
            .domains
            .iter()
            .filter_map(|domain| domain.name.get())
            .collect();
        if domains.len() < site.domains.len() || domains.is_empty() {
            continue;
        }
        for page in HomePage::of(site) {
            if !domains.iter().any(|domain| domain.covers(&page.host)) {
                let message = Text::new(
                    format!("{} 不属于本网站的任何域名", page.host),
                    format!("{} belongs to no domain of the site", page.host),
                );
                report.flag(order, &site.home_page, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_domain_and_hosts_below_it_pass() {
        assert_silent(&RULE, |order| {
            order.set("网站.首页URL", "qingshanxi-net.cn;shop.Qingshanxi-net.cn/a")
        });
    }

    #[test]
    fn another_domain_is_found_even_if_it_ends_alike() {
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", "www.qingshanxi-net.com")
        });
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", "www.myqingshanxi-net.cn")
        });
    }
}
