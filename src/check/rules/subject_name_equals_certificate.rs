//! 主办单位名称与证件一致 | The organizer's name is the one on the certificate
//!
//! ## 检查
//! 填写了证件名称时，主办单位名称必须与它完全相同；全角半角、括号写法和空格不计。
//!
//! ## 原因
//! 审核人员逐字比对名称与证件，简称和曾用名都会被退回。
//!
//! ## 正例
//! 两列都是 `杭州青杉溪网络有限公司`
//!
//! ## 反例
//! 主办单位名称 `杭州青杉溪网络`，证件名称 `杭州青杉溪网络有限公司`
//!
//! ## 处理
//! 从证件上逐字抄写名称；证件已更名的用新证件。
//!
//! ## Check
//! Where the name on the certificate is given too, both are the same; full width, brackets' form and blanks do not
//! count.
//!
//! ## Reason
//! The review compares the name with the certificate character by character; short and former names are refused.
//!
//! ## Passes
//! Both columns `杭州青杉溪网络有限公司`
//!
//! ## Fails
//! Organizer `杭州青杉溪网络`, certificate `杭州青杉溪网络有限公司`
//!
//! ## Remedy
//! Copy the name from the certificate; after a change of name use the new certificate.

use crate::check::{Check, Context, Report, Rule, compare};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-name-equals-certificate",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(name), Some(certified)) = (
        order.subject.name.get(),
        order.subject.certificate_name.get(),
    ) else {
        return;
    };
    if !compare::same(name, certified) {
        report.flag(
            order,
            &order.subject.name,
            Text::new(
                "主办单位名称与证件名称不一致",
                "the organizer's name differs from the name on the certificate",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_same_name_passes_whatever_the_width_of_its_brackets() {
        assert_silent(&RULE, |order| {
            order.set("主体.证件名称", "杭州青杉溪网络有限公司")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "青杉溪(杭州)网络有限公司");
            order.set("主体.证件名称", "青杉溪（杭州）网络有限公司");
        });
    }

    #[test]
    fn a_short_name_is_found() {
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", "杭州示例网络");
            order.set("主体.证件名称", "杭州示例网络有限公司");
        });
    }
}
