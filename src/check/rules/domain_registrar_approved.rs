//! 域名注册商经批准 | Approved registrars
//!
//! ## 检查
//! 配置了批准的注册商名单、并填写了域名注册商时，注册商的名称含名单中的一项；没有名单时不核对。
//!
//! ## 原因
//! 未经批准的注册商注册的域名不能备案。
//!
//! ## 正例
//! 名单中的注册商
//!
//! ## 反例
//! 境外注册商
//!
//! ## 处理
//! 把域名转入经批准的注册商。
//!
//! ## Check
//! Where the configuration lists approved registrars and a domain's registrar is given, its name holds one of the list;
//! without a list nothing is checked.
//!
//! ## Reason
//! Domains of other registrars cannot be filed.
//!
//! ## Passes
//! a registrar of the list
//!
//! ## Fails
//! a registrar abroad
//!
//! ## Remedy
//! Transfer the domain to an approved registrar.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-registrar-approved",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

const LIST: &str = "approved-registrars";

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if words::list(context, LIST).next().is_none() {
        return;
    }
    for domain in order.domains() {
        let registrar = domain.registrar.text();
        if !registrar.is_empty() && words::contained(context, LIST, registrar).is_none() {
            let message = Text::new(
                "注册商不在批准的名单中",
                "the registrar is not on the approved list",
            );
            report.flag(order, &domain.registrar, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_silent, findings_in};

    fn found(registrar: &str) -> usize {
        let mut sample = Sample::unit();
        sample.set("域名.域名注册商", registrar);
        let words = [(
            "approved-registrars".to_owned(),
            vec!["绿松域名".to_owned()],
        )]
        .into();
        findings_in(
            &RULE,
            &[sample.order],
            &Settings {
                words,
                ..Settings::default()
            },
        )
        .len()
    }

    #[test]
    fn without_a_list_every_registrar_passes() {
        assert_silent(&RULE, |order| order.set("域名.域名注册商", "某注册商"));
    }

    #[test]
    fn a_registrar_outside_the_list_is_found() {
        assert_eq!(found("杭州绿松域名有限公司"), 0);
        assert_eq!(found("某注册商"), 1);
    }
}
