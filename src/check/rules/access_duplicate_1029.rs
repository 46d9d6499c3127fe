//! 同一网站只报一次接入 | One access order for a site
//!
//! ## 检查
//! 同批的接入备案中，一个网站备案号或省局网站Id 只出现一次。
//!
//! ## 原因
//! 同一网站的接入正在审核时，再报会被退回 1029。
//!
//! ## 正例
//! 每个网站一次
//!
//! ## 反例
//! 两张订单都接入 `浙ICP备99000123号-1`
//!
//! ## 处理
//! 删除重复的一张；前一张有结果后再报。
//!
//! ## Check
//! In a batch a site's filing number or id stands in one new access only.
//!
//! ## Reason
//! While an access of the site is under review, another is refused with 1029.
//!
//! ## Passes
//! every site once
//!
//! ## Fails
//! two orders for `浙ICP备99000123号-1`
//!
//! ## Remedy
//! Delete one of them, or send it when the first has its answer.

use crate::check::compare::{self, Holders};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-duplicate-1029",
    severity: Severity::Error,
    code: Some(1029),
    kinds: &[Kind::NewAccess],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut holders = Holders::new();
    for order in orders {
        for site in &order.sites {
            let fields: [&dyn AnyField; 2] = [&site.filing_number, &site.bureau_id];
            for field in fields.into_iter().filter(|field| !field.is_absent()) {
                let key = (field.column().header, field.written().into_owned());
                if let Some(holder) = holders.earlier(key, order) {
                    let Text { zh, en } = compare::earlier(holder, order);
                    let message = Text::new(
                        format!("{zh}已接入此网站"),
                        format!("{en} is an access for this site already"),
                    );
                    report.flag(order, field, message);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings_in};

    #[test]
    fn another_site_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站[2].网站备案号", "浙ICP备99000123号-2")
        });
    }

    #[test]
    fn the_same_site_is_found_however_its_number_is_written() {
        assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| {
            order.set("网站[2].网站备案号", "浙icp备99000123号-1")
        });
    }

    #[test]
    fn the_later_order_is_found() {
        let (one, mut other) = (Sample::new_access(), Sample::new_access());
        other.order.number.text = "T-0002".into();
        let found = findings_in(&RULE, &[one.order, other.order], &Settings::default());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
    }
}
