//! 小程序备案的条件 | Conditions of the mini program
//!
//! ## 检查
//! 渠道为小程序时：首次备案；主体在允许的省份（各省规则中的 `mini_program`，目前是广东）；证件是营业执照或身份证；只
//! 有一个网站、一段 IP。
//!
//! ## 原因
//! 小程序只支持这样的备案，其他订单要走控制台。
//!
//! ## 正例
//! 省 `440000`，一个网站
//!
//! ## 反例
//! 省 `330000`；两个网站
//!
//! ## 处理
//! 渠道改为控制台，按控制台的要求补齐材料。
//!
//! ## Check
//! An order through the mini program is a new filing in a province that permits it (`mini_program` in the province
//! rules, at present Guangdong), with a business licence or an ID card, one site and one IP range.
//!
//! ## Reason
//! The mini program supports no others; they go through the console.
//!
//! ## Passes
//! Province `440000`, one site
//!
//! ## Fails
//! Province `330000`; two sites
//!
//! ## Remedy
//! Choose the console, and attach what it asks for.

use crate::check::certificates::{Form, form};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "miniprogram-conditions",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let channel = &order.header.channel;
    if channel.text() != "小程序" {
        return;
    }
    let certificate = order.subject.certificate_type.get();
    let unfit = certificate
        .is_some_and(|code| !matches!(form(code), Some(Form::Licence | Form::ResidentId)));
    let message = if order.kind() != Some(Kind::NewFiling) {
        Text::new(
            "小程序只办首次备案",
            "the mini program takes new filings only",
        )
    } else if !context.peculiarities(order).mini_program {
        Text::new(
            "该省不能用小程序备案",
            "this province permits no filing through the mini program",
        )
    } else if unfit {
        Text::new(
            "小程序只收营业执照或身份证",
            "the mini program takes business licences and ID cards only",
        )
    } else if order.sites.len() > 1 || order.addresses().count() > 1 {
        Text::new(
            "小程序只办一个网站、一段 IP",
            "the mini program takes one site and one IP range",
        )
    } else {
        return;
    };
    report.flag(order, channel, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    fn in_guangdong() -> Sample {
        let mut sample = Sample::unit();
        for (cell, text) in [
            ("主体.省", "440000"),
            ("主体.市", "440300"),
            ("主体.县", "440305"),
            ("订单.渠道", "小程序"),
        ] {
            sample.set(cell, text);
        }
        sample
    }

    #[test]
    fn a_filing_in_guangdong_and_other_channels_pass() {
        assert_silent_on(&RULE, in_guangdong(), |_| ());
        assert_silent(&RULE, |order| order.set("订单.渠道", "控制台"));
    }

    #[test]
    fn other_provinces_certificates_and_further_sites_are_found() {
        assert_fires(&RULE, "渠道", |order| order.set("订单.渠道", "小程序"));
        assert_fires_on(&RULE, in_guangdong(), "渠道", |order| {
            order.set("主体.主办单位证件类型", "组织机构代码证")
        });
        assert_fires_on(&RULE, in_guangdong(), "渠道", |order| {
            order.set("网站[2].网站名称", "青杉溪茶园")
        });
        assert_fires_on(&RULE, Sample::new_access(), "渠道", |order| {
            order.set("订单.渠道", "小程序")
        });
    }
}
