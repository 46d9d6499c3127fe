//! 订单要有网站 | An order has a site
//!
//! ## 检查
//! 首次备案、新增网站、无主体新增和接入备案的订单至少有一个网站。
//!
//! ## 原因
//! 备案以网站为单位；没有网站的记录不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! 网站表中有这张订单的一行
//!
//! ## 反例
//! 网站表中没有这张订单
//!
//! ## 处理
//! 在网站表补填这张订单的网站；检查订单号是否一致。
//!
//! ## Check
//! Every filing has at least one site.
//!
//! ## Reason
//! Filings are about sites; a record without one breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! a row of the order in the sheet of sites
//!
//! ## Fails
//! no row of the order there
//!
//! ## Remedy
//! Add the order's sites; see whether the order numbers of the sheets agree.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Site, Text};

pub const RULE: Rule = Rule {
    id: "site-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::WITH_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.sites.is_empty() {
        report.flag(
            order,
            &Site::default().name,
            Text::new("订单没有网站", "the order has no site"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_site_is_enough() {
        assert_silent(&RULE, |order| order.set("网站.网站序号", "1"));
    }

    #[test]
    fn an_order_without_sites_is_found() {
        assert_fires(&RULE, "网站名称", |sample| sample.order.sites.clear());
    }
}
