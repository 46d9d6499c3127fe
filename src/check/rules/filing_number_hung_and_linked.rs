//! 页脚的备案号和链接 | Filing number and link in the footer
//!
//! ## 检查
//! 填写了页脚备案号时，与网站备案号一致；填写了页脚链接时，指向工信部备案系统。
//!
//! ## 原因
//! 已备案的网站要在首页底部悬挂备案号并链接到备案系统，否则审核会要求先改正。
//!
//! ## 正例
//! `浙ICP备99000123号-1`，`https://beian.miit.gov.cn/`
//!
//! ## 反例
//! 备案号不同，链接到其他网站
//!
//! ## 处理
//! 在首页底部写上本网站的备案号，并链接到 https://beian.miit.gov.cn/。
//!
//! ## Check
//! A footer's filing number, where known, is that of the site, and its link leads to the ministry's filing system.
//!
//! ## Reason
//! A filed site shows its number at the bottom of the home page and links it to the filing system; reviews ask to mend
//! that first.
//!
//! ## Passes
//! `浙ICP备99000123号-1`, `https://beian.miit.gov.cn/`
//!
//! ## Fails
//! another number, a link to another site
//!
//! ## Remedy
//! Put the site's number at the bottom of the home page, linked to https://beian.miit.gov.cn/.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, FilingNumber, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-hung-and-linked",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let footer = FilingNumber::parse(site.footer_number.text());
        let differs = site
            .filing_number
            .get()
            .is_some_and(|number| footer.as_ref() != Some(number));
        if !site.footer_number.is_absent() && differs {
            let message = Text::new(
                "页脚备案号与网站备案号不一致",
                "the footer shows another filing number",
            );
            report.flag(order, &site.footer_number, message);
        }
        let link = site.footer_link.text();
        if !link.is_empty() && words::contained(context, "filing-portal", link).is_none() {
            let message = Text::new(
                "页脚链接没有指向备案系统",
                "the footer does not link to the filing system",
            );
            report.flag(order, &site.footer_link, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_sites_number_and_the_filing_system_pass() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.页脚备案号", "浙ICP备99000123号-1");
            order.set("网站.页脚链接", "https://beian.miit.gov.cn/");
        });
    }

    #[test]
    fn another_number_and_another_link_are_found() {
        assert_fires_on(&RULE, Sample::new_access(), "页脚备案号", |order| {
            order.set("网站.页脚备案号", "浙ICP备99000123号-2")
        });
        assert_fires_on(&RULE, Sample::new_access(), "页脚链接", |order| {
            order.set("网站.页脚链接", "https://www.qingshanxi-net.cn/")
        });
    }
}
