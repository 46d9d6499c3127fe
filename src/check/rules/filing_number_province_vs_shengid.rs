//! 备案号的省与所填的省一致 | Number and province agree
//!
//! ## 检查
//! 变更的主体备案号开头的省份简称，与所填的省一致。管局已公布该主体的，按公布的省检查（subject-province-immutable）。
//!
//! ## 原因
//! 备案号的简称就是主体所在的省；不一致等于改省，管局按 1046 退回。
//!
//! ## 正例
//! `浙ICP备99000123号`，省 `330000`
//!
//! ## 反例
//! `浙ICP备99000123号`，省 `310000`
//!
//! ## 处理
//! 核对备案号和省；主体真的迁到别的省的，先注销，再到新的省报首次备案。
//!
//! ## Check
//! The abbreviation that the subject's number begins with is that of the province given in a change. Where the bureau
//! has published the subject, its province is held against that instead (subject-province-immutable).
//!
//! ## Reason
//! The abbreviation is the province of the subject; another one would move it, which the bureau refuses with 1046.
//!
//! ## Passes
//! `浙ICP备99000123号` with province `330000`
//!
//! ## Fails
//! `浙ICP备99000123号` with province `310000`
//!
//! ## Remedy
//! Check number and province; a subject that has moved is cancelled first, then filed in its new province.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-province-vs-shengid",
    severity: Severity::Error,
    code: Some(1046),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let field = &order.subject.province;
    let filed = context.filed.filings.subject_of(order);
    if filed.is_some_and(|filed| filed.values.of(field).is_some()) {
        return;
    }
    let (Some(number), Some(given)) = (order.subject.filing_number.get(), field.get()) else {
        return;
    };
    let abbreviation = number.province().to_string();
    let province = context.codes.provinces().by_abbreviation(&abbreviation);
    if let Some(province) = province
        && province.code != given.id
    {
        let (code, given) = (province.code, given.id);
        let message = Text::new(
            format!("备案号属于 {code}，省却是 {given}"),
            format!("the number belongs to {code}, but the province is {given}"),
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_province_of_the_number_passes() {
        assert_silent_on(&RULE, Sample::change(), |_| ());
    }

    #[test]
    fn another_province_is_found() {
        assert_fires_on(&RULE, Sample::change(), "省", |order| {
            order.set("主体.省", "310000")
        });
    }
}
