//! 网站备案号和省局网站Id二选一 | Either the site's number or the bureau's id
//!
//! ## 检查
//! 接入备案的每个网站只填网站备案号和省局网站Id中的一个。
//!
//! ## 原因
//! 接口规范规定二者选一，都填或都不填时整个上报文件以 5001 退回。
//!
//! ## 正例
//! 只填网站备案号 `浙ICP备99000002号-2`
//!
//! ## 反例
//! 两列都填，或都留空
//!
//! ## 处理
//! 通常填网站备案号，清空省局网站Id。
//!
//! ## Check
//! Each site of an access is named by its filing number or by the bureau's id, not by both.
//!
//! ## Reason
//! The schema offers a choice: with both or with none the whole file comes back with 5001.
//!
//! ## Passes
//! The filing number `浙ICP备99000002号-2` only
//!
//! ## Fails
//! Both cells, or none
//!
//! ## Remedy
//! Usually give the site's number and empty the bureau's id.

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
        let (number, id) = (&site.filing_number, &site.bureau_id);
        if !number.is_absent() && !id.is_absent() {
            report.flag(
                order,
                id,
                Text::new(
                    "网站备案号和省局网站Id只能填一个",
                    "filing number and bureau's id are both given; only one can be sent",
                ),
            );
        } else if number.is_absent() && id.is_absent() {
            report.flag(
                order,
                number,
                Text::new(
                    "没有填写网站备案号或省局网站Id",
                    "neither the site's filing number nor the bureau's id is given",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn one_of_the_two_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| order.set("网站.网站备案号", "浙ICP备99000002号-2"));
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.网站备案号", "");
            order.set("网站.省局网站Id", "8001");
        });
    }

    #[test]
    fn both_and_none_are_found() {
        assert_fires_on(&RULE, Sample::new_access(), "省局网站Id", |order| order.set("网站.省局网站Id", "8001"));
        assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| order.set("网站.网站备案号", ""));
    }
}
