//! 域名报备只由域名报备单位上报 | Domains are for domain reporting units
//!
//! ## 检查
//! 报备域名的接入商在配置中有域名报备单位的角色（`roles` 含 `domain`）。
//!
//! ## 原因
//! 只有域名报备单位向工信部报备域名，其他单位上报会按 3036 退回。
//!
//! ## 正例
//! `roles = ["domain"]`，并有受理 `YM` 的管局
//!
//! ## 反例
//! 没有这个角色的接入商报备域名
//!
//! ## 处理
//! 撤掉这些订单；本单位确是域名报备单位的，在 beian.toml 的 `[carrier]` 里把 `domain` 写进 `roles`，并给工信部的 `[[bureau]]` 写上 `families = ["YM"]`。
//!
//! ## Check
//! A carrier that reports domains has the role of a domain reporting unit in its configuration (`domain` in `roles`).
//!
//! ## Reason
//! Only domain reporting units report domains, and only to the ministry; others are refused with 3036.
//!
//! ## Passes
//! `roles = ["domain"]`, and a bureau that takes `YM`
//!
//! ## Fails
//! A domain report of a carrier without that role
//!
//! ## Remedy
//! Take the orders out; if the carrier is such a unit, write `domain` into `roles` under `[carrier]` in beian.toml, and
//! `families = ["YM"]` under the `[[bureau]]` of the ministry.

use crate::check::{Check, Context, Report, Role, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ym-only-registrars",
    severity: Severity::Error,
    code: Some(3036),
    kinds: &[Kind::DomainReport],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.settings.roles.contains(&Role::Domain) {
        let message = Text::new(
            "本单位没有配置为域名报备单位，不能报备域名",
            "the carrier is not configured as a domain reporting unit and cannot report domains",
        );
        report.flag(order, &order.header.kind, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, findings_in};
    use crate::check::{Role, Settings};
    use crate::order::Kind;

    #[test]
    fn a_domain_reporting_unit_may_report_domains_and_others_may_not() {
        let found = |roles: &[Role]| {
            let settings = Settings {
                roles: roles.to_vec(),
                ..Settings::default()
            };
            findings_in(
                &RULE,
                &[Sample::report(Kind::DomainReport).order],
                &settings,
            )
            .len()
        };
        assert_eq!(found(&[Role::Domain]), 0);
        assert_eq!(found(&[Role::Access, Role::Group]), 1);
    }
}
