//! 网站备案号的写法 | Form of a site's filing number
//!
//! ## 检查
//! 接入备案填写的网站备案号是主体备案号加“-n”，n 从 1 起。
//!
//! ## 原因
//! 管局按网站备案号查找网站，写错即找不到，退回 1016。
//!
//! ## 正例
//! `浙ICP备99000002号-2`
//!
//! ## 反例
//! `浙ICP备99000002号`（主体备案号）
//!
//! ## 处理
//! 从公共查询结果中复制网站备案号，带上末尾的“-n”。
//!
//! ## Check
//! An access names its site by the subject's number followed by `-n`, n from 1.
//!
//! ## Reason
//! The bureau looks the site up by it, and refuses with 1016 when it is not found.
//!
//! ## Passes
//! `浙ICP备99000002号-2`
//!
//! ## Fails
//! `浙ICP备99000002号` (the subject's number)
//!
//! ## Remedy
//! Copy the site's number from the public query, with `-n` at the end.

use crate::check::{Check, Context, Report, Rule, filing_numbers};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "filing-number-syntax-site",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        filing_numbers::flag_form(order, &site.filing_number, true, context, report);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn numbers_of_sites_pass() {
        for number in [
            "浙ICP备99000002号-2",
            "浙ICP证990001号-1",
            "粤B2-99990059-12",
        ] {
            assert_silent_on(&RULE, Sample::new_access(), |order| {
                order.set("网站.网站备案号", number)
            });
        }
    }

    #[test]
    fn numbers_of_subjects_and_fragments_are_found() {
        for number in [
            "浙ICP备99000002号",
            "浙ICP备99000002号-0",
            "浙ICP备2号-1",
            "甲ICP备99000002号-1",
        ] {
            assert_fires_on(&RULE, Sample::new_access(), "网站备案号", |order| {
                order.set("网站.网站备案号", number)
            });
        }
    }
}
