//! 经营性备案要接入商许可证编号 | Commercial orders need the carrier's licence number
//!
//! ## 检查
//! 订单的经营性为“是”时，配置中有接入商许可证编号。
//!
//! ## 原因
//! 办理经营性许可时要向管局提供接入商的许可证编号。
//!
//! ## 正例
//! 已配置许可证编号
//!
//! ## 反例
//! 没有配置
//!
//! ## 处理
//! 在配置中填写接入商的许可证编号。
//!
//! ## Check
//! Where an order is commercial, the configuration has the number of the carrier's own licence.
//!
//! ## Reason
//! The bureau asks for the carrier's licence number in a commercial application.
//!
//! ## Passes
//! A configured number
//!
//! ## Fails
//! No number
//!
//! ## Remedy
//! Write the carrier's licence number into the configuration.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "commercial-carrier-licence-no",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let commercial = &order.header.commercial;
    if commercial.get() == Some(&Flag(true)) && context.settings.licence_number.is_none() {
        report.flag(
            order,
            commercial,
            Text::new(
                "配置中没有接入商许可证编号",
                "the configuration lacks the carrier's licence number",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings_in};

    #[test]
    fn other_orders_and_carriers_with_a_number_pass() {
        assert_silent(&RULE, |order| order.set("订单.经营性", "否"));
        let mut sample = Sample::unit();
        sample.set("订单.经营性", "是");
        let settings = Settings {
            licence_number: Some("浙B1.B2-20040000".into()),
            ..Settings::default()
        };
        assert!(findings_in(&RULE, &[sample.order], &settings).is_empty());
    }

    #[test]
    fn a_commercial_order_without_the_number_is_found() {
        assert_fires(&RULE, "经营性", |order| order.set("订单.经营性", "是"));
    }
}
