//! 同一主体的备案密码相同 | One filing password for a subject
//!
//! ## 检查
//! 同一批中，同一主体备案号的订单填写的备案密码相同；明文与明文比较，MD5 值与 MD5 值比较。
//!
//! ## 原因
//! 一个主体只有一个备案密码，两个不同的密码至少有一个会以 1018 退回。
//!
//! ## 正例
//! 两个订单的密码相同
//!
//! ## 反例
//! 两个订单的密码不同
//!
//! ## 处理
//! 与客户核对密码，改正错误的一个。
//!
//! ## Check
//! Orders of a batch with the same subject number have the same password; plain ones are compared with plain ones,
//! hashes with hashes.
//!
//! ## Reason
//! A subject has one password: of two different ones at least one is refused with 1018.
//!
//! ## Passes
//! The same password in two orders
//!
//! ## Fails
//! Two passwords
//!
//! ## Remedy
//! Ask the customer, and correct the wrong one.

use std::collections::BTreeMap;

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "password-one-per-subject",
    severity: Severity::Warning,
    code: Some(1018),
    kinds: Kind::FILINGS,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut passwords: BTreeMap<(&str, bool), Vec<(&Order, &str)>> = BTreeMap::new();
    for order in orders {
        let number = order
            .subject
            .filing_number
            .get()
            .or_else(|| order.sites.iter().find_map(|site| site.filing_number.get()));
        if let (Some(number), Some(password)) = (number, order.header.password.get()) {
            passwords
                .entry((number.subject(), is_hash(password)))
                .or_default()
                .push((order, password));
        }
    }
    for ((_, hashed), of_subject) in passwords {
        let Some(&(first, password)) = of_subject.first() else {
            continue;
        };
        let same = |other: &str| {
            if hashed {
                other.eq_ignore_ascii_case(password)
            } else {
                other == password
            }
        };
        for (order, _) in of_subject.iter().filter(|(_, other)| !same(other)) {
            let other = &first.number.text;
            report.flag(
                order,
                &order.header.password,
                Text::new(
                    format!("与订单 {other} 是同一主体，备案密码却不同"),
                    format!("the same subject as in order {other}, but another password"),
                ),
            );
        }
    }
}

/// Whether the password is given as its MD5.
fn is_hash(password: &str) -> bool {
    password.len() == 32 && password.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, findings_in};

    fn with_password(password: &str) -> usize {
        let mut second = Sample::new_access();
        second.order.number.text = "T-0002".into();
        second.set("订单.备案密码", password);
        findings_in(
            &RULE,
            &[Sample::new_site().order, second.order],
            &Settings::default(),
        )
        .len()
    }

    #[test]
    fn equal_passwords_and_a_hash_beside_a_plain_one_pass() {
        assert_eq!(with_password("k7Wq2p"), 0);
        assert_eq!(with_password("25d55ad283aa400af464c76d713c07ad"), 0);
    }

    #[test]
    fn two_passwords_of_one_subject_are_found() {
        assert_eq!(with_password("K7Wq2p"), 1);
    }
}
