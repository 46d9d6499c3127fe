//! 网站在黑名单中 | The site is on the blacklist
//!
//! ## 检查
//! 网站的域名（含其上级域名）不在管局下发的黑名单中；只有网站名称相同的是警告。
//!
//! ## 原因
//! 黑名单上的域名不能备案也不能接入，管局按 1064 退回。黑名单随管局的下载文件增删，台账里总是最新的一份。
//!
//! ## 正例
//! 域名 `qingshanxi.cn`，黑名单中没有
//!
//! ## 反例
//! 域名 `shop.baishipu.cn`，黑名单中有 `baishipu.cn`
//!
//! ## 处理
//! 请客户向当地通信管理局了解原因；管局撤销之前不要上报，已有接入的应切断。
//!
//! ## Check
//! Neither the domains of a site nor those above them are on the blacklist that the bureau sends; an equal name of a
//! site alone is a warning.
//!
//! ## Reason
//! What stands there can neither be filed nor connected: the bureau answers 1064. The list comes with the bureau's
//! downloads, and the ledger has it as it is now.
//!
//! ## Passes
//! the domain `qingshanxi.cn`, which the list does not have
//!
//! ## Fails
//! the domain `shop.baishipu.cn`, when the list has `baishipu.cn`
//!
//! ## Remedy
//! Let the customer ask the local bureau why; do not send it before the bureau has struck it off, and cut an access
//! that exists.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-blacklist",
    severity: Severity::Error,
    code: Some(1064),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::NewAccess,
        Kind::Change,
    ],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let blacklist = &context.filed.blacklist;
    for site in &order.sites {
        let names = site.name.get().map_or(&[][..], |names| &names.0);
        let is_named = names.iter().any(|name| blacklist.has_name(name));
        let domains = site.domains.iter();
        let listed = domains
            .filter(|domain| { domain.name.get() }.is_some_and(|name| blacklist.has_domain(name)));
        let mut is_listed = false;
        for domain in listed {
            let message = Text::new(
                "域名在管局黑名单中，不能备案",
                "the domain is on the bureau's blacklist and cannot be filed",
            );
            report.flag(order, &domain.name, message);
            is_listed = true;
        }
        if is_named && !is_listed {
            let message = Text::new(
                "黑名单中有同名的网站，请核对",
                "a site of this name is on the bureau's blacklist: see whether it is the same",
            );
            report.flag(order, &site.name, message);
            report.at_most(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Blacklist, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;
    use crate::order::Severity;

    fn found(list: impl FnOnce(&mut Blacklist), cell: &str, text: &str) -> Vec<(String, Severity)> {
        let mut filed = Filed::default();
        list(&mut filed.blacklist);
        let found = findings_beside(&RULE, Sample::unit(), &filed, |order| order.set(cell, text));
        let found = found.into_iter();
        found
            .map(|finding| (finding.field.into_owned(), finding.severity))
            .collect()
    }

    #[test]
    fn a_listed_domain_and_what_lies_below_it_is_found() {
        let list = |blacklist: &mut Blacklist| blacklist.add_domain("baishipu.cn");
        for name in ["baishipu.cn", "shop.BAISHIPU.cn"] {
            let expected = [("域名".to_owned(), Severity::Error)];
            assert_eq!(found(list, "域名.域名", name), expected);
        }
        assert!(found(list, "域名.域名", "notbaishipu.cn").is_empty());
    }

    #[test]
    fn an_equal_name_alone_is_a_warning() {
        let list = |blacklist: &mut Blacklist| blacklist.add_name("白石浦商城");
        let expected = [("网站名称".to_owned(), Severity::Warning)];
        assert_eq!(found(list, "网站.网站名称", "白石浦商城"), expected);
    }
}
