//! 首页URL 的写法 | Form of home page addresses
//!
//! ## 检查
//! 首页URL 的每个地址由可选的 `http://` 或 `https://`、域名、可选的端口和路径组成，中间没有空格和说明文字；
//! 没有填写时提醒。
//!
//! ## 原因
//! 管局校验首页地址的格式，不符即退回 1022；接口允许不填，但审核通常要求填写。
//!
//! ## 正例
//! `www.qingshanxi-net.cn`
//!
//! ## 反例
//! `http//qingshanxi-net.cn`，`www.qingshanxi-net.cn 首页`
//!
//! ## 处理
//! 改为 `www.域名` 的形式，多个地址用 `;` 分隔。
//!
//! ## Check
//! Every address is a domain name with optional `http://` or `https://`, port and path, without blanks or explanations;
//! an absent one gives a warning.
//!
//! ## Reason
//! The bureau checks the form and refuses with 1022; the schema lets it be absent, but reviews usually ask for it.
//!
//! ## Passes
//! `www.qingshanxi-net.cn`
//!
//! ## Fails
//! `http//qingshanxi-net.cn`, `www.qingshanxi-net.cn 首页`
//!
//! ## Remedy
//! Write `www.` and the domain; several addresses are separated by `;`.

use crate::check::home_page::HomePage;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "homepage-format",
    severity: Severity::Error,
    code: Some(1022),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let Some(list) = site.home_page.get() else {
            report.flag(
                order,
                &site.home_page,
                Text::new("没有填写首页URL", "no address of a home page is given"),
            );
            if site.home_page.is_absent() {
                report.at_most(Severity::Warning);
            }
            continue;
        };
        if let Some(wrong) = list
            .0
            .iter()
            .position(|address| HomePage::parse(address).is_none())
        {
            let position = wrong + 1;
            let message = Text::new(
                format!("第 {position} 个地址不是合法的网址"),
                format!("address {position} is not well-formed"),
            );
            report.flag(order, &site.home_page, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn hosts_and_full_addresses_pass() {
        assert_silent(&RULE, |order| {
            order.set(
                "网站.首页URL",
                "www.qingshanxi-net.cn;https://www.qingshanxi-net.cn:8080/a",
            )
        });
    }

    #[test]
    fn malformed_addresses_are_found() {
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", "http//qingshanxi-net.cn")
        });
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", "www.qingshanxi-net.cn 首页")
        });
    }

    #[test]
    fn an_absent_address_gives_a_warning() {
        let mut sample = Sample::unit();
        sample.set("网站.首页URL", "");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
