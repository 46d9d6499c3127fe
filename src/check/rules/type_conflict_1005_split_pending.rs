//! 域名的拆分还没通过 | The split is not approved yet
//!
//! ## 检查
//! 新增网站的域名，没有正在由一个未办结的变更从另一个网站移出。
//!
//! ## 原因
//! 把域名从网站移出的变更要先通过，之前域名仍属于原网站，新增会被管局按 1005 退回。
//!
//! ## 正例
//! 移出 `qingshanxi-shop.cn` 的变更已通过
//!
//! ## 反例
//! 移出 `qingshanxi-shop.cn` 的变更还在审核
//!
//! ## 处理
//! 不用处理：变更通过、管局公布之后，下一次运行自动放行。
//!
//! ## Check
//! No domain of a new site is being taken out of another site by a change that is still open.
//!
//! ## Reason
//! The change that takes the domain out has to be approved first; until then it belongs to the old site, and the bureau
//! refuses the new one with 1005.
//!
//! ## Passes
//! the change that takes out `qingshanxi-shop.cn` is approved
//!
//! ## Fails
//! the change that takes out `qingshanxi-shop.cn` is under review
//!
//! ## Remedy
//! Nothing is to be done: the order goes out with the first run after the change is approved and published.

use crate::check::taken::{Taken, flag_taken};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-conflict-1005-split-pending",
    severity: Severity::Error,
    code: Some(1005),
    kinds: Kind::NEW_SITES,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    flag_taken(order, context, report, |taken| {
        let Taken::Leaving(site, change) = taken else {
            return None;
        };
        let (site, Text { zh, en }) = (site.called(), change.called());
        Some(Text::new(
            format!("域名还属于网站 {site}，{zh}移出它，等其通过"),
            format!(
                "the domain is still with {site}: {en} takes it out and has to be approved first"
            ),
        ))
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, filed, findings_beside};
    use crate::order::Kind;

    #[test]
    fn a_domain_that_no_open_change_takes_out_passes() {
        assert!(findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_domain_that_an_open_change_takes_out_waits_for_it() {
        let removed = Claim::open(ClaimKind::RemovedDomain, "qingshanxi-net.cn");
        let filed = claimed(filed(|_| ()), removed, Kind::Change);
        let found = findings_beside(&RULE, Sample::new_site(), &filed, |_| ());
        assert!(
            found[0].message.zh.contains("订单 T-0000（变更备案）"),
            "{found:#?}"
        );
    }
}
