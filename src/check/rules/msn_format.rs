//! MSN 账号的写法 | Form of messenger accounts
//!
//! ## 检查
//! 填写了 MSN 时，是含 `@` 的账号，6 至 128 个字符。
//!
//! ## 原因
//! 管局校验 MSN 格式，不符即退回 1012；长度不符会使整个文件以 5001 退回。
//!
//! ## 正例
//! `lin@mail.cn`
//!
//! ## 反例
//! `abc`
//!
//! ## 处理
//! 改为完整账号，没有 MSN 就留空。
//!
//! ## Check
//! A messenger account, where given, holds an `@` and has 6 to 128 characters.
//!
//! ## Reason
//! The bureau checks the form and refuses with 1012; a wrong length makes the whole file come back with 5001.
//!
//! ## Passes
//! `lin@mail.cn`
//!
//! ## Fails
//! `abc`
//!
//! ## Remedy
//! Write the complete account, or leave the cell empty.

use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "msn-format",
    severity: Severity::Error,
    code: Some(1012),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let Some(account) = person.msn.get() else {
            continue;
        };
        if !account.contains('@') {
            report.flag(
                order,
                person.msn,
                Text::new("MSN 账号里没有 @", "the account has no @"),
            );
        } else if let Some(message) = order
            .kind()
            .and_then(|kind| length::problem(kind, person.msn))
        {
            report.flag(order, person.msn, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn no_account_and_a_complete_one_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人MSN", ""));
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人MSN", "lin@mail.cn")
        });
    }

    #[test]
    fn a_fragment_is_found() {
        assert_fires(&RULE, "主体负责人MSN", |order| {
            order.set("主体.主体负责人MSN", "abc")
        });
        assert_fires(&RULE, "网站负责人MSN", |order| {
            order.set("网站.网站负责人MSN", "a@b")
        });
    }
}
