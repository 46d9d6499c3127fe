//! 网站负责人姓名必填 | A site's principal has a name
//!
//! ## 检查
//! 每个网站都有负责人姓名，不超过 128 个字符；同主体负责人为“是”的，以及没有另填负责人的个人网站，取主体负责人的姓名。
//!
//! ## 原因
//! 接口规范要求网站负责人姓名，个人网站也不例外；缺失时整个上报文件以 5001 退回。
//!
//! ## 正例
//! `林青杉`
//!
//! ## 反例
//! 留空，又没有选择同主体负责人
//!
//! ## 处理
//! 填写网站负责人姓名，或将同主体负责人填为“是”。
//!
//! ## Check
//! Every site names its principal, in at most 128 characters. A site whose principal is the subject's, and an
//! individual's site that names nobody, take the subject's.
//!
//! ## Reason
//! The schema asks for the name even at individuals' sites; without it the whole file comes back with 5001.
//!
//! ## Passes
//! `林青杉`
//!
//! ## Fails
//! An empty cell without 同主体负责人
//!
//! ## Remedy
//! Name the site's principal, or write 是 into 同主体负责人.

use crate::check::{Check, Context, Report, Rule};
use crate::check::{length, people};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-principal-name-xsd",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context)
        .into_iter()
        .filter(|person| person.site.is_some())
    {
        if person.name.is_absent() {
            report.flag(
                order,
                person.name,
                Text::new("没有填写网站负责人姓名", "the site's principal has no name"),
            );
        } else if let Some(message) = order
            .kind()
            .and_then(|kind| length::problem(kind, person.name))
        {
            report.flag(order, person.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    fn empty(order: &mut Sample) {
        for header in ["姓名", "办公电话", "手机", "邮箱", "证件类型", "证件号码"]
        {
            order.set(&format!("网站.网站负责人{header}"), "");
        }
    }

    #[test]
    fn a_name_or_the_subjects_principal_passes() {
        assert_silent(&RULE, |order| order.set("网站.网站负责人姓名", "张三"));
        assert_silent(&RULE, |order| {
            empty(order);
            order.set("网站.同主体负责人", "是");
        });
        assert_silent_on(&RULE, Sample::individual(), empty);
    }

    #[test]
    fn a_site_without_principal_is_found() {
        assert_fires(&RULE, "网站负责人姓名", |order| {
            order.set("网站.网站负责人姓名", "")
        });
        assert_fires_on(&RULE, Sample::new_site(), "网站负责人姓名", |order| {
            empty(order);
            order.set("网站.同主体负责人", "是");
        });
    }
}
