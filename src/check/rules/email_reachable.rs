//! 邮箱能收信 | E-mail addresses can receive
//!
//! ## 检查
//! 邮箱不是示例或占位地址：域名不是 `example.*`、`*.test`、`*.invalid`、`*.local`，地址不是 `test@test.com`。
//!
//! ## 原因
//! 备案密码和通知寄到这个邮箱；收不到信时审核会退回。
//!
//! ## 正例
//! `zhang@corp-sample.com.cn`
//!
//! ## 反例
//! `test@test.com`
//!
//! ## 处理
//! 填写负责人正在使用的邮箱。
//!
//! ## Check
//! Addresses are no examples or placeholders: the domain is not `example.*`, `*.test`, `*.invalid` or `*.local`, the
//! address not `test@test.com`.
//!
//! ## Reason
//! The filing password and notices are sent there; the review refuses an address that cannot receive.
//!
//! ## Passes
//! `zhang@corp-sample.com.cn`
//!
//! ## Fails
//! `test@test.com`
//!
//! ## Remedy
//! Write a mailbox that the principal reads.

use crate::check::{Check, Context, Report, Rule, people, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "email-reachable",
    severity: Severity::Warning,
    code: Some(1009),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        if person.email.get().is_some_and(|addresses| {
            addresses
                .0
                .iter()
                .any(|address| is_placeholder(address, context))
        }) {
            report.flag(
                order,
                person.email,
                Text::new(
                    "邮箱是示例或占位地址，收不到信",
                    "an e-mail address is an example or placeholder and cannot receive",
                ),
            );
        }
    }
}

/// Whether the address is a well-known placeholder, or its domain one that the standards keep free.
fn is_placeholder(address: &str, context: &Context<'_>) -> bool {
    let address = address.to_ascii_lowercase();
    let host = address.rsplit('@').next().unwrap_or_default();
    let mut labels = host.rsplit('.');
    let (last, second) = (labels.next().unwrap_or_default(), labels.next());
    second == Some("example")
        || words::list(context, "unreachable-domain").any(|label| label == last)
        || words::list(context, "placeholder-address").any(|known| known == address)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn ordinary_addresses_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人邮箱", "zhang@corp-sample.com.cn")
        });
    }

    #[test]
    fn examples_and_placeholders_are_found() {
        for address in [
            "test@test.com",
            "lin@example.com",
            "lin@mail.example.org",
            "lin@office.local",
        ] {
            assert_fires(&RULE, "主体负责人邮箱", |order| {
                order.set("主体.主体负责人邮箱", address)
            });
        }
    }
}
