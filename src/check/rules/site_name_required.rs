//! 网站名称 | Names of sites
//!
//! ## 检查
//! 每个网站至少有一个名称；几个名称用 `;` 分隔。
//!
//! ## 原因
//! 接口格式要求填写网站名称，缺少时整个文件被退回 5001。
//!
//! ## 正例
//! `青杉溪网络官方网站`
//!
//! ## 反例
//! 空，只有分号
//!
//! ## 处理
//! 填写网站名称，单位网站建议用单位全称或简称。
//!
//! ## Check
//! Every site has a name; several are separated by `;`.
//!
//! ## Reason
//! The schema asks for it; without a name the whole file is refused with 5001.
//!
//! ## Passes
//! `青杉溪网络官方网站`
//!
//! ## Fails
//! nothing, a semicolon alone
//!
//! ## Remedy
//! Name the site; for a unit its own full or short name is best.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| site.name.get().is_none()) {
        report.flag(
            order,
            &site.name,
            Text::new("没有填写网站名称", "the site has no name"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_name_and_several_pass() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "示例网络官方网站")
        });
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "青杉溪网络;青杉溪官网")
        });
    }

    #[test]
    fn an_absent_name_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "；")
        });
    }
}
