//! 删除域名用 Id 或域名之一 | A deletion names its domain once
//!
//! ## 检查
//! 删除域名时，部级域名Id 和域名只填一个。
//!
//! ## 原因
//! 接口在两者中只收一个；两个都填或都不填，整个文件会以 5001 退回。
//!
//! ## 正例
//! 部级域名Id `880001`
//!
//! ## 反例
//! 部级域名Id 和域名都填写
//!
//! ## 处理
//! 只留部级域名Id；不知道 Id 的，只留域名。
//!
//! ## Check
//! An order that deletes a domain names it by the ministry's id or by the domain, not by both.
//!
//! ## Reason
//! The interface takes one of the two; both or none have the whole file refused with 5001.
//!
//! ## Passes
//! 部级域名Id `880001`
//!
//! ## Fails
//! Both the id and the domain
//!
//! ## Remedy
//! Keep the id only; where it is not known, the domain only.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Operation, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ym-delete-choice",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::DomainReport],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() != Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        let ReportRow::DomainReport(row) = row else {
            continue;
        };
        let message = match (row.bureau_id.is_absent(), row.name.is_absent()) {
            (true, true) => Text::new(
                "没有填写部级域名Id 或域名",
                "neither the ministry's id nor the domain is given",
            ),
            (false, false) => Text::new(
                "部级域名Id 和域名只能填一个",
                "the ministry's id and the domain cannot both be given",
            ),
            _ => continue,
        };
        report.flag(order, &row.bureau_id, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn either_name_passes() {
        assert_silent_on(&RULE, Sample::deleted_report(Kind::DomainReport), |order| {
            order.set("域名报备.部级域名Id", "");
            order.set("域名报备.域名", "qingshanxi-net.cn");
        });
    }

    #[test]
    fn both_and_none_are_found() {
        for (header, text) in [("域名", "qingshanxi-net.cn"), ("部级域名Id", "")] {
            let sample = Sample::deleted_report(Kind::DomainReport);
            assert_fires_on(&RULE, sample, "部级域名Id", |order| {
                order.set(&format!("域名报备.{header}"), text)
            });
        }
    }
}
