//! 未备案网站属于本公司 | The unfiled site is this carrier's
//!
//! ## 检查
//! 答复的网站在管局下发给本公司的未备案网站列表（WBAWZLB）中，接入商一栏是本公司。列表没有下发过的，只看接入商一栏。
//!
//! ## 原因
//! 不属于本企业的网站，管局按 5005 退回。
//!
//! ## 正例
//! `weibei-shop.cn` 在列表中
//!
//! ## 反例
//! `weibei-else.cn` 不在列表中
//!
//! ## 处理
//! 按管局的列表核对域名和IP；不是本公司的，去掉该订单。
//!
//! ## Check
//! A site that is answered for stands on the list of unfiled sites (WBAWZLB) that the bureau has sent to this carrier,
//! and its carrier is this one. Before any list has come only the carrier is looked at.
//!
//! ## Reason
//! The bureau refuses sites of others with 5005.
//!
//! ## Passes
//! `weibei-shop.cn` of the list
//!
//! ## Fails
//! `weibei-else.cn`, which the list does not have
//!
//! ## Remedy
//! Check domain and address with the bureau's list; drop the order where the site is not ours.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "wba-own-site",
    severity: Severity::Error,
    code: Some(5005),
    kinds: &[Kind::UnfiledSite],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        let ReportRow::UnfiledSite(row) = row else {
            continue;
        };
        let carrier = row
            .carrier
            .get()
            .map(|id| id.0)
            .zip(context.settings.carrier_id);
        if carrier.is_some_and(|(given, ours)| given != ours) {
            let message = Text::new("接入商不是本公司", "the carrier is not this one");
            report.flag(order, &row.carrier, message);
            continue;
        }
        let (Some(domain), Some(address)) = (row.domain.get(), row.address.get()) else {
            continue;
        };
        let site = (domain.trim().to_lowercase(), address.to_string());
        if context.filed.lists.unfiled.lacks(&site) {
            let message = Text::new(
                "管局下发的列表中没有这个域名和IP",
                "the bureau's list does not have this domain with this address",
            );
            report.flag(order, &row.domain, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, Listed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(domain: &str, carrier: &str) -> Vec<String> {
        let mut filed = Filed::default();
        filed.lists.unfiled = Listed::of([("weibei-shop.cn".into(), "119.29.0.9".into())]);
        let found = findings_beside(&RULE, Sample::unfiled_site(), &filed, |order| {
            order.set("未备案处理.域名", domain);
            order.set("未备案处理.接入商", carrier);
        });
        found
            .into_iter()
            .map(|finding| finding.field.into_owned())
            .collect()
    }

    #[test]
    fn a_site_of_the_list_passes_and_before_a_list_came_every_one() {
        assert!(found("weibei-SHOP.cn", "330000000001").is_empty());
        let sample = Sample::unfiled_site();
        assert!(findings_beside(&RULE, sample, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn other_sites_and_other_carriers_are_found() {
        assert_eq!(found("weibei-else.cn", "330000000001"), ["域名"]);
        assert_eq!(found("weibei-shop.cn", "330000000002"), ["接入商"]);
    }
}
