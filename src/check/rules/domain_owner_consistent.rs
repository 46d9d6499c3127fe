//! 域名注册人与主办单位完全一致 | The registrant is exactly the organizer
//!
//! ## 检查
//! 严格方案下，填写了域名注册人时，注册人与主办单位名称完全一致；宽松方案不核对。
//!
//! ## 原因
//! 部分省份不接受以法人或负责人名义注册的域名。
//!
//! ## 正例
//! 注册人即主办单位
//!
//! ## 反例
//! 注册人是法人
//!
//! ## 处理
//! 在注册商处把域名过户给主办单位。
//!
//! ## Check
//! With the strict profile a registrant, where given, is exactly the organizer; with the lenient profile nothing is
//! checked.
//!
//! ## Reason
//! Some provinces do not accept domains that the legal person or principal registered.
//!
//! ## Passes
//! the registrant is the organizer
//!
//! ## Fails
//! the registrant is the legal person
//!
//! ## Remedy
//! Have the registrar transfer the domain to the organizer.

use crate::check::{Check, Context, Profile, Report, Rule, compare, domains};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-consistent",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let strict = context.settings.profile == Profile::Strict && !domains::is_commercial(order);
    if let Some(own) = order.subject.name.get().filter(|_| strict) {
        let message = Text::new(
            "域名注册人与主办单位不一致",
            "the registrant is not the organizer",
        );
        domains::flag_registrants(order, |name| compare::same(name, own), &message, report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, findings_in};
    use crate::check::{Profile, Settings};

    fn found(profile: Profile, registrant: &str) -> usize {
        let mut sample = Sample::unit();
        sample.set("域名.域名注册人", registrant);
        findings_in(
            &RULE,
            &[sample.order],
            &Settings {
                profile,
                ..Settings::default()
            },
        )
        .len()
    }

    #[test]
    fn the_organizer_passes() {
        assert_eq!(found(Profile::Strict, "杭州青杉溪网络有限公司"), 0);
    }

    #[test]
    fn the_principal_is_found_with_the_strict_profile_only() {
        assert_eq!(found(Profile::Strict, "林青杉"), 1);
        assert_eq!(found(Profile::Lenient, "林青杉"), 0);
    }
}
