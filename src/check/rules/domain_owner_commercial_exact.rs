//! 经营性网站的域名属于单位本身 | A commercial site's domain belongs to the unit itself
//!
//! ## 检查
//! 经营性为是、并填写了域名注册人时，注册人就是主办单位，法人也不行。
//!
//! ## 原因
//! 经营性许可要求域名证书上的持有者与单位完全一致。
//!
//! ## 正例
//! 经营性 `是`，注册人即主办单位
//!
//! ## 反例
//! 经营性 `是`，注册人是法人
//!
//! ## 处理
//! 在注册商处把域名过户给单位。
//!
//! ## Check
//! Where the order is commercial and a registrant is given, it is the unit itself and not even its legal person.
//!
//! ## Reason
//! The commercial licence asks for a domain certificate in the unit's exact name.
//!
//! ## Passes
//! commercial, the registrant is the unit
//!
//! ## Fails
//! commercial, the registrant is the legal person
//!
//! ## Remedy
//! Have the registrar transfer the domain to the unit.

use crate::check::{Check, Context, Report, Rule, compare, domains};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-commercial-exact",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let name = order.subject.name.get();
    if let Some(own) = name.filter(|_| domains::is_commercial(order)) {
        let message = Text::new(
            "经营性网站的域名注册人不是本单位",
            "the registrant of a commercial domain is not the unit",
        );
        domains::flag_registrants(order, |name| compare::same(name, own), &message, report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_unit_passes_whatever_its_brackets() {
        assert_silent(&RULE, |order| {
            order.set("订单.经营性", "是");
            order.set("主体.主办单位名称", "青杉溪网络（杭州）有限公司");
            order.set("域名.域名注册人", "青杉溪网络(杭州)有限公司");
        });
    }

    #[test]
    fn the_legal_person_is_found() {
        assert_fires(&RULE, "域名注册人", |order| {
            order.set("订单.经营性", "是");
            order.set("域名.域名注册人", "林青杉");
        });
    }
}
