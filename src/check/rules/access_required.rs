//! 网站要有接入信息 | A site has an access
//!
//! ## 检查
//! 每个网站至少有一行接入；接入备案的每个网站正好一行接入。
//!
//! ## 原因
//! 接口格式要求每个网站有接入信息，接入备案每条记录只能报一个接入；不符时整个文件被退回 5001。
//!
//! ## 正例
//! 每个网站一行接入
//!
//! ## 反例
//! 网站没有接入行
//!
//! ## 处理
//! 补填接入信息；接入备案有多个接入时拆成几张订单。
//!
//! ## Check
//! Every site has at least one access; in an order for a new access, exactly one.
//!
//! ## Reason
//! The schema asks for an access with every site, and for exactly one in the record of a new access; otherwise the
//! whole file is refused with 5001.
//!
//! ## Passes
//! one access for every site
//!
//! ## Fails
//! a site without an access
//!
//! ## Remedy
//! Add the access; split an order for several new accesses of one site.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Access, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::WITH_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let missing = Access::default();
    for site in &order.sites {
        match site.accesses.as_slice() {
            [] => {
                let message = Text::new("网站没有接入信息", "the site has no access");
                report.flag(order, &missing.location, message);
            }
            [_, second, ..] if order.kind() == Some(Kind::NewAccess) => {
                let message = Text::new(
                    "接入备案的每个网站只能报一个接入",
                    "a new access is one for every site",
                );
                report.flag(order, &second.position, message);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent};

    #[test]
    fn several_accesses_of_a_new_site_pass() {
        assert_silent(&RULE, |order| order.set("接入[2].服务器放置地", "北京"));
    }

    #[test]
    fn a_site_without_an_access_is_found() {
        assert_fires(&RULE, "服务器放置地", |sample| {
            sample.order.sites[0].accesses.clear()
        });
    }

    #[test]
    fn a_second_access_in_an_order_for_one_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "接入序号", |order| {
            order.set("接入[2].接入序号", "2")
        });
    }
}
