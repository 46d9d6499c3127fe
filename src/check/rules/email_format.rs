//! 邮箱的写法 | Form of e-mail addresses
//!
//! ## 检查
//! 主体负责人和网站负责人都要有邮箱；每个地址是 `名称@域名` 的形式，域名里有点，多个用 `;` 分隔，合计 6 至 128 个字符。
//!
//! ## 原因
//! 管局校验邮箱格式，不符即退回 1009；备案密码也寄到这个邮箱。
//!
//! ## 正例
//! `a@b.cn;c@d.com`
//!
//! ## 反例
//! `abc.com`
//!
//! ## 处理
//! 改为完整的邮箱地址，多个用英文分号隔开；没有邮箱的，请负责人先注册一个。
//!
//! ## Check
//! The subject's and the sites' principals have e-mail addresses, each a name, `@` and a domain with a dot; several
//! are separated by `;`, 6 to 128 characters together.
//!
//! ## Reason
//! The bureau checks the form and refuses with 1009; the filing password is sent there too.
//!
//! ## Passes
//! `a@b.cn;c@d.com`
//!
//! ## Fails
//! `abc.com`
//!
//! ## Remedy
//! Write complete addresses, several separated by `;`; a principal without one has to open a mailbox.

use crate::check::contacts::is_address;
use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "email-format",
    severity: Severity::Error,
    code: Some(1009),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        let Some(addresses) = person.email.get() else {
            report.flag(
                order,
                person.email,
                Text::new("没有邮箱", "there is no e-mail address"),
            );
            continue;
        };
        if let Some(wrong) = addresses.0.iter().position(|address| !is_address(address)) {
            let position = wrong + 1;
            report.flag(
                order,
                person.email,
                Text::new(
                    format!("第 {position} 个邮箱不是“名称@域名”的形式"),
                    format!("e-mail address {position} is not a name, @ and a domain"),
                ),
            );
        } else if let Some(message) = order
            .kind()
            .and_then(|kind| length::problem(kind, person.email))
        {
            report.flag(order, person.email, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn one_address_and_several_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人邮箱", "a@b.cn;c@d.com")
        });
    }

    #[test]
    fn incomplete_and_missing_addresses_are_found() {
        for wrong in ["abc.com", "lin@net", "@b.cn", "a@b@c.cn", ""] {
            assert_fires(&RULE, "主体负责人邮箱", |order| {
                order.set("主体.主体负责人邮箱", wrong)
            });
        }
        assert_fires(&RULE, "网站负责人邮箱", |order| {
            order.set("网站.网站负责人邮箱", &format!("{}@b.cn", "a".repeat(128)))
        });
    }
}
