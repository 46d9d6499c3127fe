//! 域名注册人的证件与主办单位一致 | The registrant's certificate is the organizer's
//!
//! ## 检查
//! 域名注册人就是主办单位、并填写了注册人证件时，证件类型和号码与主办单位相同。
//!
//! ## 原因
//! 审核比较名称、证件类型和证件号码三项。
//!
//! ## 正例
//! 三项相同
//!
//! ## 反例
//! 名称相同，证件号码不同
//!
//! ## 处理
//! 在注册商处更新域名的实名信息，或改正填写的证件。
//!
//! ## Check
//! Where the registrant is the organizer and its certificate is given, type and number are those of the organizer.
//!
//! ## Reason
//! Reviews compare name, type and number.
//!
//! ## Passes
//! all three are the same
//!
//! ## Fails
//! the same name, another number
//!
//! ## Remedy
//! Update the registrant's data with the registrar, or correct the cell.

use crate::check::{Check, Context, Report, Rule, compare};
use crate::codes::Lookup;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-owner-compare-fields",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    for domain in order.domains() {
        let (Some(registrant), Some(own)) = (domain.registrant.get(), subject.name.get()) else {
            continue;
        };
        if !compare::same(registrant, own) {
            continue;
        }
        let numbers = domain
            .registrant_certificate_number
            .get()
            .zip(subject.certificate_number.get());
        if numbers.is_some_and(|(left, right)| !compare::same(left, right)) {
            let message = Text::new(
                "注册人证件号与主办单位不同",
                "the registrant's number is not the organizer's",
            );
            report.flag(order, &domain.registrant_certificate_number, message);
        }
        let types = domain
            .registrant_certificate_type
            .get()
            .zip(subject.certificate_type.get());
        if types.is_some_and(|(name, code)| is_other(name, code.id, context)) {
            let message = Text::new(
                "注册人证件类型与主办单位不同",
                "the registrant's certificate is not the organizer's",
            );
            report.flag(order, &domain.registrant_certificate_type, message);
        }
    }
}

/// Whether `name` is certainly another certificate than `id`; registrars have names of their own for many.
fn is_other(name: &str, id: u32, context: &Context<'_>) -> bool {
    match context
        .codes
        .table("certificate_type")
        .map(|table| table.find(name))
    {
        Some(Lookup::Found(row)) => row.id != id,
        Some(Lookup::Ambiguous(rows)) => rows.iter().all(|row| row.id != id),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    fn registered(order: &mut Sample) {
        order.set("域名.域名注册人", "杭州青杉溪网络有限公司");
        order.set("域名.注册人证件类型", "营业执照");
        order.set("域名.注册人证件号", "91330100ma00000072");
    }

    #[test]
    fn the_organizers_certificate_passes() {
        assert_silent(&RULE, registered);
    }

    #[test]
    fn another_number_and_another_type_are_found() {
        assert_fires(&RULE, "注册人证件号", |order| {
            registered(order);
            order.set("域名.注册人证件号", "91330100MA00000080");
        });
        assert_fires(&RULE, "注册人证件类型", |order| {
            registered(order);
            order.set("域名.注册人证件类型", "护照");
        });
    }
}
