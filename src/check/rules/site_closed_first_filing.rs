//! 首次备案期间网站关闭 | Sites stay closed during a first filing
//!
//! ## 检查
//! 填写了“网站可访问”时，首次备案的网站不可访问，或首页标题写明网站正在建设中。
//!
//! ## 原因
//! 取得备案号之前不得开通网站，管局发现可访问即退回。
//!
//! ## 正例
//! 网站可访问 `否`
//!
//! ## 反例
//! 网站可访问 `是`，标题 `欢迎光临`
//!
//! ## 处理
//! 关闭网站，或只显示“网站正在建设中”。
//!
//! ## Check
//! Where a probe says so, the site of a new filing is not reachable, or its home page says that it is under
//! construction.
//!
//! ## Reason
//! A site may open with its filing number only, and the bureau refuses one that is reachable before.
//!
//! ## Passes
//! reachable `否`
//!
//! ## Fails
//! reachable `是`, title `欢迎光临`
//!
//! ## Remedy
//! Close the site, or show nothing but 网站正在建设中.

use crate::check::{Check, Rule, site_names};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "site-closed-first-filing",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(site_names::flag_open),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_closed_site_and_a_placeholder_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站可访问", "否"));
        assert_silent(&RULE, |order| {
            order.set("网站.网站可访问", "是");
            order.set("网站.网站首页标题", "青杉溪 - 网站正在建设中");
        });
    }

    #[test]
    fn an_open_site_is_found() {
        assert_fires(&RULE, "网站可访问", |order| {
            order.set("网站.网站可访问", "是")
        });
    }
}
