//! 经营性备案号的 ICP证 写法 | The ICP证 form of commercial numbers
//!
//! ## 检查
//! 含“ICP证”的备案号是“省简称＋ICP证＋6 至 10 位数字＋号”，网站再加“-n”。管局不用来查找的备案号只作提示。
//!
//! ## 原因
//! ICP证 后面缺少序列号的，管局查不到主体或网站，退回 1016。
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
//! A number with ICP证 is the province's character, ICP证, 6 to 10 digits and 号, with `-n` for a site. A number by
//! which the bureau looks nothing up gives a note.
//!
//! ## Reason
//! Without the serial number behind ICP证 the bureau finds neither subject nor site, and refuses with 1016.
//!
//! ## Passes
//! `浙ICP证990001号-1`
//!
//! ## Fails
//! `京ICP证-1`
//!
//! ## Remedy
//! Complete the licence's serial number.

use crate::check::{Check, Context, Report, Rule, filing_numbers};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-commercial-syntax-spec",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for number in filing_numbers::named(order) {
        if filing_numbers::is_licence_fragment(number) {
            report.flag(
                order,
                number,
                Text::new(
                    "ICP证 后应有 6 至 10 位数字",
                    "ICP证 is followed by 6 to 10 digits",
                ),
            );
            if !filing_numbers::is_looked_up(order, number) {
                report.without_code();
                report.at_most(Severity::Info);
            }
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
