//! 单位网站的域名属于单位 | A unit owns the domain
//!
//! ## 检查
//! 单位备案填写了域名注册人时，注册人是本单位、法人或主体负责人。经营性订单和严格方案由 domain-owner-commercial-exact、
//! domain-owner-consistent 检查。
//!
//! ## 原因
//! 域名属于无关的人或单位时审核退回。
//!
//! ## 正例
//! 注册人 `杭州青杉溪网络有限公司`（即主办单位）
//!
//! ## 反例
//! 注册人是另一家公司
//!
//! ## 处理
//! 把域名过户给本单位；注册人是股东或高管的，按管局要求附证明。
//!
//! ## Check
//! Where the registrant of a unit's domain is given, it is the unit, its legal person or its principal. Commercial
//! orders and the strict profile are for domain-owner-commercial-exact and domain-owner-consistent.
//!
//! ## Reason
//! Reviews refuse a domain that belongs to somebody unrelated.
//!
//! ## Passes
//! the registrant is the unit
//!
//! ## Fails
//! the registrant is another company
//!
//! ## Remedy
//! Transfer the domain to the unit; for a shareholder or manager attach the proof that the bureau asks for.

use super::domain_owner_individual::asks_for_more;
use crate::check::{Check, Context, Report, Rule, compare, domains};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-unit",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if !context.is_unit(order) || subject.name.is_absent() || asks_for_more(order, context) {
        return;
    }
    let owners = [
        &subject.name,
        &subject.legal_person,
        &subject.principal_name,
    ];
    let owns = |name: &str| {
        let mut owners = owners.iter().filter_map(|field| field.get());
        owners.any(|owner| compare::same(owner, name))
    };
    let message = Text::new(
        "域名注册人不是本单位、法人或主体负责人",
        "the registrant is neither the unit nor its legal person or principal",
    );
    domains::flag_registrants(order, owns, &message, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_unit_and_its_principal_pass() {
        assert_silent(&RULE, |order| {
            order.set("域名.域名注册人", "杭州青杉溪网络有限公司")
        });
        assert_silent(&RULE, |order| order.set("域名.域名注册人", "林青杉"));
    }

    #[test]
    fn another_company_is_found() {
        assert_fires(&RULE, "域名注册人", |order| {
            order.set("域名.域名注册人", "绿松茶业有限公司")
        });
    }
}
