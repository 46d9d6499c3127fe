//! 核验单上的域名 | Domains on the verification form
//!
//! ## 检查
//! 填写了“核验单域名”的核验单，所列域名与其网站的域名相同，不多也不少。
//!
//! ## 原因
//! 核验单与上报内容不一致时管局退回 1055。
//!
//! ## 正例
//! 核验单和网站都是 `qingshanxi-net.cn`
//!
//! ## 反例
//! 核验单多一个 `lvsong.net`
//!
//! ## 处理
//! 重新填写、签署核验单，或改正网站的域名。
//!
//! ## Check
//! Where the domains on a form are given, they are those of its site, no more and no fewer.
//!
//! ## Reason
//! The bureau refuses a form that differs from the record with 1055.
//!
//! ## Passes
//! form and site with `qingshanxi-net.cn`
//!
//! ## Fails
//! a form with `lvsong.net` as well
//!
//! ## Remedy
//! Make and sign a new form, or correct the site's domains.

use std::collections::BTreeSet;

use crate::check::{Check, Context, Owner, Report, Rule, owner};
use crate::codes::ids::purpose;
use crate::order::{AnyField, DomainName, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-form-vs-system",
    severity: Severity::Warning,
    code: Some(1055),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in &order.attachments {
        let is_form = attachment
            .usage
            .get()
            .is_some_and(|code| code.id == purpose::FORM);
        let Some(listed) = attachment.form_domains.get().filter(|_| is_form) else {
            continue;
        };
        let Some(Owner::Site(index)) = owner(order, attachment) else {
            continue;
        };
        let on_form: BTreeSet<String> = listed.0.iter().map(|name| ascii(name)).collect();
        let domains = order.sites[index]
            .domains
            .iter()
            .filter(|domain| !domain.name.is_absent());
        let of_site: BTreeSet<String> = domains.map(|domain| ascii(domain.name.text())).collect();
        if on_form != of_site {
            let message = Text::new(
                "核验单域名与网站的域名不一致",
                "the form lists other domains than the site",
            );
            report.flag(order, &attachment.form_domains, message);
        }
    }
}

fn ascii(name: &str) -> String {
    DomainName::parse(name).map_or_else(|| name.to_lowercase(), |domain| domain.ascii().to_owned())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_sites_domains_pass() {
        assert_silent(&RULE, |order| {
            order.set("附件[6].核验单域名", "QINGSHANXI-net.cn")
        });
    }

    #[test]
    fn more_and_other_domains_are_found() {
        assert_fires(&RULE, "核验单域名", |order| {
            order.set("附件[6].核验单域名", "qingshanxi-net.cn;lvsong.net")
        });
        assert_fires(&RULE, "核验单域名", |order| {
            order.set("附件[6].核验单域名", "lvsong.net")
        });
    }
}
