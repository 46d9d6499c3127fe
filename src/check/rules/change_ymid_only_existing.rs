//! 域名Id只用于已备案的域名 | Only filed domains have an id
//!
//! ## 检查
//! 变更填写的省局域名Id，是所属网站同名域名的Id；新加的域名没有省局域名Id。
//!
//! ## 原因
//! Id 与域名不符的，管局按 1016 退回。
//!
//! ## 正例
//! 新加的 `qingshanxi-new.cn` 没有省局域名Id
//!
//! ## 反例
//! 新加的 `qingshanxi-new.cn` 填了别的域名的Id
//!
//! ## 处理
//! 把Id留空，由程序从台账补全。
//!
//! ## Check
//! The bureau's id of a domain in a change is that of the site's domain of the same name; a new domain has none.
//!
//! ## Reason
//! An id that does not fit the domain is refused with 1016.
//!
//! ## Passes
//! the new `qingshanxi-new.cn` without an id
//!
//! ## Fails
//! the new `qingshanxi-new.cn` with the id of another domain
//!
//! ## Remedy
//! Leave the id blank, it is filled up from the ledger.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-ymid-only-existing",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let meant = context.filed.filings.meant(site);
        if meant.is_empty() {
            continue;
        }
        for domain in &site.domains {
            let (Some(id), Some(name)) = (domain.bureau_id.get(), domain.name.get()) else {
                continue;
            };
            let mut known = meant.iter().flat_map(|(_, site)| site.live_domains());
            if known.any(|known| known.id == id.0 && known.name == name.ascii()) {
                continue;
            }
            let message = Text::new(
                "网站没有这个Id的同名域名；新域名不填Id",
                "the site has no domain of this name with this id; a new domain has no id",
            );
            report.flag(order, &domain.bureau_id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(name: &str, id: &str) -> usize {
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), |order| {
            order.set("域名[2].域名", name);
            order.set("域名[2].省局域名Id", id);
        });
        found.len()
    }

    #[test]
    fn filed_domains_with_their_ids_and_new_ones_without_pass() {
        assert_eq!(found("qingshanxi-new.cn", ""), 0);
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_new_domain_with_an_id_is_found() {
        assert_eq!(found("qingshanxi-new.cn", "880014"), 1);
    }
}
