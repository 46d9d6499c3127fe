//! 服务内容 | Service contents
//!
//! ## 检查
//! 每个网站填写 1 至 64 项服务内容，都在代码表中；重复的只提醒。
//!
//! ## 原因
//! 服务内容无效时管局退回 1034。
//!
//! ## 正例
//! `单位门户网站`，`8;24`
//!
//! ## 反例
//! 空，`99`
//!
//! ## 处理
//! 按代码表选择服务内容，多项用 `;` 分隔。
//!
//! ## Check
//! Every site names 1 to 64 service contents of the code table; a repeated one gives a warning.
//!
//! ## Reason
//! The bureau refuses invalid contents with 1034.
//!
//! ## Passes
//! `单位门户网站`, `8;24`
//!
//! ## Fails
//! nothing, `99`
//!
//! ## Remedy
//! Choose contents of the code table, separated by `;`.

use crate::check::{Check, Context, Report, Rule, code_lists};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "service-content-required",
    severity: Severity::Error,
    code: Some(1034),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Most contents of one site, as the schema counts them.
const MOST: usize = 64;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        let field = &site.service_content;
        let name = ("服务内容", "service content");
        if !code_lists::flag(order, field, MOST, name, report) {
            continue;
        }
        let ids: Vec<u32> = field
            .get()
            .map_or_else(Vec::new, |codes| codes.ids().collect());
        let repeated = |(index, id)| ids[..index].contains(id);
        if ids.iter().enumerate().any(repeated) {
            report.flag(
                order,
                field,
                Text::new("服务内容重复", "a service content stands there twice"),
            );
            report.at_most(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn contents_pass_by_name_and_id() {
        assert_silent(&RULE, |order| order.set("网站.服务内容", "单位门户网站"));
        assert_silent(&RULE, |order| order.set("网站.服务内容", "1;其他"));
    }

    #[test]
    fn absent_unknown_and_repeated_contents_are_found() {
        for wrong in ["", "99", "卖茶", "8;单位门户网站"] {
            assert_fires(&RULE, "服务内容", |order| {
                order.set("网站.服务内容", wrong)
            });
        }
    }
}
