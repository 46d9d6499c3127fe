//! 主体备案号和省局主体Id二选一 | Either the subject's number or the bureau's id
//!
//! ## 检查
//! 新增网站只填主体备案号和省局主体Id中的一个。
//!
//! ## 原因
//! 接口规范规定二者选一，都填或都不填时整个上报文件以 5001 退回。
//!
//! ## 正例
//! 省局主体Id `7001`，主体备案号留空
//!
//! ## 反例
//! 两列都填，或都留空
//!
//! ## 处理
//! 本接入商备案的主体填省局主体Id或备案号，其他接入商的填主体备案号，另一列清空。
//!
//! ## Check
//! A new site names its subject by the filing number or by the bureau's id, not by both.
//!
//! ## Reason
//! The schema offers a choice: with both or with none the whole file comes back with 5001.
//!
//! ## Passes
//! Bureau's id `7001`, no filing number
//!
//! ## Fails
//! Both cells, or none
//!
//! ## Remedy
//! For a subject of this carrier give the bureau's id or the number, for one of another carrier the number; empty the
//! other cell.

use super::type_nosubject_site_definition::has_data_instead_of_number;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "newsite-subject-choice",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let (number, id) = (&order.subject.filing_number, &order.subject.bureau_id);
    if !number.is_absent() && !id.is_absent() {
        report.flag(
            order,
            id,
            Text::new(
                "主体备案号和省局主体Id只能填一个",
                "filing number and bureau's id are both given; only one can be sent",
            ),
        );
    } else if number.is_absent() && id.is_absent() && !has_data_instead_of_number(order) {
        report.flag(
            order,
            number,
            Text::new(
                "没有填写主体备案号或省局主体Id",
                "neither the subject's filing number nor the bureau's id is given",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn one_of_the_two_passes() {
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主体备案号", "浙ICP备99000001号")
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主体备案号", "");
            order.set("主体.省局主体Id", "7001");
        });
    }

    #[test]
    fn both_and_none_are_found() {
        assert_fires_on(&RULE, Sample::new_site(), "省局主体Id", |order| {
            order.set("主体.省局主体Id", "7001")
        });
        assert_fires_on(&RULE, Sample::new_site(), "主体备案号", |order| {
            order.set("主体.主体备案号", "")
        });
    }
}
