//! 更名要附证明 | A new name needs its proof
//!
//! ## 检查
//! 变更改了主办单位名称的，附有更名证明：附件的用途、文件名或备注中写“更名”或“名称变更”。
//!
//! ## 原因
//! 单位更名要有工商部门的更名证明，缺少时审核退回。
//!
//! ## 正例
//! 改名，附件备注 `更名证明`
//!
//! ## 反例
//! 改名，没有更名证明
//!
//! ## 处理
//! 附上更名（名称变更）证明，在附件备注中写明；换了单位的，不能变更，应由新单位重新备案。
//!
//! ## Check
//! Where a change gives the organizer another name, the proof of the renaming is attached: its purpose, file name or
//! remark says 更名 or 名称变更.
//!
//! ## Reason
//! The review sends back a new name without the registry's proof.
//!
//! ## Passes
//! a new name with an attachment remarked `更名证明`
//!
//! ## Fails
//! a new name without a proof
//!
//! ## Remedy
//! Attach the proof and say so in its remark; another company cannot take over a filing, it files anew.

use crate::check::{Check, Context, Report, Rule};
use crate::check::{documents, renaming};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-name-change-proof",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if renaming::is_renamed(order, context) && !renaming::is_proven(order) {
        let message = Text::new(
            "单位名称与备案的不同，缺少更名证明",
            "the name is not the filed one, and no proof of the renaming is attached",
        );
        documents::flag_missing(order, report, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(name: &str, remark: &str) -> usize {
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), |order| {
            order.set("主体.主办单位名称", name);
            order.set("附件.附件备注", remark);
        });
        found.len()
    }

    #[test]
    fn the_filed_name_and_a_proven_one_pass() {
        assert_eq!(found("杭州青杉溪网络有限公司", ""), 0);
        assert_eq!(found("杭州青杉溪科技有限公司", "更名证明"), 0);
        let nothing = findings_beside(&RULE, Sample::change(), &Default::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn a_new_name_without_proof_is_found() {
        assert_eq!(found("杭州青杉溪科技有限公司", ""), 1);
    }
}
