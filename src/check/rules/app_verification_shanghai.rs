//! APP核验的条件 | Conditions of verification by app
//!
//! ## 检查
//! 拍照方式为 APP核验时：主体在允许的省份（各省规则中的 `app_verification`，目前是上海）；个人持身份证；单位的所有网
//! 站是同一个负责人，且持身份证。
//!
//! ## 原因
//! 不符合条件的订单不能用 APP 核验，照片仍须在拍照点或幕布前拍摄。
//!
//! ## 正例
//! 省 `310000`，一个网站负责人，身份证
//!
//! ## 反例
//! 省 `330000`；两个网站负责人
//!
//! ## 处理
//! 改用拍照点或幕布。
//!
//! ## Check
//! With verification by app the subject is in a province that permits it (`app_verification` in the province rules, at
//! present Shanghai); an individual has an ID card; all sites of a unit have one principal, with an ID card.
//!
//! ## Reason
//! Other orders cannot be verified by app, and need the photo at a photo point or before the backdrop.
//!
//! ## Passes
//! Province `310000`, one site principal with an ID card
//!
//! ## Fails
//! Province `330000`; two site principals
//!
//! ## Remedy
//! Choose 拍照点 or 幕布.

use crate::check::certificates::{Form, form};
use crate::check::documents::is_verified_by_app;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Code, Field, Kind, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "app-verification-shanghai",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !is_verified_by_app(order) {
        return;
    }
    let people = people::sent(order, context);
    let sites: Vec<&Person<'_>> = people
        .iter()
        .filter(|person| person.site.is_some())
        .collect();
    let without_card = |certificate: &Field<Code>| {
        certificate
            .get()
            .is_some_and(|code| form(code) != Some(Form::ResidentId))
    };
    let mut numbers: Vec<&str> = sites
        .iter()
        .map(|person| person.certificate_number.text())
        .collect();
    if sites.len() < order.sites.len() && !sites.is_empty() {
        numbers.push(order.subject.principal_certificate_number.text());
    }
    numbers.sort_unstable();
    numbers.dedup();
    let message = if !context.peculiarities(order).app_verification {
        Text::new(
            "该省不能用 APP 核验",
            "this province permits no verification by app",
        )
    } else if without_card(&order.subject.certificate_type) && context.is_individual(order) {
        Text::new(
            "个人用 APP 核验须持身份证",
            "an individual verified by app has an ID card",
        )
    } else if numbers.len() > 1 {
        Text::new(
            "各网站负责人不是同一人，不能用 APP 核验",
            "the sites have different principals, who cannot be verified by app",
        )
    } else if sites
        .iter()
        .any(|person| without_card(person.certificate_type))
    {
        Text::new(
            "网站负责人不是持身份证，不能用 APP 核验",
            "a site principal without ID card cannot be verified by app",
        )
    } else {
        return;
    };
    report.flag(order, &order.header.photo_method, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    fn in_shanghai() -> Sample {
        let mut sample = Sample::unit();
        for (cell, text) in [
            ("主体.省", "310000"),
            ("主体.市", "310100"),
            ("主体.县", "310115"),
            ("订单.拍照方式", "APP核验"),
        ] {
            sample.set(cell, text);
        }
        sample
    }

    #[test]
    fn one_principal_with_an_id_card_in_shanghai_passes() {
        assert_silent_on(&RULE, in_shanghai(), |_| ());
        assert_silent(&RULE, |order| order.set("订单.拍照方式", "幕布"));
    }

    #[test]
    fn other_provinces_principals_and_certificates_are_found() {
        assert_fires(&RULE, "拍照方式", |order| {
            order.set("订单.拍照方式", "APP核验")
        });
        assert_fires_on(&RULE, in_shanghai(), "拍照方式", |order| {
            order.set("网站.网站负责人证件类型", "护照")
        });
        assert_fires_on(&RULE, in_shanghai(), "拍照方式", |order| {
            order.set("网站[2].网站负责人姓名", "杜若溪");
            order.set("网站[2].网站负责人证件号码", "33010219900305000X");
        });
    }
}
