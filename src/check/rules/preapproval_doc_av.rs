//! 广播电影电视节目类前置审批的文件 | Document for radio, film and TV programmes
//!
//! ## 检查
//! 声明了“广播电影电视节目”类前置审批的网站，附有《信息网络传播视听节目许可证》的扫描件。
//!
//! ## 原因
//! 没有批准文件的前置审批无效，管局退回 1033。
//!
//! ## 正例
//! 广播电影电视节目，审批文件 `attachments/approval.jpg`
//!
//! ## 反例
//! 广播电影电视节目，没有审批文件
//!
//! ## 处理
//! 向省广播电视局申办批准文件并附上扫描件；网站不涉及此类内容时删除该行。
//!
//! ## Check
//! A site that declares radio, film and TV programmes comes with a scan of the licence for audiovisual programmes on
//! networks.
//!
//! ## Reason
//! Without its document a pre-approval is invalid and refused with 1033.
//!
//! ## Passes
//! radio, film and TV programmes with `attachments/approval.jpg`
//!
//! ## Fails
//! radio, film and TV programmes without a scan
//!
//! ## Remedy
//! Apply to the provincial broadcasting authority and attach the scan, or delete the row if the site has no such
//! content.

use crate::check::{Check, Context, Report, Rule, preapprovals};
use crate::codes::ids::preapproval::PROGRAMMES;
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "preapproval-doc-av",
    severity: Severity::Error,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    preapprovals::flag_undocumented(order, PROGRAMMES, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::preapprovals::assert_asks_for_document;

    #[test]
    fn the_type_needs_its_document() {
        assert_asks_for_document(&RULE, "广播电影电视节目");
    }
}
