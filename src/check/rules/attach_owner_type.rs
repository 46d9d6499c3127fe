//! 所属对象只有主体和网站 | Owners are subject or site
//!
//! ## 检查
//! 所属对象填写时为主体（1）或网站（2）；不填时按用途判断。
//!
//! ## 原因
//! 其他所属对象与用途无法匹配，管局退回 1061。
//!
//! ## 正例
//! `主体`，`2`
//!
//! ## 反例
//! `3`，`负责人`
//!
//! ## 处理
//! 清空所属对象，或改为主体、网站。
//!
//! ## Check
//! An owner, where given, is 主体 (1) or 网站 (2); absent, the purpose decides.
//!
//! ## Reason
//! No other owner fits a purpose; the bureau refuses it with 1061.
//!
//! ## Passes
//! `主体`, `2`
//!
//! ## Fails
//! `3`, `负责人`
//!
//! ## Remedy
//! Empty the owner, or write 主体 or 网站.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-owner-type",
    severity: Severity::Error,
    code: Some(1061),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in order
        .attachments
        .iter()
        .filter(|attachment| attachment.owner.is_unreadable())
    {
        report.flag(
            order,
            &attachment.owner,
            Text::new(
                "所属对象只能是主体或网站",
                "the owner is neither subject nor site",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn subject_and_site_pass() {
        assert_silent(&RULE, |order| order.set("附件.所属对象", "主体"));
        assert_silent(&RULE, |order| order.set("附件.所属对象", "2"));
    }

    #[test]
    fn anything_else_is_found() {
        assert_fires(&RULE, "所属对象", |order| {
            order.set("附件.所属对象", "3")
        });
    }
}
