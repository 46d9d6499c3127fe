//! 网站名称不是域名 | Names that are domains
//!
//! ## 检查
//! 网站名称不含本网站的域名，也不等于域名的主要部分。
//!
//! ## 原因
//! 用域名作网站名称不被接受。
//!
//! ## 正例
//! `快乐小窝录`
//!
//! ## 反例
//! `qingshanxi-net.cn`，`qingshanxi-net`
//!
//! ## 处理
//! 改用至少三个汉字的名称，单位可用全称或简称；域名只写在域名一栏。
//!
//! ## Check
//! A name does not hold a domain of the site and is not the domain's main part.
//!
//! ## Reason
//! Domains as names are refused.
//!
//! ## Passes
//! `快乐小窝录`
//!
//! ## Fails
//! `qingshanxi-net.cn`, `qingshanxi-net`
//!
//! ## Remedy
//! Choose a name of three Chinese characters or more; the domain belongs into its own column.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-not-domain",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let message = Text::new("网站名称是域名", "the name is a domain");
    site_names::flag_look(order, Look::Domain, &message, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn another_name_passes() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "快乐小窝录"));
    }

    #[test]
    fn the_domain_and_its_main_part_are_found() {
        for wrong in [
            "Qingshanxi-net.cn",
            "qingshanxi-net.cn官网",
            "qingshanxi-net",
        ] {
            assert_fires(&RULE, "网站名称", |order| {
                order.set("网站.网站名称", wrong)
            });
        }
    }
}
