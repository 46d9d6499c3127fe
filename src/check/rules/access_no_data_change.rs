//! 接入备案不改备案信息 | An access changes no filed data
//!
//! ## 检查
//! 接入备案只上报网站备案号、接入、IP、密码和附件；填写了主体、网站、域名等其他内容时提示它们不会上报。
//!
//! ## 原因
//! 接入备案不能变更已备案的信息。
//!
//! ## 正例
//! 只有网站备案号和接入信息
//!
//! ## 反例
//! 填写了新的网站名称
//!
//! ## 处理
//! 不必处理；要变更信息的，接入成功后另办变更备案。
//!
//! ## Check
//! A new access sends filing number, access, addresses, password and attachments only; other data of subject, sites and
//! domains give a note that they are not sent.
//!
//! ## Reason
//! An access cannot change what is filed.
//!
//! ## Passes
//! filing number and access alone
//!
//! ## Fails
//! a new name of the site
//!
//! ## Remedy
//! Nothing; to change data, file a change when the access is approved.

use crate::check::{Check, Context, Report, Rule, records};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-no-data-change",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let fields = order.fields();
    let unsent: Vec<&dyn AnyField> = fields
        .into_iter()
        .filter(|field| !field.is_absent() && !field.column().path.is_empty())
        .filter(|field| records::presence(Kind::NewAccess, field.column()).is_none())
        .collect();
    if let Some(first) = unsent.first() {
        let count = unsent.len();
        let message = Text::new(
            format!("接入备案不上报这类内容（共 {count} 项）"),
            format!("a new access does not send such data ({count} cells)"),
        );
        report.flag(order, *first, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn what_an_access_sends_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("附件.附件备注", "扫描件")
        });
    }

    #[test]
    fn other_data_are_noted() {
        assert_fires_on(&RULE, Sample::new_access(), "网站名称", |order| {
            order.set("网站.网站名称", "绿松茶园")
        });
    }
}
