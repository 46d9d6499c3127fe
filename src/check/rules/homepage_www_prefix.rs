//! 首页URL 以 www 开头 | Home pages begin with www
//!
//! ## 检查
//! 首页URL 的主机名以 `www.` 开头。直接使用域名时提醒，使用其他下级域名只作提示。
//!
//! ## 原因
//! 管局按 `www.域名` 的惯例审核首页地址，写法不同可能以 1022 退回。
//!
//! ## 正例
//! `www.qingshanxi-net.cn`
//!
//! ## 反例
//! `qingshanxi-net.cn`
//!
//! ## 处理
//! 改为 `www.` 加域名。
//!
//! ## Check
//! The host of a home page begins with `www.`. The bare domain gives a warning, another host a note.
//!
//! ## Reason
//! Reviews expect `www.` and the domain, and may refuse another form with 1022.
//!
//! ## Passes
//! `www.qingshanxi-net.cn`
//!
//! ## Fails
//! `qingshanxi-net.cn`
//!
//! ## Remedy
//! Write `www.` and the domain.

use crate::check::home_page::HomePage;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "homepage-www-prefix",
    severity: Severity::Warning,
    code: Some(1022),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        for page in HomePage::of(site).filter(|page| !page.host.ascii().starts_with("www.")) {
            let message = Text::new(
                format!("{} 没有以 www. 开头", page.host),
                format!("{} does not begin with www.", page.host),
            );
            report.flag(order, &site.home_page, message);
            if page.host.registrable() != Some(page.host.ascii()) {
                report.at_most(Severity::Info);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn a_host_with_www_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.首页URL", "http://www.qingshanxi-net.cn/")
        });
    }

    #[test]
    fn the_bare_domain_is_found() {
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", "qingshanxi-net.cn")
        });
    }

    #[test]
    fn another_host_is_a_note() {
        let mut sample = Sample::unit();
        sample.set("网站.首页URL", "shop.qingshanxi-net.cn");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
