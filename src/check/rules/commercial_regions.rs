//! 可协助办理经营性备案的地区 | Regions of commercial assistance
//!
//! ## 检查
//! 经营性为“是”时，主体在接入商能协助的地区（各省规则中的 `commercial_assistance`）；不知道城市的按省判断。
//!
//! ## 原因
//! 其他地区的经营性许可要由客户自行到当地管局办理。
//!
//! ## 正例
//! 市 `440300`
//!
//! ## 反例
//! 市 `330100`
//!
//! ## 处理
//! 告知客户自行到当地通信管理局申请，订单按非经营性先备案。
//!
//! ## Check
//! A commercial order's subject is in a region where the carrier can assist (`commercial_assistance` in the province
//! rules); without a city the province decides.
//!
//! ## Reason
//! Elsewhere the customer applies for the licence at the local bureau.
//!
//! ## Passes
//! City `440300`
//!
//! ## Fails
//! City `330100`
//!
//! ## Remedy
//! Tell the customer to apply at the bureau, and file as non-commercial first.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "commercial-regions",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let commercial = &order.header.commercial;
    let (Some(&Flag(true)), Some(province)) = (commercial.get(), context.province(order)) else {
        return;
    };
    let city = order.subject.city.get().map(|code| code.id);
    if !context.settings.provinces.assists(province, city) {
        report.flag(
            order,
            commercial,
            Text::new(
                "接入商不能协助该地区的经营性备案",
                "the carrier cannot assist with commercial filings in this region",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn regions_with_assistance_and_other_orders_pass() {
        assert_silent(&RULE, |order| order.set("订单.经营性", "否"));
        assert_silent(&RULE, |order| {
            order.set("主体.省", "440000");
            order.set("主体.市", "440300");
            order.set("订单.经营性", "是");
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主体备案号", "粤ICP备99000123号");
            order.set("订单.经营性", "是");
        });
    }

    #[test]
    fn a_region_without_assistance_is_found() {
        assert_fires(&RULE, "经营性", |order| order.set("订单.经营性", "是"));
    }
}
