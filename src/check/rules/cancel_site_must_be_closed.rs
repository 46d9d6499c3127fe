//! 注销主体时网站要已关闭 | Sites are closed before their subject is cancelled
//!
//! ## 检查
//! 注销主体的订单，没有注明网站还可访问。
//!
//! ## 原因
//! 注销主体时，其网站必须已停用或关闭；还能访问的，审核退回。
//!
//! ## 正例
//! 网站可访问 `否`
//!
//! ## 反例
//! 网站可访问 `是`
//!
//! ## 处理
//! 请客户先关闭网站，再报注销。
//!
//! ## Check
//! A cancellation of a subject does not say that a site can be reached.
//!
//! ## Reason
//! The sites of a subject have to be closed when it is cancelled; the review sends the order back while one can be
//! reached.
//!
//! ## Passes
//! 网站可访问 `否`
//!
//! ## Fails
//! 网站可访问 `是`
//!
//! ## Remedy
//! Have the customer close the site first.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-site-must-be-closed",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::CancelSubject],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        if site.reachable.get() == Some(&Flag(true)) {
            let message = Text::new(
                "网站还可访问，要先关闭",
                "the site can be reached: close it first",
            );
            report.flag(order, &site.reachable, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn a_closed_site_passes() {
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSubject), |order| {
            order.set("网站.网站可访问", "否")
        });
    }

    #[test]
    fn a_site_that_can_be_reached_is_found() {
        let sample = Sample::cancellation(Kind::CancelSubject);
        assert_fires_on(&RULE, sample, "网站可访问", |order| {
            order.set("网站.网站可访问", "是")
        });
    }
}
