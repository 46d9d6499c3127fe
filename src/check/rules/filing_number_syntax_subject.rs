//! 主体备案号的写法 | Form of a subject's filing number
//!
//! ## 检查
//! 新增网站填写的主体备案号是“省简称＋ICP备＋8 或 10 位数字＋号”，经营性的为 ICP证 或 B2- 形式，不带网站序号；省简称
//! 是现有省份的。
//!
//! ## 原因
//! 管局按备案号查找主体，写错即找不到，退回 1016。
//!
//! ## 正例
//! `浙ICP备99000001号`，`浙B2-99990001`
//!
//! ## 反例
//! `浙ICP备99000001号-1`（网站备案号），`ICP备99000001`
//!
//! ## 处理
//! 从公共查询结果中复制主体备案号，不带末尾的“-n”。
//!
//! ## Check
//! A new site's subject number is the province's character, ICP备, 8 or 10 digits and 号, or one of the commercial
//! forms with ICP证 or B2-; it has no site number, and the character belongs to a province.
//!
//! ## Reason
//! The bureau looks the subject up by it, and refuses with 1016 when it is not found.
//!
//! ## Passes
//! `浙ICP备99000001号`, `浙B2-99990001`
//!
//! ## Fails
//! `浙ICP备99000001号-1` (a site's number), `ICP备99000001`
//!
//! ## Remedy
//! Copy the subject's number from the public query, without `-n` at the end.

use crate::check::{Check, Context, Report, Rule, filing_numbers};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "filing-number-syntax-subject",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    filing_numbers::flag_form(order, &order.subject.filing_number, false, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn numbers_of_subjects_pass() {
        for number in [
            "浙ICP备99000001号",
            "浙 icp备 9900012345号",
            "浙B2-99990001",
            "京ICP证990173号",
        ] {
            assert_silent_on(&RULE, Sample::new_site(), |order| {
                order.set("主体.主体备案号", number)
            });
        }
    }

    #[test]
    fn numbers_of_sites_fragments_and_unknown_provinces_are_found() {
        for number in ["浙ICP备99000001号-1", "ICP备99000001", "港ICP备99000001号"] {
            assert_fires_on(&RULE, Sample::new_site(), "主体备案号", |order| {
                order.set("主体.主体备案号", number)
            });
        }
    }
}
