//! 域名后缀经批准 | Approved top-level domains
//!
//! ## 检查
//! 域名的顶级后缀在工信部批准的名单中（名单可配置补充）。
//!
//! ## 原因
//! 未经批准的顶级域名不能备案，管局退回 1004。
//!
//! ## 正例
//! `qingshanxi-net.cn`，`绿松茶.中国`
//!
//! ## 反例
//! `qingshanxi-net.io`
//!
//! ## 处理
//! 换用 `.cn`、`.com` 等已批准后缀的域名；新批准的后缀加入配置的名单。
//!
//! ## Check
//! The top-level domain is one whose registry the ministry has approved (the list can be added to).
//!
//! ## Reason
//! Domains below other top-level domains cannot be filed and are refused with 1004.
//!
//! ## Passes
//! `qingshanxi-net.cn`, `绿松茶.中国`
//!
//! ## Fails
//! `qingshanxi-net.io`
//!
//! ## Remedy
//! Use a domain below an approved one such as `.cn` or `.com`; add newly approved ones to the configuration.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-tld-approved",
    severity: Severity::Warning,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for domain in order.domains() {
        let Some(name) = domain.name.get() else {
            continue;
        };
        let (unicode, _) = idna::domain_to_unicode(name.ascii());
        let last = unicode.rsplit('.').next().unwrap_or_default();
        if !words::list(context, "approved-top-level-domains")
            .any(|approved| approved.eq_ignore_ascii_case(last))
        {
            let message = Text::new(
                format!("后缀 .{last} 不在已批准的名单中"),
                format!("the top-level domain .{last} is not on the approved list"),
            );
            report.flag(order, &domain.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings_in};

    #[test]
    fn approved_suffixes_pass_in_both_forms() {
        for domain in [
            "qingshanxi-net.com.cn",
            "绿松茶.中国",
            "xn--lsv163cs4c.xn--fiqs8s",
            "QINGSHANXI.VIP",
        ] {
            assert_silent(&RULE, |order| order.set("域名.域名", domain));
        }
    }

    #[test]
    fn another_suffix_is_found_until_it_is_configured() {
        assert_fires(&RULE, "域名", |order| {
            order.set("域名.域名", "qingshanxi-net.io")
        });
        let mut sample = Sample::unit();
        sample.set("域名.域名", "qingshanxi-net.io");
        let words = [(
            "approved-top-level-domains".to_owned(),
            vec!["io".to_owned()],
        )]
        .into();
        assert!(
            findings_in(
                &RULE,
                &[sample.order],
                &Settings {
                    words,
                    ..Settings::default()
                }
            )
            .is_empty()
        );
    }
}
