//! 经营性备案号的 B2 写法 | The B2 form of commercial numbers
//!
//! ## 检查
//! 经营性备案号写成“省简称＋B2-＋8 位数字”；写成“ICP备B2-”的仍可上报，但提示核对。
//!
//! ## 原因
//! “ICP备B2-”是两种写法的混合，公共查询中显示的通常没有“ICP备”。
//!
//! ## 正例
//! `浙B2-99990001`
//!
//! ## 反例
//! `浙ICP备B2-99990001`
//!
//! ## 处理
//! 按公共查询结果的写法填写。
//!
//! ## Check
//! A commercial number is the province's character, B2- and 8 digits; one with `ICP备B2-` is sent, but worth a look.
//!
//! ## Reason
//! `ICP备B2-` mixes two forms; the public query usually shows none of the ICP备.
//!
//! ## Passes
//! `浙B2-99990001`
//!
//! ## Fails
//! `浙ICP备B2-99990001`
//!
//! ## Remedy
//! Write the number as the public query shows it.

use crate::check::{Check, Context, Report, Rule, filing_numbers};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-commercial-syntax",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for field in filing_numbers::named(order) {
        let number = field.get();
        if number.is_some_and(|number| number.as_str().contains("ICP备B2-")) {
            report.flag(
                order,
                field,
                Text::new(
                    "经营性备案号通常没有“ICP备”",
                    "commercial numbers usually have no ICP备",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_usual_form_passes() {
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主体备案号", "浙B2-99990001")
        });
    }

    #[test]
    fn the_mixed_form_is_noted() {
        assert_fires_on(&RULE, Sample::new_site(), "主体备案号", |order| {
            order.set("主体.主体备案号", "浙ICP备B2-99990001")
        });
        assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| {
            order.set("网站.网站备案号", "浙ICP备B2-99990001-1")
        });
    }
}
