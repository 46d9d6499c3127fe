//! 天津的个人也要填座机 | Individuals in Tianjin give a landline too
//!
//! ## 检查
//! 主体所在省要求个人填写座机时（各省规则中的 `individual_landline`，目前是天津），负责人填了座机，且不是手机号码。
//!
//! ## 原因
//! 天津的审核要求个人也有真实有效的座机。
//!
//! ## 正例
//! `086-022-86013388`
//!
//! ## 反例
//! 省 `120000`，办公电话留空或填手机号码
//!
//! ## 处理
//! 填写住宅或办公座机。
//!
//! ## Check
//! In provinces that ask individuals for a landline (`individual_landline` in the province rules, at present Tianjin),
//! the principal has one, and not a mobile number.
//!
//! ## Reason
//! The review in Tianjin wants a real landline from individuals too.
//!
//! ## Passes
//! `086-022-86013388`
//!
//! ## Fails
//! Province `120000` with no telephone, or with a mobile number
//!
//! ## Remedy
//! Give a landline at home or at work.

use super::mobile_format::is_mobile;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-office-phone-tianjin-individual",
    severity: Severity::Warning,
    code: Some(1010),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let asked = context.peculiarities(order).individual_landline;
    if !asked || !context.is_individual(order) {
        return;
    }
    for person in people::sent(order, context) {
        if person.phone.is_absent()
            || person
                .phone
                .get()
                .is_some_and(|list| list.0.iter().all(|number| is_mobile(number)))
        {
            report.flag(
                order,
                person.phone,
                Text::new(
                    "该省的个人也要填写座机",
                    "this province asks individuals for a landline too",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    fn in_tianjin() -> Sample {
        let mut sample = Sample::individual();
        for (cell, text) in [
            ("省", "120000"),
            ("市", "120100"),
            ("县", "120101"),
            ("主体负责人办公电话", "086-022-86013388"),
        ] {
            sample.set(&format!("主体.{cell}"), text);
        }
        sample.set("网站.网站负责人办公电话", "086-022-86013388");
        sample
    }

    #[test]
    fn individuals_elsewhere_and_those_with_a_landline_pass() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主体负责人办公电话", "")
        });
        assert_silent_on(&RULE, in_tianjin(), |_| ());
    }

    #[test]
    fn no_telephone_and_a_mobile_number_are_found() {
        assert_fires_on(&RULE, in_tianjin(), "主体负责人办公电话", |order| {
            order.set("主体.主体负责人办公电话", "")
        });
        assert_fires_on(&RULE, in_tianjin(), "网站负责人办公电话", |order| {
            order.set("网站.网站负责人办公电话", "13812345670")
        });
    }
}
