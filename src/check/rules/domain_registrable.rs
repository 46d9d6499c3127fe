//! 域名是直接注册的域名 | Domains are registered ones
//!
//! ## 检查
//! 域名正好比公共后缀多一段，不是后缀本身，也不是下级主机名。`.cn` 之下的类别和行政区后缀、
//! 列表中已有其上级域名的主机名，由各自的规则指出。
//!
//! ## 原因
//! 备案以注册域名为单位，后缀和下级域名被退回 1004。
//!
//! ## 正例
//! `qingshanxi-net.com`，`example.com.cn`
//!
//! ## 反例
//! `news.qingshanxi-net.org`，`com` 一类的后缀
//!
//! ## 处理
//! 改填在注册商处注册的域名。
//!
//! ## Check
//! A domain is exactly one label longer than a public suffix: neither a suffix itself nor a host below a domain.
//! Suffixes below `.cn`, and hosts below a domain of the same order, have rules of their own.
//!
//! ## Reason
//! Filings are made for registered domains; a suffix or a host is refused with 1004.
//!
//! ## Passes
//! `qingshanxi-net.com`, `example.com.cn`
//!
//! ## Fails
//! `news.qingshanxi-net.org`, a suffix such as `co.uk`
//!
//! ## Remedy
//! Write the domain as it is registered.

use crate::check::domains::{self, Fault};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "domain-registrable",
    severity: Severity::Error,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    domains::flag_faults(order, Fault::Other, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn registered_domains_pass_under_every_kind_of_suffix() {
        for domain in [
            "qingshanxi-net.com",
            "qingshanxi-net.com.cn",
            "qingshanxi-net.org",
            "bbs.bj.cn",
            "github.io",
        ] {
            assert_silent(&RULE, |order| order.set("域名.域名", domain));
        }
    }

    #[test]
    fn a_host_and_a_suffix_are_found() {
        assert_fires(&RULE, "域名", |order| {
            order.set("域名.域名", "news.qingshanxi-net.org")
        });
        assert_fires(&RULE, "域名", |order| order.set("域名.域名", "co.uk"));
    }
}
