//! 内容相同的网站合并 | Sites that show the same pages
//!
//! ## 检查
//! 一张订单的两个网站名称和首页URL 都相同时，提示合并。
//!
//! ## 原因
//! 内容相同的几个域名是一个网站，分成几个会以 1021 退回。
//!
//! ## 正例
//! 一个网站两个域名
//!
//! ## 反例
//! 两个网站，名称和首页都相同
//!
//! ## 处理
//! 合并为一个网站，把域名都写在它下面。
//!
//! ## Check
//! Two sites of an order with the same name and home page are better merged.
//!
//! ## Reason
//! Domains that show the same pages are one site; several are refused with 1021.
//!
//! ## Passes
//! one site with two domains
//!
//! ## Fails
//! two sites with the same name and home page
//!
//! ## Remedy
//! Merge them, with all domains below one site.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Site, Text};

pub const RULE: Rule = Rule {
    id: "site-definition-same-pages",
    severity: Severity::Info,
    code: Some(1021),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, site) in order.sites.iter().enumerate() {
        let (Some(name), Some(page)) = (site.name.get(), site.home_page.get()) else {
            continue;
        };
        let twin =
            |other: &Site| other.name.get() == Some(name) && other.home_page.get() == Some(page);
        if order.sites[..index].iter().any(twin) {
            let message = Text::new(
                "与本订单的另一网站内容相同",
                "another site of the order has the same name and home page",
            );
            report.flag(order, &site.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_site_with_two_domains_passes() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "qingshanxi-net.com")
        });
    }

    #[test]
    fn twins_are_noted() {
        assert_fires(&RULE, "网站名称", |sample| {
            let site = sample.order.sites[0].clone();
            sample.order.sites.push(site);
        });
    }
}
