//! 上级域名已备案的只需接入 | A domain below a filed one needs an access only
//!
//! ## 检查
//! 新增网站的域名，其上级域名没有备案。
//!
//! ## 原因
//! 只有子域名或邮箱放在这里的，不必新增网站：为上级域名的网站再报一个接入，拦截系统就能看到备案号。
//!
//! ## 正例
//! `qingshanxi-net.cn` 没有备案
//!
//! ## 反例
//! `mail.qingshanxi-net.cn`，而 `qingshanxi-net.cn` 已备案
//!
//! ## 处理
//! 子域名归原网站的，改报该网站的接入备案。
//!
//! ## Check
//! No domain above that of a new site is filed.
//!
//! ## Reason
//! Where only a host below a filed domain, or its mail, is served here, no new site is needed: another access of the
//! filed site lets the interception system see the number.
//!
//! ## Passes
//! `qingshanxi-net.cn` is not filed
//!
//! ## Fails
//! `mail.qingshanxi-net.cn` while `qingshanxi-net.cn` is filed
//!
//! ## Remedy
//! File an access of the site to which the domain belongs.

use crate::check::upwards;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-subdomain-elsewhere-add-access",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for domain in order.domains() {
        let Some(name) = domain.name.get() else {
            continue;
        };
        let filed = upwards(name).skip(1).find_map(|above| {
            let (_, site) = context.filed.filings.sites_of(above).next()?;
            Some((above, site))
        });
        if let Some((above, site)) = filed {
            let site = site.called();
            let message = Text::new(
                format!("上级域名 {above} 已备案为 {site}，可只报接入备案"),
                format!("{above} is filed as {site}: an access may be enough"),
            );
            report.flag(order, &domain.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(name: &str) -> usize {
        let change = |order: &mut Sample| order.set("域名.域名", name);
        findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), change).len()
    }

    #[test]
    fn a_domain_of_its_own_passes() {
        assert_eq!(found("lvsong-tea.cn"), 0);
        let nothing = findings_beside(&RULE, Sample::new_site(), &Default::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn a_host_below_a_filed_domain_is_noted() {
        assert_eq!(found("mail.qingshanxi-net.cn"), 1);
    }
}
