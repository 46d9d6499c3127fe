//! 接入方式 | Access methods
//!
//! ## 检查
//! 每个接入填写 1 至 64 个接入方式，都在代码表中。
//!
//! ## 原因
//! 接入方式无效时管局退回 1035。
//!
//! ## 正例
//! `虚拟主机`，`3`
//!
//! ## 反例
//! 空，`99`
//!
//! ## 处理
//! 从专线、主机托管、虚拟主机、其他方式、云接入中选择。
//!
//! ## Check
//! Every access names 1 to 64 access methods of the code table.
//!
//! ## Reason
//! The bureau refuses an invalid access method with 1035.
//!
//! ## Passes
//! `虚拟主机`, `3`
//!
//! ## Fails
//! nothing, `99`
//!
//! ## Remedy
//! Choose among 专线, 主机托管, 虚拟主机, 其他方式, 云接入.

use crate::check::{Check, Context, Report, Rule, code_lists};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "access-method-code",
    severity: Severity::Error,
    code: Some(1035),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let name = ("接入方式", "access method");
    code_lists::flag_accesses(order, |access| &access.mode, name, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn methods_pass_by_name_and_id() {
        assert_silent(&RULE, |order| order.set("接入.接入方式", "虚拟主机;5"));
    }

    #[test]
    fn absent_and_unknown_methods_are_found() {
        for wrong in ["", "99", "拨号"] {
            assert_fires(&RULE, "接入方式", |order| {
                order.set("接入.接入方式", wrong)
            });
        }
    }
}
