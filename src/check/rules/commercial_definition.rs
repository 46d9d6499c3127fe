//! 内容可能是经营性的 | Contents that may be commercial
//!
//! ## 检查
//! 网站名称或网站备注提到广告、网上商城、电子商务、付费、充值、出租一类内容（词表可配置），而经营性不是“是”时提示核对；
//! “不涉及……”的说明不算。
//!
//! ## 原因
//! 有偿提供信息、代制作网页、出租服务器空间、电子商务等属于经营性，需要另外申请许可证。
//!
//! ## 正例
//! `分享摄影作品`
//!
//! ## 反例
//! `网上商城`
//!
//! ## 处理
//! 与客户确认；确属经营性的，备案后申请许可证并在订单中注明经营性。
//!
//! ## Check
//! Where a site's name or remark mentions advertising, an online mall, electronic commerce, payment, top-ups or
//! rentals (a configurable list; denials do not count), the order says that it is commercial; otherwise it is noted.
//!
//! ## Reason
//! Paid information, web design, hosting and electronic commerce are commercial and need a licence of their own.
//!
//! ## Passes
//! `分享摄影作品`
//!
//! ## Fails
//! `网上商城`
//!
//! ## Remedy
//! Ask the customer; for commercial contents apply for the licence after the filing, and say so in the order.

use crate::check::{Check, Context, Report, Rule, domains, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "commercial-definition",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if domains::is_commercial(order) {
        return;
    }
    for site in &order.sites {
        let fields: [&dyn AnyField; 2] = [&site.name, &site.remark];
        for field in fields {
            if words::mentioned(context, "commercial", field.text()).is_some() {
                report.flag(
                    order,
                    field,
                    Text::new(
                        "内容可能是经营性的，请与客户确认",
                        "the contents may be commercial: ask the customer",
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn other_contents_and_declared_ones_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站备注", "分享摄影作品"));
        assert_silent(&RULE, |order| {
            order.set("订单.经营性", "是");
            order.set("网站.网站名称", "青杉溪网上商城");
        });
    }

    #[test]
    fn a_mall_is_noted() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉溪网上商城")
        });
    }
}
