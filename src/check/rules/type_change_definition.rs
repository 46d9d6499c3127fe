//! 变更不能带新网站 | A change has no new sites
//!
//! ## 检查
//! 变更中的网站都是已备案的：有省局网站Id或网站备案号。
//!
//! ## 原因
//! 变更备案修改已有的主体、网站和接入；新的网站在接口中是另一种订单，放在变更里整包会被退回（5001）。
//!
//! ## 正例
//! 每个网站都有备案号
//!
//! ## 反例
//! 一个网站没有备案号也没有省局网站Id
//!
//! ## 处理
//! 把新网站拆成单独的新增网站订单；是已有网站的，填写网站备案号。
//!
//! ## Check
//! Every site of a change is filed: it has the bureau's id or its filing number.
//!
//! ## Reason
//! A change alters what is filed; a new site is another kind of order in the interface, and within a change the whole
//! file is refused (5001).
//!
//! ## Passes
//! every site with its number
//!
//! ## Fails
//! a site with neither number nor id
//!
//! ## Remedy
//! Make an order 新增网站 of the new site; give the number of a site that is filed.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-change-definition",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in &order.sites {
        if site.bureau_id.is_absent() && site.filing_number.is_absent() {
            let message = Text::new(
                "没有网站备案号：新网站要单独报新增网站",
                "the site has no number: a new site is an order of its own",
            );
            report.flag(order, &site.filing_number, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn filed_sites_pass() {
        assert_silent_on(&RULE, Sample::change(), |order| {
            order.set("网站.省局网站Id", "")
        });
    }

    #[test]
    fn a_new_site_is_found() {
        assert_fires_on(&RULE, Sample::change(), "网站备案号", |order| {
            order.set("网站[2].网站名称", "青杉溪商城网站")
        });
    }
}
