//! 接入要有 IP 地址 | An access has IP addresses
//!
//! ## 检查
//! 每行接入至少有一行 IP 地址。
//!
//! ## 原因
//! 没有服务器资源就不能备案；接口格式也要求每个接入至少一个 IP 段，缺少时整个文件被退回 5001。
//!
//! ## 正例
//! 一行 IP `119.29.0.1`
//!
//! ## 反例
//! 没有 IP 行
//!
//! ## 处理
//! 填写服务器的公网 IP；还没有服务器的，先购买或使用授权码。
//!
//! ## Check
//! Every access has at least one IP range.
//!
//! ## Reason
//! Without a server there is nothing to file; the schema asks for an IP range with every access and the whole file is
//! refused with 5001 without it.
//!
//! ## Passes
//! a row `119.29.0.1`
//!
//! ## Fails
//! no row
//!
//! ## Remedy
//! Name the server's public address; without a server, buy one or use an authorization code.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Address, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "account-needs-server-resource",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let missing = Address::default();
    for access in order.sites.iter().flat_map(|site| &site.accesses) {
        if access.addresses.is_empty() {
            report.flag(
                order,
                &missing.first,
                Text::new("接入没有 IP 地址", "the access has no IP address"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_address_is_enough() {
        assert_silent(&RULE, |order| order.set("IP地址.起始IP", "119.29.0.1"));
    }

    #[test]
    fn an_access_without_addresses_is_found() {
        assert_fires(&RULE, "起始IP", |sample| {
            sample.order.sites[0].accesses[0].addresses.clear()
        });
    }
}
