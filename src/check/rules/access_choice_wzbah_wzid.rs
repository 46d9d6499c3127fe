//! 接入备案写明是哪个网站 | A new access names its site
//!
//! ## 检查
//! 接入备案的每个网站填写网站备案号或省局网站Id，二者选一。
//!
//! ## 原因
//! 接口格式要求二者正好一个，否则整个文件被退回 5001。
//!
//! ## 正例
//! `浙ICP备99000123号-1`
//!
//! ## 反例
//! 两项都空，或两项都填
//!
//! ## 处理
//! 只填网站备案号；查不到备案号时只填省局网站Id。
//!
//! ## Check
//! Every site of a new access is named by its filing number or by the bureau's id, not by both.
//!
//! ## Reason
//! The schema takes exactly one of the two, otherwise the whole file is refused with 5001.
//!
//! ## Passes
//! `浙ICP备99000123号-1`
//!
//! ## Fails
//! neither, or both
//!
//! ## Remedy
//! Give the filing number alone, or the bureau's id alone where the number is not known.

use super::type_no_pending_plus_access::rides_along;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-choice-wzbah-wzid",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        match (site.filing_number.is_absent(), site.bureau_id.is_absent()) {
            (true, true) if !rides_along(order, site) => {
                let message = Text::new(
                    "没有填写网站备案号",
                    "neither filing number nor id of the site is given",
                );
                report.flag(order, &site.filing_number, message);
            }
            (false, false) => {
                let message = Text::new(
                    "网站备案号和省局网站Id 只能填一个",
                    "filing number and id of the site exclude each other",
                );
                report.flag(order, &site.bureau_id, message);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn either_of_the_two_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.网站备案号", "");
            order.set("网站.省局网站Id", "90001");
        });
    }

    #[test]
    fn neither_and_both_are_found() {
        assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| {
            order.set("网站.网站备案号", "")
        });
        assert_fires_on(&RULE, Sample::new_access(), "省局网站Id", |order| {
            order.set("网站.省局网站Id", "90001")
        });
    }
}
