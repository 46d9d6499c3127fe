//! 没有门牌号时要备注 | Without a house number the remark says so
//!
//! ## 检查
//! 通信地址没有门牌号而填写了主体备注时，备注须写明通信地址已是最详细地址；没有备注的由 subject-address-house-number 指出。
//!
//! ## 原因
//! 审核见不到门牌号时只认备注中的说明，没有说明即按地址不详退回。
//!
//! ## 正例
//! 主体备注 `主办单位通信地址为最详细地址`
//!
//! ## 反例
//! 通信地址 `浙江省杭州市滨江区`，主体备注 `夜间无人`
//!
//! ## 处理
//! 有门牌号的补在地址里，没有的在主体备注中写“此地址已是最详细地址”。
//!
//! ## Check
//! Where the postal address has no house number and the subject has a remark, it says that the address is the most
//! detailed one; without a remark, subject-address-house-number speaks.
//!
//! ## Reason
//! Without a number the review accepts the statement in the remark, and refuses an address that has neither.
//!
//! ## Passes
//! Remark `主办单位通信地址为最详细地址`
//!
//! ## Fails
//! Postal address `浙江省杭州市滨江区` with the remark `夜间无人`
//!
//! ## Remedy
//! Add the number to the address, or write 此地址已是最详细地址 into the subject's remark.

use super::subject_address_house_number::lacks_house_number;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-address-no-number-remark",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let remark = &order.subject.remark;
    let explained = remark.is_absent() || remark.text().contains("最详细");
    if lacks_house_number(order, context) && !explained {
        report.flag(
            order,
            remark,
            Text::new(
                "地址没有门牌号，备注也没有说明",
                "the address has no house number and the remark does not explain it",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_number_or_the_remark_is_enough() {
        assert_silent(&RULE, |order| order.set("主体.主体备注", ""));
        assert_silent(&RULE, |order| {
            order.set("主体.通信地址", "浙江省杭州市滨江区");
            order.set("主体.主体备注", "主办单位通信地址为最详细地址");
        });
    }

    #[test]
    fn neither_number_nor_remark_is_found() {
        assert_fires(&RULE, "主体备注", |order| {
            order.set("主体.通信地址", "浙江省杭州市滨江区");
            order.set("主体.主体备注", "夜间无人");
        });
    }
}
