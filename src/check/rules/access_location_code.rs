//! 服务器放置地 | Server locations
//!
//! ## 检查
//! 每个接入填写 1 至 64 个服务器放置地，都在代码表中。
//!
//! ## 原因
//! 放置地无效时管局退回 1036。
//!
//! ## 正例
//! `浙江`，`34`
//!
//! ## 反例
//! 空，`0`，`99`
//!
//! ## 处理
//! 填写服务器所在省份的名称或代码，多个用 `;` 分隔。
//!
//! ## Check
//! Every access names 1 to 64 server locations of the code table.
//!
//! ## Reason
//! The bureau refuses an invalid location with 1036.
//!
//! ## Passes
//! `浙江`, `34`
//!
//! ## Fails
//! nothing, `0`, `99`
//!
//! ## Remedy
//! Write names or ids of the provinces where the servers stand, separated by `;`.

use crate::check::{Check, Context, Report, Rule, code_lists};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "access-location-code",
    severity: Severity::Error,
    code: Some(1036),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let name = ("服务器放置地", "server location");
    code_lists::flag_accesses(order, |access| &access.location, name, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn provinces_pass_by_name_and_id() {
        assert_silent(&RULE, |order| order.set("接入.服务器放置地", "浙江;2"));
    }

    #[test]
    fn absent_and_unknown_locations_are_found() {
        for wrong in ["", "0", "99"] {
            assert_fires(&RULE, "服务器放置地", |order| {
                order.set("接入.服务器放置地", wrong)
            });
        }
    }
}
