//! 必填的内容 | Values that the schema asks for
//!
//! ## 检查
//! 接口格式必填、又没有其他规则指出的单元格都已填写；附件和前置审批的每一行填写完整。
//!
//! ## 原因
//! 缺少必填内容的上报文件不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! 附件行的用途和文件都已填写
//!
//! ## 反例
//! 附件行有用途而没有文件
//!
//! ## 处理
//! 补填该单元格；多余的行整行删除。
//!
//! ## Check
//! Every value that the schema asks for and that no other rule has named is given; every attachment and pre-approval
//! row is complete.
//!
//! ## Reason
//! A record without a required value breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! An attachment row with purpose and file
//!
//! ## Fails
//! An attachment row with a purpose and no file
//!
//! ## Remedy
//! Fill in the cell, or delete the whole row if it is not needed.

use crate::check::records::{Placed, Presence};
use crate::check::{Check, Context, Report, Rule, records};
use crate::order::{Finding, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "value-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::ALL,
    check: Check::Rest(check),
};

fn check(order: &Order, found: &[Finding], _: &Context<'_>, report: &mut Report<'_>) {
    for Placed {
        field, presence, ..
    } in records::fields(order)
    {
        let column = field.column();
        let wanted = field.is_absent() && presence == Some(Presence::Required);
        let named = |finding: &Finding| {
            finding.holds_back()
                && finding.field == column.header
                && finding.place == order.number.place
        };
        if wanted && !found.iter().any(named) {
            let message = Text::new(
                format!("{}没有填写，接口格式要求必填", column.header),
                format!("{} is missing, which the schema asks for", column.tag()),
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    #[test]
    fn what_is_optional_or_allocated_may_be_absent() {
        assert_silent(&RULE, |order| order.set("主体.县", ""));
        assert_silent(&RULE, |order| order.set("主体.报备方式", ""));
    }

    #[test]
    fn an_access_needs_nothing_of_the_subject() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("主体.证件住所", "")
        });
    }

    #[test]
    fn an_absent_value_of_each_part_is_found() {
        assert_fires(&RULE, "证件住所", |order| {
            order.set("主体.证件住所", "")
        });
        assert_fires(&RULE, "网站负责人手机", |order| {
            order.set("网站.网站负责人手机", "")
        });
        assert_fires(&RULE, "起始IP", |order| order.set("IP地址.起始IP", ""));
        assert_fires(&RULE, "用途", |order| order.set("附件.用途", ""));
    }

    #[test]
    fn an_access_needs_its_password() {
        assert_fires_on(&RULE, Sample::new_access(), "备案密码", |order| {
            order.set("订单.备案密码", "")
        });
    }
}
