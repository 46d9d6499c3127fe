//! 个人网站的域名属于本人 | An individual owns the domain
//!
//! ## 检查
//! 个人备案填写了域名注册人时，注册人是本人。经营性订单和严格方案由 domain-owner-commercial-exact、domain-owner-consistent 检查。
//!
//! ## 原因
//! 域名注册人与主办者不一致时审核退回。
//!
//! ## 正例
//! 注册人与主办单位名称相同
//!
//! ## 反例
//! 注册人是别人
//!
//! ## 处理
//! 在注册商处把域名过户给本人。
//!
//! ## Check
//! Where the registrant of an individual's domain is given, it is the person. Commercial orders and the strict profile
//! are for domain-owner-commercial-exact and domain-owner-consistent.
//!
//! ## Reason
//! Reviews refuse a domain that somebody else registered.
//!
//! ## Passes
//! the registrant is the organizer
//!
//! ## Fails
//! the registrant is somebody else
//!
//! ## Remedy
//! Have the registrar transfer the domain to the person.

use crate::check::{Check, Context, Profile, Report, Rule, compare, domains};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-individual",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let concerned = context.is_individual(order) && !asks_for_more(order, context);
    if let Some(own) = order.subject.name.get().filter(|_| concerned) {
        let message = Text::new("域名注册人不是本人", "somebody else registered the domain");
        domains::flag_registrants(order, |name| compare::same(name, own), &message, report);
    }
}

/// Whether a stricter rule looks at the registrant: that of commercial orders, or that of the strict profile.
pub(super) fn asks_for_more(order: &Order, context: &Context<'_>) -> bool {
    domains::is_commercial(order) || context.settings.profile == Profile::Strict
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_person_passes() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("域名.域名注册人", "林青杉")
        });
    }

    #[test]
    fn somebody_else_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "域名注册人", |order| {
            order.set("域名.域名注册人", "苏绿松")
        });
    }
}
