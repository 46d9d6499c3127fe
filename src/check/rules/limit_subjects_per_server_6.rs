//! 一个 IP 的主体数 | Subjects that share an IP address
//!
//! ## 检查
//! 同批订单中使用同一 IP 的主体不超过配置的个数，默认 6 个。
//!
//! ## 原因
//! 一台服务器承载的备案主体有限，过多会被认为多人共用。
//!
//! ## 正例
//! 6 个主体共用 `119.29.0.1`
//!
//! ## 反例
//! 7 个主体共用 `119.29.0.1`
//!
//! ## 处理
//! 与客户确认服务器是否共用；把多出的网站换到其他服务器，或在配置中调高 subjects_per_ip。
//!
//! ## Check
//! In one batch at most as many subjects as configured share an IP address, by default 6.
//!
//! ## Reason
//! A server may carry the filings of a few subjects only; more look like a shared one.
//!
//! ## Passes
//! 6 subjects with `119.29.0.1`
//!
//! ## Fails
//! 7 subjects with `119.29.0.1`
//!
//! ## Remedy
//! Ask whether the server is shared; move sites to another one, or raise subjects_per_ip in the configuration.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::compare::SubjectKey;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Address, IpAddress, IpRange, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "limit-subjects-per-server-6",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let most = context.settings.limits.subjects_per_ip;
    let mut ranges: Vec<(IpRange, SubjectKey, &Order, &Address)> = Vec::new();
    for order in orders {
        let Some(key) = SubjectKey::of(order) else {
            continue;
        };
        let of_order = order
            .addresses()
            .filter_map(|address| Some((address.range()?, key.clone(), *order, address)));
        ranges.extend(of_order.filter(|(range, ..)| range.first <= range.last));
    }
    ranges.sort_by_key(|(range, ..)| range.first);
    // The subjects that use the address at which the walk stands, with the last address of each.
    let mut open: BTreeMap<&SubjectKey, IpAddress> = BTreeMap::new();
    let mut ends: BTreeSet<(IpAddress, &SubjectKey)> = BTreeSet::new();
    for (range, key, order, address) in &ranges {
        while let Some((_, gone)) = ends
            .first()
            .copied()
            .filter(|(last, _)| *last < range.first)
        {
            ends.pop_first();
            open.remove(gone);
        }
        let known = open.get(key).copied();
        if known.is_none_or(|last| last < range.last) {
            open.insert(key, range.last);
            ends.insert((range.last, key));
        }
        if let Some(last) = known.filter(|last| *last < range.last) {
            ends.remove(&(last, key));
        }
        if known.is_none() && open.len() > most {
            let message = Text::new(
                format!(
                    "本批已有 {} 个主体使用 {}，最多 {most} 个",
                    open.len(),
                    range.first
                ),
                format!(
                    "{} subjects of the batch use {}, at most {most} may",
                    open.len(),
                    range.first
                ),
            );
            report.flag(order, &address.first, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, findings_in};

    fn batch(subjects: usize) -> Vec<crate::order::Order> {
        (0..subjects)
            .map(|n| {
                let mut sample = Sample::unit();
                sample.order.number.text = format!("T-{n:04}").into();
                sample.set("主体.主办单位证件号码", &format!("91330100MA000000{n:02}"));
                sample.order
            })
            .collect()
    }

    #[test]
    fn six_subjects_may_share_an_address() {
        assert!(findings_in(&RULE, &batch(6), &Settings::default()).is_empty());
    }

    #[test]
    fn the_seventh_subject_is_found() {
        let found = findings_in(&RULE, &batch(7), &Settings::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].field, "起始IP");
    }

    #[test]
    fn several_orders_of_one_subject_count_once() {
        let mut orders = batch(7);
        for order in &mut orders {
            order.subject = Sample::unit().order.subject;
        }
        assert!(findings_in(&RULE, &orders, &Settings::default()).is_empty());
    }
}
