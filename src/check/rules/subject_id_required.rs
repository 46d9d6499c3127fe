//! 主办单位证件三项必填 | Type, number and address of the organizer's certificate are needed
//!
//! ## 检查
//! 首次备案必须填写主办单位证件类型、证件号码（不超过 255 个字符）和证件住所（不超过 1024 个字符）。
//!
//! ## 原因
//! 三项都是报文的必填元素，缺一项整个上报文件会以 5001 被退回。
//!
//! ## 正例
//! `营业执照`，`91330100MA00000072`，`浙江省杭州市滨江区江南大道1号`
//!
//! ## 反例
//! 证件住所留空
//!
//! ## 处理
//! 按证件补全三项；个人的证件住所是身份证上的住址。
//!
//! ## Check
//! A new filing gives type, number (at most 255 characters) and address (at most 1024) of the organizer's certificate.
//!
//! ## Reason
//! All three are required elements of the upload; without one of them the whole file comes back with 5001.
//!
//! ## Passes
//! `营业执照`, `91330100MA00000072`, `浙江省杭州市滨江区江南大道1号`
//!
//! ## Fails
//! No certificate address
//!
//! ## Remedy
//! Complete the three from the certificate; an individual's address is the one on the ID card.

use crate::check::length;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-id-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if subject.certificate_type.is_absent() {
        report.flag(
            order,
            &subject.certificate_type,
            Text::new(
                "没有填写主办单位证件类型",
                "the type of the organizer's certificate is missing",
            ),
        );
    }
    for (field, zh, en) in [
        (&subject.certificate_number, "证件号码", "number"),
        (&subject.certificate_address, "证件住所", "address"),
    ] {
        if field.is_absent() {
            let message = Text::new(
                format!("没有填写{zh}"),
                format!("the {en} of the organizer's certificate is missing"),
            );
            report.flag(order, field, message);
        } else if let Some(message) = order.kind().and_then(|kind| length::problem(kind, field)) {
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_complete_certificate_passes() {
        assert_silent(&RULE, |order| order.set("主体.主办单位证件类型", "1"));
    }

    #[test]
    fn each_missing_part_is_found() {
        for header in ["主办单位证件类型", "主办单位证件号码", "证件住所"] {
            assert_fires(&RULE, header, |order| {
                order.set(&format!("主体.{header}"), "")
            });
        }
        assert_fires(&RULE, "主办单位证件号码", |order| {
            order.set("主体.主办单位证件号码", &"9".repeat(256))
        });
    }
}
