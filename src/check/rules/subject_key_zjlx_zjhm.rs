//! 一批中同一主体只首次备案一次 | A subject is filed for the first time once in a batch
//!
//! ## 检查
//! 同一批的首次备案中，证件类型和证件号码都相同的只有一个；大小写、全角半角和空格不计。
//!
//! ## 原因
//! 管局以“证件类型＋证件号码”辨认主体，第二个订单会以 1003 退回。
//!
//! ## 正例
//! 两个首次备案的证件号码不同
//!
//! ## 反例
//! 两个首次备案都是营业执照 `91330100MA00000072`，其中一个写成小写
//!
//! ## 处理
//! 合并为一个订单，把网站都放在其中；或先备一个，通过后其余改为新增网站。
//!
//! ## Check
//! Among a batch's new filings only one has a certificate of the same type and number; case, width and blanks do not
//! count.
//!
//! ## Reason
//! The bureau knows a subject by type and number of its certificate, and refuses the second order with 1003.
//!
//! ## Passes
//! Two new filings with different numbers
//!
//! ## Fails
//! Two new filings with the business licence `91330100MA00000072`, one of them in lower case
//!
//! ## Remedy
//! Merge the orders with all their sites, or file one and the others as new sites after its approval.

use crate::codes::fold;
use std::collections::BTreeMap;

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-key-zjlx-zjhm",
    severity: Severity::Error,
    code: Some(1003),
    kinds: &[Kind::NewFiling],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut subjects: BTreeMap<(u32, String), Vec<&Order>> = BTreeMap::new();
    for order in orders {
        let subject = &order.subject;
        if let (Some(certificate), Some(number)) = (
            subject.certificate_type.get(),
            subject.certificate_number.get(),
        ) {
            subjects
                .entry((certificate.id, fold(number)))
                .or_default()
                .push(order);
        }
    }
    for same in subjects.values().filter(|same| same.len() > 1) {
        for (index, order) in same.iter().enumerate() {
            let other = &same[usize::from(index == 0)].number.text;
            report.flag(
                order,
                &order.subject.certificate_number,
                Text::new(
                    format!("与订单 {other} 是同一主体，只能首次备案一次"),
                    format!("the same subject as in order {other}, which can be filed for the first time only once"),
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, findings_in};

    fn pair(number: &str) -> [crate::order::Order; 2] {
        let mut second = Sample::unit();
        second.order.number.text = "T-0002".into();
        second.set("主体.主办单位证件号码", number);
        [Sample::unit().order, second.order]
    }

    #[test]
    fn different_subjects_pass() {
        assert!(findings_in(&RULE, &pair("330100000000011"), &Settings::default()).is_empty());
    }

    #[test]
    fn the_same_certificate_is_found_in_both_orders_whatever_its_case() {
        let found = findings_in(&RULE, &pair("91330100ma00000072"), &Settings::default());
        let orders: Vec<&str> = found
            .iter()
            .filter_map(|finding| finding.order.as_deref())
            .collect();
        assert_eq!(orders, ["T-0001", "T-0002"]);
    }
}
