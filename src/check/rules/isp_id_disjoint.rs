//! 企业侧Id 不重复 | Own ids are unique
//!
//! ## 检查
//! 同批订单中填写的企业侧主体Id、网站Id、域名Id、IP Id 在各自一类中不重复；不填由工具分配。
//!
//! ## 原因
//! 管局按企业侧Id 认记录，重复的被当作已报过，退回 1037；结果也会对不上订单。
//!
//! ## 正例
//! 空，或各不相同的编号
//!
//! ## 反例
//! 两个网站都填 `2000001`
//!
//! ## 处理
//! 清空企业侧Id，由工具分配。
//!
//! ## Check
//! Own ids of subjects, sites, domains and IP ranges, where given, are unique among their kind in a batch; absent ones
//! are allocated.
//!
//! ## Reason
//! The bureau knows records by these ids: a repeated one counts as reported before and is refused with 1037, and
//! answers could not find their order.
//!
//! ## Passes
//! nothing, or different ids
//!
//! ## Fails
//! two sites with `2000001`
//!
//! ## Remedy
//! Empty the ids, so that they are allocated.

use crate::check::compare::{self, Holders};
use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, records};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "isp-id-disjoint",
    severity: Severity::Error,
    code: Some(1037),
    kinds: Kind::ALL,
    check: Check::Batch(check),
};

/// Tags of the ids; those of accesses have a rule of their own.
const TAGS: [&str; 5] = ["IspZtid", "IspWzid", "IspYmid", "IspIpid", "IspId"];

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut holders = Holders::new();
    for order in orders {
        for Placed {
            field, presence, ..
        } in records::fields(order)
        {
            let tag = field.column().tag();
            if !TAGS.contains(&tag) || presence.is_none() {
                continue;
            }
            let id = field.text().parse::<u64>().ok();
            if let Some(holder) = id.and_then(|id| holders.earlier((tag, id), order)) {
                let Text { zh, en } = compare::earlier(holder, order);
                let message = Text::new(
                    format!("{zh}已用此Id"),
                    format!("{en} uses this id already"),
                );
                report.flag(order, field, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings_in};

    #[test]
    fn ids_of_different_kinds_may_be_equal() {
        assert_silent(&RULE, |order| {
            order.set("网站.企业侧网站Id", "2000001");
            order.set("域名.企业侧域名Id", "2000001");
        });
    }

    #[test]
    fn a_repeated_id_is_found_within_an_order_and_across_orders() {
        assert_fires(&RULE, "企业侧域名Id", |order| {
            order.set("域名.企业侧域名Id", "3000001");
            order.set("域名[2].企业侧域名Id", "3000001");
        });
        let mut one = Sample::unit();
        one.set("主体.企业侧主体Id", "1000001");
        let mut other = one.order.clone();
        other.number.text = "T-0002".into();
        let found = findings_in(&RULE, &[one.order, other], &Settings::default());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
    }
}
