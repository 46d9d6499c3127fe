//! 教育类前置审批的文件 | Document for education
//!
//! ## 检查
//! 声明了“教育”类前置审批的网站，附有省教育行政部门的审批文件的扫描件。
//!
//! ## 原因
//! 没有批准文件的前置审批无效，管局退回 1033。
//!
//! ## 正例
//! 教育，审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 教育，没有审批文件
//!
//! ## 处理
//! 向省教育厅申办批准文件并附上扫描件；网站不涉及此类内容时删除该行。
//!
//! ## Check
//! A site that declares education comes with a scan of the approval of the provincial education department.
//!
//! ## Reason
//! Without its document a pre-approval is invalid and refused with 1033.
//!
//! ## Passes
//! education with `attachments/approval.jpg`
//!
//! ## Fails
//! education without a scan
//!
//! ## Remedy
//! Apply to the provincial education department and attach the scan, or delete the row if the site has no such content.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::EDUCATION;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "preapproval-doc-education",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    preapprovals::flag_undocumented(order, EDUCATION, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::preapprovals::assert_asks_for_document;

    #[test]
    fn the_type_needs_its_document() {
        assert_asks_for_document(&RULE, "教育");
    }
}
