//! 网站名称不是网址 | Names that are addresses
//!
//! ## 检查
//! 网站名称不等于首页URL，也不含 `://` 和 `www.`。
//!
//! ## 原因
//! 用网址作网站名称不被接受。
//!
//! ## 正例
//! `人生感悟集`
//!
//! ## 反例
//! `www.qingshanxi-net.cn`
//!
//! ## 处理
//! 改用至少三个汉字的名称，单位可用全称或简称；网址只写在首页URL一栏。
//!
//! ## Check
//! A name is not the address of the home page and holds neither `://` nor `www.`.
//!
//! ## Reason
//! Addresses as names are refused.
//!
//! ## Passes
//! `人生感悟集`
//!
//! ## Fails
//! `www.qingshanxi-net.cn`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more; the address belongs into 首页URL.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-not-homepage-url",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let message = Text::new("网站名称是网址", "the name is an address");
    site_names::flag_look(order, Look::Address, &message, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn another_name_passes() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "人生感悟集"));
    }

    #[test]
    fn addresses_are_found() {
        for wrong in [
            "www.qingshanxi-net.cn",
            "http://qingshanxi-net.cn",
            "WWW.lvsong.cn",
        ] {
            assert_fires(&RULE, "网站名称", |order| {
                order.set("网站.网站名称", wrong)
            });
        }
    }
}
