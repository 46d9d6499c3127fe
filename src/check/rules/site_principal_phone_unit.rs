//! 单位网站的负责人要有办公电话 | The principal of a unit's site has an office telephone
//!
//! ## 检查
//! 主办单位是单位时，每个网站负责人都填写办公电话；与主体负责人为同一人的取主体负责人的电话。
//!
//! ## 原因
//! 缺失时管局退回 1031。
//!
//! ## 正例
//! `086-0571-86013388`
//!
//! ## 反例
//! 单位的网站负责人办公电话留空
//!
//! ## 处理
//! 填写网站负责人的办公座机；与主体负责人是同一人的，将同主体负责人填为“是”。
//!
//! ## Check
//! Every site principal of a unit has an office telephone; one who is the subject's principal has the subject's.
//!
//! ## Reason
//! The bureau refuses with 1031 when it is missing.
//!
//! ## Passes
//! `086-0571-86013388`
//!
//! ## Fails
//! An empty cell at a unit's site
//!
//! ## Remedy
//! Fill in the site principal's landline, or write 是 into 同主体负责人 where it is the same person.

use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-principal-phone-unit",
    severity: Severity::Error,
    code: Some(1031),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_unit(order) {
        return;
    }
    for person in people::sent(order, context) {
        if person.site.is_some() && person.phone.is_absent() {
            report.flag(
                order,
                person.phone,
                Text::new(
                    "单位的网站负责人没有办公电话",
                    "the principal of a unit's site has no office telephone",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_a_telephone_and_individuals_without_one_pass() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站负责人办公电话", "086-0571-86013388")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站负责人办公电话", "")
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("网站.网站负责人办公电话", "")
        });
    }

    #[test]
    fn a_units_site_without_telephone_is_found() {
        assert_fires(&RULE, "网站负责人办公电话", |order| {
            order.set("网站.网站负责人办公电话", "")
        });
    }
}
