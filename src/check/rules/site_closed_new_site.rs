//! 新增网站备案期间网站关闭 | New sites stay closed until they are filed
//!
//! ## 检查
//! 填写了“网站可访问”时，新增的网站不可访问，或首页标题写明网站正在建设中。
//!
//! ## 原因
//! 取得网站备案号之前不得开通，管局发现可访问即退回。
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
//! Where a probe says so, a new site is not reachable, or its home page says that it is under construction.
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
    id: "site-closed-new-site",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Order(site_names::flag_open),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::rules::site_closed_first_filing;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};

    #[test]
    fn a_closed_site_passes() {
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("网站.网站可访问", "否")
        });
    }

    #[test]
    fn a_filed_site_stays_open_during_a_change() {
        let mut sample = Sample::change();
        sample.set("网站.网站可访问", "是");
        assert_eq!(findings(&RULE, &sample), []);
        assert_eq!(findings(&site_closed_first_filing::RULE, &sample), []);
    }

    #[test]
    fn an_open_site_is_found() {
        assert_fires_on(&RULE, Sample::new_site(), "网站可访问", |order| {
            order.set("网站.网站可访问", "是")
        });
    }
}
