//! 电子公告服务类前置审批的文件 | Document for bulletin services
//!
//! ## 检查
//! 声明了“电子公告服务”类前置审批的网站，附有专项备案表，经营性的附《增值电信业务经营许可证》的扫描件。
//!
//! ## 原因
//! 没有批准文件的前置审批无效，管局退回 1033。
//!
//! ## 正例
//! 电子公告服务，审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 电子公告服务，没有审批文件
//!
//! ## 处理
//! 向省通信管理局申办批准文件并附上扫描件；网站不涉及此类内容时删除该行。
//!
//! ## Check
//! A site that declares bulletin services comes with a scan of the special filing form, or the value-added
//! telecommunications licence of a commercial site.
//!
//! ## Reason
//! Without its document a pre-approval is invalid and refused with 1033.
//!
//! ## Passes
//! bulletin services with `attachments/approval.jpg`
//!
//! ## Fails
//! bulletin services without a scan
//!
//! ## Remedy
//! Apply to the bureau and attach the scan, or delete the row if the site has no such content.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::BULLETIN;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "preapproval-doc-bbs",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    preapprovals::flag_undocumented(order, BULLETIN, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::preapprovals::assert_asks_for_document;

    #[test]
    fn the_type_needs_its_document() {
        assert_asks_for_document(&RULE, "电子公告服务");
    }
}
