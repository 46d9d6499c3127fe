//! 域名只填根域名 | Domains without scheme, www and path
//!
//! ## 检查
//! 域名一栏只填注册的域名本身，不带 `http://`、`www.`、端口、路径和末尾的点。
//!
//! ## 原因
//! 管局按注册域名核实，网址和主机名会被当作无效域名退回 1004。
//!
//! ## 正例
//! `qingshanxi-net.cn`
//!
//! ## 反例
//! `www.qingshanxi-net.cn`，`http://qingshanxi-net.cn/`
//!
//! ## 处理
//! 改填提示的根域名；网址写在首页URL一栏。
//!
//! ## Check
//! The cell holds the registered domain alone, without `http://`, `www.`, port, path and final dot.
//!
//! ## Reason
//! The bureau looks up registered domains; an address or a host is refused as invalid with 1004.
//!
//! ## Passes
//! `qingshanxi-net.cn`
//!
//! ## Fails
//! `www.qingshanxi-net.cn`, `http://qingshanxi-net.cn/`
//!
//! ## Remedy
//! Write the domain named; the address belongs into 首页URL.

use crate::check::{Check, Context, Report, Rule, domains};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-root-only-input",
    severity: Severity::Error,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for domain in order.domains() {
        if let Some(root) = domains::root(domain.name.text()) {
            let message = Text::new(
                format!("只填根域名：{root}"),
                format!("write the domain alone: {root}"),
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
    fn a_bare_domain_passes_even_when_it_is_called_www() {
        assert_silent(&RULE, |order| order.set("域名.域名", "Qingshanxi-Net.cn"));
        assert_silent(&RULE, |order| order.set("域名.域名", "www.cn"));
    }

    #[test]
    fn whatever_surrounds_a_domain_is_found() {
        for wrong in [
            "www.qingshanxi-net.cn",
            "http://qingshanxi-net.cn/",
            "qingshanxi-net.cn:8080",
            "绿松茶.中国.",
        ] {
            assert_fires(&RULE, "域名", |order| order.set("域名.域名", wrong));
        }
    }
}
