//! 网站已注销 | The site is cancelled
//!
//! ## 检查
//! 订单所填的网站没有注销，也没有从管局最近的全量数据中消失。
//!
//! ## 原因
//! 对已注销网站的任何操作，管局按 1050 退回。
//!
//! ## 正例
//! 网站有效
//!
//! ## 反例
//! 网站已由 ZXSJ 注销
//!
//! ## 处理
//! 告知客户网站备案已不存在；需要的话作为新增网站重新报。
//!
//! ## Check
//! A site that an order names is neither cancelled nor missing from the bureau's last full copy.
//!
//! ## Reason
//! Whatever is asked for a cancelled site is refused with 1050.
//!
//! ## Passes
//! a site that the bureau has
//!
//! ## Fails
//! a site that a ZXSJ has cancelled
//!
//! ## Remedy
//! Tell the customer that the filing of the site is gone; file it as a new site where it is needed.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancelled-site-refused",
    severity: Severity::Error,
    code: Some(1050),
    kinds: &[
        Kind::NewAccess,
        Kind::Change,
        Kind::CancelSite,
        Kind::CancelAccess,
    ],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let told_of_subject = matches!(order.kind(), Some(Kind::Change | Kind::CancelSite));
    for (found, field) in context.filed.filings.named_sites(order) {
        let is_gone = !found.is_empty() && found.iter().all(|(_, site)| !site.live);
        if is_gone && !(told_of_subject && found.iter().all(|(subject, _)| !subject.live)) {
            let message = Text::new(
                "网站已注销，或已不在管局的全量数据中",
                "the site is cancelled, or missing from the bureau's full copy",
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Kind;

    fn found(live: bool) -> Vec<usize> {
        let filed = filed(|subject| subject.sites[0].live = live);
        let samples = [
            Sample::new_access(),
            Sample::change(),
            Sample::cancellation(Kind::CancelAccess),
        ];
        let found = samples.into_iter().map(|sample| {
            let change = |order: &mut Sample| {
                if order.order.sites.is_empty() {
                    order.set("注销.记录Id", "880015");
                }
            };
            findings_beside(&RULE, sample, &filed, change).len()
        });
        found.collect()
    }

    #[test]
    fn a_live_site_passes() {
        assert_eq!(found(true), [0, 0, 0]);
        let unknown = findings_beside(&RULE, Sample::new_access(), &Default::default(), |_| ());
        assert!(unknown.is_empty());
    }

    #[test]
    fn every_operation_on_a_cancelled_site_is_found() {
        assert_eq!(found(false), [1, 1, 1]);
    }
}
