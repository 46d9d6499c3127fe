//! 域名已实名 | Verified registrants
//!
//! ## 检查
//! 填写了“域名已实名”时为是。
//!
//! ## 原因
//! 没有实名认证的域名不能备案。
//!
//! ## 正例
//! `是`
//!
//! ## 反例
//! `否`
//!
//! ## 处理
//! 让客户在注册商处完成实名认证，再把“域名已实名”改为是。
//!
//! ## Check
//! Where it is given, the registrant's name was verified.
//!
//! ## Reason
//! Domains without a verified registrant cannot be filed.
//!
//! ## Passes
//! `是`
//!
//! ## Fails
//! `否`
//!
//! ## Remedy
//! Have the customer verify the name with the registrar, then write 是.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-realname",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for domain in order
        .domains()
        .filter(|domain| domain.real_name.get().is_some_and(|flag| !flag.0))
    {
        report.flag(
            order,
            &domain.real_name,
            Text::new("域名没有实名认证", "the registrant was not verified"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_verified_domain_passes() {
        assert_silent(&RULE, |order| order.set("域名.域名已实名", "是"));
    }

    #[test]
    fn an_unverified_domain_is_found() {
        assert_fires(&RULE, "域名已实名", |order| {
            order.set("域名.域名已实名", "否")
        });
    }
}
