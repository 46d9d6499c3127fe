//! 经营性备案号的 ICP证 写法 | The ICP证 form of commercial numbers
//!
//! ## 检查
//! 含“ICP证”的备案号是“省简称＋ICP证＋6 至 10 位数字＋号”，网站再加“-n”。
//!
//! ## 原因
//! ICP证 后面缺少序列号的，管局查不到主体。
//!
//! ## 正例
//! `浙ICP证990001号-1`
//!
//! ## 反例
//! `京ICP证-1`
//!
//! ## 处理
//! 补全许可证的序列号。
//!
//! ## Check
//! A number with ICP证 is the province's character, ICP证, 6 to 10 digits and 号, with `-n` for a site.
//!
//! ## Reason
//! Without the serial number behind ICP证 the bureau cannot find the subject.
//!
//! ## Passes
//! `浙ICP证990001号-1`
//!
//! ## Fails
//! `京ICP证-1`
//!
//! ## Remedy
//! Complete the licence's serial number.

use super::filing_number_commercial_syntax::numbers;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-commercial-syntax-spec",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for number in numbers(order) {
        if number.is_unreadable() && number.text().contains("证") {
            report.flag(
                order,
                number,
                Text::new(
                    "ICP证 后应有 6 至 10 位数字",
                    "ICP证 is followed by 6 to 10 digits",
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
    fn a_complete_number_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("网站.网站备案号", "浙ICP证990001号-1")
        });
    }

    #[test]
    fn a_number_without_serial_is_noted() {
        assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| {
            order.set("网站.网站备案号", "京ICP证-1")
        });
    }
}
