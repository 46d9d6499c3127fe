//! 说明域名指向同一网站 | The remark on domains of one site
//!
//! ## 检查
//! 一个网站的域名前缀不同而填写了网站备注时，备注含“域名指向同一网站”；没有备注的由 domain-prefix-different-sites 指出。
//!
//! ## 原因
//! 没有这句说明，前缀不同的域名会被当作不同的网站退回。
//!
//! ## 正例
//! 备注 `域名指向同一网站`
//!
//! ## 反例
//! 备注 `企业官网`
//!
//! ## 处理
//! 在网站备注中写上“域名指向同一网站”，或把域名分到不同的网站。
//!
//! ## Check
//! Where the domains of a site have different prefixes and there is a remark, it holds 域名指向同一网站; without a
//! remark, domain-prefix-different-sites speaks.
//!
//! ## Reason
//! Without the sentence reviews take domains with different prefixes for different sites.
//!
//! ## Passes
//! the remark `域名指向同一网站`
//!
//! ## Fails
//! the remark `企业官网`
//!
//! ## Remedy
//! Write 域名指向同一网站 in the remark, or distribute the domains over different sites.

use crate::check::{Check, Context, Report, Rule, domains};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-same-site-remark",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| !site.remark.is_absent()) {
        if !domains::says_one_site(site) && domains::prefixes(site).len() > 1 {
            let message = Text::new(
                "域名前缀不同，备注没有写明“域名指向同一网站”",
                "the remark does not say 域名指向同一网站, though the prefixes differ",
            );
            report.flag(order, &site.remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_sentence_passes() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "lvsong.net");
            order.set("网站.网站备注", "企业官网，域名指向同一网站。");
        });
    }

    #[test]
    fn a_remark_without_the_sentence_is_found() {
        assert_fires(&RULE, "网站备注", |order| {
            order.set("域名[2].域名", "lvsong.net");
            order.set("网站.网站备注", "企业官网");
        });
    }
}
