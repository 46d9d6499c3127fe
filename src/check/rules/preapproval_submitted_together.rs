//! 审批文件随备案提交 | Scans come with the filing
//!
//! ## 检查
//! 前置审批的每一行都附有审批文件；有专门规则的类型由各自的规则指出。
//!
//! ## 原因
//! 审批文件是备案记录的一部分，不能以后再补；缺少时整个文件被退回 5001。
//!
//! ## 正例
//! 审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 只有审批号
//!
//! ## 处理
//! 附上审批文件的扫描件，或删除该行。
//!
//! ## Check
//! Every pre-approval row names a scan; types with a rule of their own are left to it.
//!
//! ## Reason
//! The scan is part of the record and cannot follow later; without it the whole file is refused with 5001.
//!
//! ## Passes
//! scan `attachments/approval.jpg`
//!
//! ## Fails
//! a number alone
//!
//! ## Remedy
//! Attach the scan, or delete the row.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-submitted-together",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for row in preapprovals::each(order) {
        if row.files.is_absent() && !preapprovals::has_own_rule(row) {
            report.flag(
                order,
                &row.files,
                Text::new("没有附审批文件", "no scan is attached"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn with_its_scan_it_passes() {
        assert_silent(&RULE, |order| {
            order.set("前置审批.前置审批类型", "宗教");
            order.set("前置审批.审批文件", "attachments/approval.jpg");
        });
    }

    #[test]
    fn without_its_scan_it_is_found() {
        assert_fires(&RULE, "审批文件", |order| {
            order.set("前置审批.前置审批类型", "宗教")
        });
    }
}
