//! 服务器在大陆 | Servers stand in the mainland
//!
//! ## 检查
//! 填写了服务器地域时，不是港澳台和境外地域（词表可配置）。
//!
//! ## 原因
//! 只有大陆的服务器需要、也才能备案。
//!
//! ## 正例
//! `广州`
//!
//! ## 反例
//! `中国香港`
//!
//! ## 处理
//! 把网站换到大陆的服务器。
//!
//! ## Check
//! A server's region, where given, is none outside the mainland (a configurable list).
//!
//! ## Reason
//! Only servers in the mainland need a filing, and can have one.
//!
//! ## Passes
//! `广州`
//!
//! ## Fails
//! `中国香港`
//!
//! ## Remedy
//! Move the site to a server in the mainland.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "server-mainland-region",
    severity: Severity::Warning,
    code: Some(1036),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for address in order.addresses() {
        if words::contained(context, "overseas-regions", address.server_region.text()).is_some() {
            let message = Text::new("服务器不在大陆", "the server stands outside the mainland");
            report.flag(order, &address.server_region, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_region_of_the_mainland_passes() {
        assert_silent(&RULE, |order| order.set("IP地址.服务器.地域", "广州"));
    }

    #[test]
    fn a_region_outside_is_found() {
        assert_fires(&RULE, "服务器.地域", |order| {
            order.set("IP地址.服务器.地域", "中国香港")
        });
    }
}
