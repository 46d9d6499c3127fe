//! 医疗保健类前置审批的文件 | Document for health care
//!
//! ## 检查
//! 声明了“医疗保健”类前置审批的网站，附有《互联网医疗保健信息服务审核同意书》的扫描件。
//!
//! ## 原因
//! 没有批准文件的前置审批无效，管局退回 1033。
//!
//! ## 正例
//! 医疗保健，审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 医疗保健，没有审批文件
//!
//! ## 处理
//! 向省卫生行政部门（部分省份为药品监督管理部门）申办批准文件并附上扫描件；网站不涉及此类内容时删除该行。
//!
//! ## Check
//! A site that declares health care comes with a scan of the consent to internet health services.
//!
//! ## Reason
//! Without its document a pre-approval is invalid and refused with 1033.
//!
//! ## Passes
//! health care with `attachments/approval.jpg`
//!
//! ## Fails
//! health care without a scan
//!
//! ## Remedy
//! Apply to the provincial health department (in some provinces the drug authority) and attach the scan, or delete the
//! row if the site has no such content.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::HEALTH;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "preapproval-doc-health",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    preapprovals::flag_undocumented(order, HEALTH, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::preapprovals::assert_asks_for_document;

    #[test]
    fn the_type_needs_its_document() {
        assert_asks_for_document(&RULE, "医疗保健");
    }
}
