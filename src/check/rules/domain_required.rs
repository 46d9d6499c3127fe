//! 网站要有域名 | A site has a domain
//!
//! ## 检查
//! 每个网站至少有一行域名，且每行都填写了域名。
//!
//! ## 原因
//! 接口格式要求每个网站至少一个域名；没有域名、只用 IP 访问的网站无法通过接口备案。
//!
//! ## 正例
//! 一行 `qingshanxi-net.cn`
//!
//! ## 反例
//! 没有域名行
//!
//! ## 处理
//! 补填网站的域名；没有域名的网站先注册域名。
//!
//! ## Check
//! Every site has at least one row of domains, and every row names one.
//!
//! ## Reason
//! The schema asks for a domain; a site that is reached by its IP address only cannot be filed through the interface.
//!
//! ## Passes
//! a row `qingshanxi-net.cn`
//!
//! ## Fails
//! no row
//!
//! ## Remedy
//! Name the site's domain; a site without one needs a domain first.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Domain, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::WITH_DOMAINS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let missing = Domain::default();
    for site in &order.sites {
        let first = site.domains.first().unwrap_or(&missing);
        let fields = std::iter::once(first)
            .chain(site.domains.iter().skip(1))
            .map(|domain| &domain.name);
        for field in fields.filter(|field| field.is_absent()) {
            report.flag(
                order,
                field,
                Text::new("网站没有填写域名", "the site names no domain"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_domain_is_enough() {
        assert_silent(&RULE, |order| order.set("域名.域名", "qingshanxi-net.com"));
    }

    #[test]
    fn a_site_without_rows_and_a_row_without_a_name_are_found() {
        assert_fires(&RULE, "域名", |sample| {
            sample.order.sites[0].domains.clear()
        });
        assert_fires(&RULE, "域名", |order| order.set("域名.域名", ""));
    }
}
