//! 只接入部分域名要先拆分 | Split a site before a part of it moves
//!
//! ## 检查
//! 接入备案列出域名的，列全了该网站备案的域名。
//!
//! ## 原因
//! 接入的是整个网站；只把其中几个域名移过来的，原接入商要先用变更把网站拆开，否则审核退回。
//!
//! ## 正例
//! 网站有 `qingshanxi-net.cn`，订单也只列它
//!
//! ## 反例
//! 网站有两个域名，订单只列一个
//!
//! ## 处理
//! 请客户先在原接入商处拆分网站，通过后用新的网站备案号报接入。
//!
//! ## Check
//! An access that lists domains lists all domains of the filed site.
//!
//! ## Reason
//! An access is of the whole site; where only some of its domains move here, the old carrier splits the site by a
//! change first.
//!
//! ## Passes
//! a site with `qingshanxi-net.cn`, and an order that lists it
//!
//! ## Fails
//! a site with two domains, and an order that lists one
//!
//! ## Remedy
//! Let the customer have the site split at the old carrier, then file the access with the new number.

use std::collections::BTreeSet;

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-split-domains-before-access",
    severity: Severity::Warning,
    code: Some(1016),
    kinds: &[Kind::NewAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let named = site.domains.iter().filter_map(|domain| domain.name.get());
        let named: BTreeSet<&str> = named.map(|name| name.ascii()).collect();
        let Some(first) = site.domains.first().filter(|_| !named.is_empty()) else {
            continue;
        };
        for (_, filed) in context.filed.filings.meant(site) {
            let all = filed.live_domains().map(|domain| domain.name.as_str());
            let left: Vec<&str> = all.filter(|name| !named.contains(name)).collect();
            if filed.live && !left.is_empty() {
                let message = Text::new(
                    format!(
                        "网站 {} 还有域名 {}，要先在原接入商处拆分",
                        filed.called(),
                        left.join("、")
                    ),
                    format!(
                        "{} has {} too: the old carrier has to split the site first",
                        filed.called(),
                        left.join(", ")
                    ),
                );
                report.flag(order, &first.name, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{domain, filed, findings_beside};

    fn found(filed: &Filed, name: &str) -> usize {
        let change = |order: &mut Sample| order.set("域名.域名", name);
        findings_beside(&RULE, Sample::new_access(), filed, change).len()
    }

    #[test]
    fn all_domains_of_the_site_pass_and_so_do_none() {
        assert_eq!(found(&filed(|_| ()), "qingshanxi-net.cn"), 0);
        assert!(findings_beside(&RULE, Sample::new_access(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_part_of_the_domains_is_found() {
        let two = filed(|s| s.sites[0].domains.push(domain(31, "qingshanxi-net.com")));
        assert_eq!(found(&two, "qingshanxi-net.cn"), 1);
    }
}
