//! 药品和医疗器械类前置审批的文件 | Document for drugs and medical devices
//!
//! ## 检查
//! 声明了“药品和医疗器械”类前置审批的网站，附有《互联网药品信息服务资格证书》的扫描件。
//!
//! ## 原因
//! 没有批准文件的前置审批无效，管局退回 1033。
//!
//! ## 正例
//! 药品和医疗器械，审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 药品和医疗器械，没有审批文件
//!
//! ## 处理
//! 向省药品监督管理部门申办批准文件并附上扫描件；网站不涉及此类内容时删除该行。
//!
//! ## Check
//! A site that declares drugs and medical devices comes with a scan of the qualification certificate for internet drug
//! information.
//!
//! ## Reason
//! Without its document a pre-approval is invalid and refused with 1033.
//!
//! ## Passes
//! drugs and medical devices with `attachments/approval.jpg`
//!
//! ## Fails
//! drugs and medical devices without a scan
//!
//! ## Remedy
//! Apply to the provincial drug authority and attach the scan, or delete the row if the site has no such content.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::DRUGS;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "preapproval-doc-drugs",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    preapprovals::flag_undocumented(order, DRUGS, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::preapprovals::assert_asks_for_document;

    #[test]
    fn the_type_needs_its_document() {
        assert_asks_for_document(&RULE, "药品和医疗器械");
    }
}
