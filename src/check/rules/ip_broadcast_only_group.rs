//! IP广播只由集团公司报备 | Broadcasts are for group companies
//!
//! ## 检查
//! 报备 IP广播的接入商在配置中有集团公司的角色（`roles` 含 `group`）。
//!
//! ## 原因
//! 只有运营企业的集团公司报备 IP广播，其他单位上报会按 2051 退回。
//!
//! ## 正例
//! `roles = ["access", "group"]`
//!
//! ## 反例
//! 没有集团公司角色的接入商报备 IP广播
//!
//! ## 处理
//! 撤掉这些订单；本单位确是集团公司的，在 beian.toml 的 `[carrier]` 里把 `group` 写进 `roles`。
//!
//! ## Check
//! A carrier that reports broadcasts has the role of a group company in its configuration (`group` in `roles`).
//!
//! ## Reason
//! Only group companies of operators report broadcasts; the bureau refuses those of others with 2051.
//!
//! ## Passes
//! `roles = ["access", "group"]`
//!
//! ## Fails
//! A broadcast of a carrier without that role
//!
//! ## Remedy
//! Take the orders out; if the carrier is a group company, write `group` into `roles` under `[carrier]` in beian.toml.

use crate::check::{Check, Context, Report, Role, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-broadcast-only-group",
    severity: Severity::Error,
    code: Some(2051),
    kinds: &[Kind::IpBroadcast],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.settings.roles.contains(&Role::Group) {
        let message = Text::new(
            "本单位没有配置为集团公司，不能报备 IP广播",
            "the carrier is not configured as a group company and cannot report broadcasts",
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
    fn a_group_company_may_report_broadcasts_and_others_may_not() {
        let found = |roles: &[Role]| {
            let settings = Settings {
                roles: roles.to_vec(),
                ..Settings::default()
            };
            findings_in(&RULE, &[Sample::report(Kind::IpBroadcast).order], &settings).len()
        };
        assert_eq!(found(&[Role::Access, Role::Group]), 0);
        assert_eq!(found(&[Role::Access]), 1);
    }
}
