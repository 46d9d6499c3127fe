//! 审批号和审批文件的个数 | Numbers and scans of approvals
//!
//! ## 检查
//! 前置审批的每一行有审批号，审批文件不超过 10 个；一个网站的前置审批不超过 64 行。
//!
//! ## 原因
//! 缺少审批号或文件过多不符合接口格式，会被退回。
//!
//! ## 正例
//! 审批号 `省新闻办2025-1`，1 个文件
//!
//! ## 反例
//! 没有审批号，11 个文件
//!
//! ## 处理
//! 补填审批号；文件过多时选最重要的 10 页。
//!
//! ## Check
//! Every pre-approval has a number and at most 10 scans; a site has at most 64 pre-approvals.
//!
//! ## Reason
//! A missing number or too many scans break the schema and are refused.
//!
//! ## Passes
//! number `省新闻办2025-1` and one scan
//!
//! ## Fails
//! no number, 11 scans
//!
//! ## Remedy
//! Add the number; of more scans keep the ten that matter.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-number-and-scan",
    severity: Severity::Error,
    code: Some(5010),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Most scans of one pre-approval, and most pre-approvals of one site, as the schema counts them.
const MOST_SCANS: usize = 10;
const MOST_ROWS: usize = 64;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for preapproval in preapprovals::each(order) {
        if preapproval.number.is_absent() {
            report.flag(
                order,
                &preapproval.number,
                Text::new("没有填写审批号", "the approval's number is not given"),
            );
            report.with_code(5001);
        }
        let scans = preapproval.files.get().map_or(0, |list| list.0.len());
        if scans > MOST_SCANS {
            let message = Text::new(
                format!("有 {scans} 个审批文件，最多 {MOST_SCANS} 个"),
                format!("{scans} scans, at most {MOST_SCANS} are taken"),
            );
            report.flag(order, &preapproval.files, message);
        }
    }
    for preapproval in order
        .sites
        .iter()
        .filter_map(|site| site.preapprovals.get(MOST_ROWS))
    {
        let message = Text::new(
            format!("前置审批超过 {MOST_ROWS} 行"),
            format!("more than {MOST_ROWS} pre-approvals of a site"),
        );
        report.flag(order, &preapproval.category, message);
        report.with_code(5001);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    fn approved(order: &mut Sample, files: usize) {
        let files: Vec<String> = (0..files).map(|n| format!("attachments/{n}.jpg")).collect();
        order.set("前置审批.前置审批类型", "新闻");
        order.set("前置审批.审批号", "省新闻办2025-1");
        order.set("前置审批.审批文件", &files.join(";"));
    }

    #[test]
    fn ten_scans_pass() {
        assert_silent(&RULE, |order| approved(order, 10));
    }

    #[test]
    fn a_missing_number_and_an_eleventh_scan_are_found() {
        assert_fires(&RULE, "审批文件", |order| approved(order, 11));
        assert_fires(&RULE, "审批号", |order| {
            approved(order, 1);
            order.set("前置审批.审批号", "");
        });
    }
}
