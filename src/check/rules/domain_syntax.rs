//! 域名的写法 | Form of domain names
//!
//! ## 检查
//! 域名由两段以上组成，每段 1 至 63 个字母、数字、横线或汉字，首尾不是横线，没有空格和下划线；最后一段不是数字。
//!
//! ## 原因
//! 管局核实域名，写法不对即退回 1004。
//!
//! ## 正例
//! `a-b.cn`，`绿松茶.中国`
//!
//! ## 反例
//! `-ab.cn`，`a_b.com`，`abc`
//!
//! ## 处理
//! 按域名证书改正域名。
//!
//! ## Check
//! A domain has two or more labels of 1 to 63 letters, digits, dashes or Chinese characters, no dash at either end, no
//! blanks and underscores; its last label is not a number.
//!
//! ## Reason
//! The bureau looks the domain up and refuses one of the wrong form with 1004.
//!
//! ## Passes
//! `a-b.cn`, `绿松茶.中国`
//!
//! ## Fails
//! `-ab.cn`, `a_b.com`, `abc`
//!
//! ## Remedy
//! Write the domain as its certificate does.

use crate::check::{Check, Context, Report, Rule, domains};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-syntax",
    severity: Severity::Error,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let unreadable = order
        .domains()
        .map(|domain| &domain.name)
        .filter(|field| field.is_unreadable());
    for field in unreadable.filter(|field| domains::root(field.text()).is_none()) {
        let message = match field.text().parse::<std::net::IpAddr>() {
            Ok(_) => Text::new(
                "这是 IP 地址，不是域名",
                "this is an IP address and no domain",
            ),
            Err(_) => Text::new("不是合法的域名", "this is no domain name"),
        };
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn dashes_and_chinese_names_pass() {
        assert_silent(&RULE, |order| order.set("域名.域名", "a-b.cn"));
        assert_silent(&RULE, |order| order.set("域名.域名", "绿松茶.中国"));
    }

    #[test]
    fn what_is_no_domain_is_found() {
        for wrong in [
            "-ab.cn",
            "a_b.com",
            "abc",
            "a b.cn",
            "119.29.0.1",
            "lvsong。。cn",
        ] {
            assert_fires(&RULE, "域名", |order| order.set("域名.域名", wrong));
        }
    }
}
