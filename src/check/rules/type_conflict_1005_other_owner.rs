//! 域名已在别的主体备案 | The domain is filed with somebody else
//!
//! ## 检查
//! 新增网站的域名没有随别的主体备案。
//!
//! ## 原因
//! 域名一次只能属于一个备案；属于别的主体的，管局按 1005 退回。
//!
//! ## 正例
//! 管局数据中没有该域名
//!
//! ## 反例
//! 域名已随别的主体的 `浙ICP备99000001号-1` 备案
//!
//! ## 处理
//! 请客户带域名证书向当地通信管理局申请注销原备案，注销后再报；域名录错的，更正后再报。
//!
//! ## Check
//! No domain of a new site is filed with another subject.
//!
//! ## Reason
//! A domain belongs to one filing at a time; one that another subject has filed is refused with 1005.
//!
//! ## Passes
//! a domain that is not filed
//!
//! ## Fails
//! a domain that is filed with another subject's `浙ICP备99000001号-1`
//!
//! ## Remedy
//! Let the customer take the domain certificate to the bureau and ask it to cancel the old filing, then send the order;
//! correct the domain where it is mistyped.

use crate::check::taken::{Taken, flag_taken};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-conflict-1005-other-owner",
    severity: Severity::Error,
    code: Some(1005),
    kinds: Kind::NEW_SITES,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    flag_taken(order, context, report, |taken| {
        let Taken::Elsewhere(site) = taken else {
            return None;
        };
        let site = site.called();
        Some(Text::new(
            format!("域名已随别的主体的网站 {site} 备案"),
            format!("the domain is filed with {site} of another subject"),
        ))
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    #[test]
    fn a_domain_of_the_same_subject_or_of_a_cancelled_site_passes() {
        assert!(findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), |_| ()).is_empty());
        let gone = filed(|subject| subject.sites[0].live = false);
        assert!(findings_beside(&RULE, Sample::individual(), &gone, |_| ()).is_empty());
    }

    #[test]
    fn a_domain_of_another_subject_is_found() {
        let found = findings_beside(&RULE, Sample::individual(), &filed(|_| ()), |_| ());
        assert_eq!((found.len(), found[0].code), (1, Some(1005)));
        assert!(found[0].message.zh.contains("浙ICP备99000123号-1"));
    }
}
