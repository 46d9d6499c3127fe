//! 不同主体的网站名称相同 | One name of different subjects
//!
//! ## 检查
//! 同批订单中，不同主体的网站名称不相同；同一主体的几个网站可以同名。
//!
//! ## 原因
//! 与其他主体的网站同名时管局可能退回 1020。
//!
//! ## 正例
//! 同一单位的两个网站都叫 `青杉溪网络`
//!
//! ## 反例
//! 两个主体的网站都叫 `青杉溪网络`
//!
//! ## 处理
//! 其中一个换名称。
//!
//! ## Check
//! Different subjects of a batch do not give their sites the same name; sites of one subject may share one.
//!
//! ## Reason
//! The bureau may refuse a name that another subject's site has with 1020.
//!
//! ## Passes
//! two sites of one unit called `青杉溪网络`
//!
//! ## Fails
//! sites of two subjects called `青杉溪网络`
//!
//! ## Remedy
//! Rename one of them.

use std::collections::HashMap;

use crate::check::compare::SubjectKey;
use crate::check::{Check, Context, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-conflict-1020",
    severity: Severity::Warning,
    code: Some(1020),
    kinds: Kind::NEW_SITES,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut first: HashMap<&str, (SubjectKey, &Order)> = HashMap::new();
    for order in orders {
        let Some(key) = SubjectKey::of(order) else {
            continue;
        };
        for (site, name) in site_names::each(order) {
            let (other, holder) = first.entry(name).or_insert_with(|| (key.clone(), order));
            if other.is_other_than(&key) {
                let number = &holder.number.text;
                let message = Text::new(
                    format!("订单 {number} 的另一主体已用此名称"),
                    format!("another subject, of order {number}, uses this name"),
                );
                report.flag(order, &site.name, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_silent, findings_in};

    #[test]
    fn sites_of_one_subject_may_share_a_name() {
        assert_silent(&RULE, |order| {
            order.set("网站[2].网站名称", "青杉溪网络官方网站")
        });
    }

    #[test]
    fn the_same_name_of_another_subject_is_found() {
        let (one, mut other) = (Sample::unit(), Sample::individual());
        other.order.number.text = "T-0002".into();
        other.set("网站.网站名称", "青杉溪网络官方网站");
        let found = findings_in(&RULE, &[one.order, other.order], &Settings::default());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
    }
}
