//! 个人网站的域名属于本人 | An individual owns the domain
//!
//! ## 检查
//! 个人备案填写了域名注册人时，注册人是本人。
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
//! Where the registrant of an individual's domain is given, it is the person.
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

use crate::check::{Check, Context, Organizer, Report, Rule, identity};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-individual",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.organizer(order) != Some(Organizer::Individual) {
        return;
    }
    let Some(own) = order.subject.name.get() else {
        return;
    };
    for domain in order.domains() {
        if domain
            .registrant
            .get()
            .is_some_and(|registrant| !identity::same_name(registrant, own))
        {
            report.flag(
                order,
                &domain.registrant,
                Text::new("域名注册人不是本人", "somebody else registered the domain"),
            );
        }
    }
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
