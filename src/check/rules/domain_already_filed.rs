//! 域名已在本主体备案 | The domain is filed with this subject
//!
//! ## 检查
//! 新增网站的域名没有随本主体的别的网站备案。
//!
//! ## 原因
//! 域名已在备案库中，新增会被管局按 1005 退回；属于本主体的，网站换到这里只需接入备案。
//!
//! ## 正例
//! 管局数据中没有该域名
//!
//! ## 反例
//! 域名已随本主体的 `浙ICP备99000123号-1` 备案
//!
//! ## 处理
//! 网站换接入商的改报接入备案；要把域名挪到另一个网站的，先报变更备案移出，通过后再报新增。
//!
//! ## Check
//! No domain of a new site is filed with another site of the same subject.
//!
//! ## Reason
//! A domain that is filed is refused with 1005; where it is the subject's own, the site that moves here needs an access
//! only.
//!
//! ## Passes
//! a domain that is not filed
//!
//! ## Fails
//! a domain that is filed with the subject's own `浙ICP备99000123号-1`
//!
//! ## Remedy
//! File an access where the site moves to this carrier; to move the domain to another site, take it out with a change
//! first and file the new site when that is approved.

use crate::check::taken::{Taken, flag_taken};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-already-filed",
    severity: Severity::Error,
    code: Some(1005),
    kinds: Kind::NEW_SITES,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    flag_taken(order, context, report, |taken| {
        let Taken::Here(site) = taken else {
            return None;
        };
        let site = site.called();
        Some(Text::new(
            format!("域名已随本主体的网站 {site} 备案，应报接入备案"),
            format!("the domain is filed with {site} of this subject: file an access"),
        ))
    });
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
    fn a_domain_that_is_not_filed_passes() {
        assert_eq!(found("qingshanxi-shop.cn"), 0);
        let other = findings_beside(&RULE, Sample::individual(), &filed(|_| ()), |_| ());
        assert!(other.is_empty(), "it is filed with another subject");
    }

    #[test]
    fn a_domain_of_another_site_of_the_subject_is_found() {
        assert_eq!(found("QINGSHANXI-net.cn"), 1);
    }
}
