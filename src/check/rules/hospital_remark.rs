//! 医疗机构的网站备注 | Remarks of hospitals
//!
//! ## 检查
//! 单位名称含医院、门诊、诊所、卫生院时，网站备注写明医疗执业许可证的颁发时间和部门、有效期、许可证号码。
//!
//! ## 原因
//! 审核要求医疗机构在备注中写明执业许可证。
//!
//! ## 正例
//! `本单位医疗执业许可证为2025年03月颁发，有效期至2030年03月，颁发部门为青杉市卫生局，许可证号码为PDY00000`
//!
//! ## 反例
//! 备注为空
//!
//! ## 处理
//! 在网站备注中按此写明：本单位医疗执业许可证为×年×月颁发，有效期至×年×月，颁发部门为×，许可证号码为×。
//!
//! ## Check
//! Where the unit is a hospital or clinic, the site's remark says when and by whom its licence was issued, how long it
//! is valid, and its number.
//!
//! ## Reason
//! Reviews ask for the licence in the remark.
//!
//! ## Passes
//! `本单位医疗执业许可证为2025年03月颁发，有效期至2030年03月，颁发部门为青杉市卫生局，许可证号码为PDY00000`
//!
//! ## Fails
//! no remark
//!
//! ## Remedy
//! Write in the remark: 本单位医疗执业许可证为×年×月颁发，有效期至×年×月，颁发部门为×，许可证号码为×.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hospital-remark",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let name = order.subject.name.text();
    let hospital = words::contained(context, "hospital", name).is_some();
    if !hospital || words::contained(context, "hospital-not", name).is_some() {
        return;
    }
    for site in &order.sites {
        let remark = site.remark.text();
        if let Some(word) =
            words::list(context, "hospital-remark").find(|word| !remark.contains(word))
        {
            let message = Text::new(
                format!("医疗机构的网站备注没有写明“{word}”"),
                format!("the remark of a hospital's site does not say \"{word}\""),
            );
            report.flag(order, &site.remark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_full_sentence_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "青杉溪医院");
            order.set(
                "网站.网站备注",
                "本单位医疗执业许可证为2025年03月颁发，有效期至2030年03月，颁发部门为青杉市卫生局，许可证号码为PDY00000",
            );
        });
    }

    #[test]
    fn a_hospital_for_animals_is_none() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "青杉溪宠物医院")
        });
    }

    #[test]
    fn a_remark_without_the_licence_is_found() {
        assert_fires(&RULE, "网站备注", |order| {
            order.set("主体.主办单位名称", "青杉溪医院")
        });
    }
}
