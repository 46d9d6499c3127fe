//! 首页URL 不重复 | Home pages are distinct
//!
//! ## 检查
//! 同批订单中没有两个网站使用同一个首页地址；有无 `http://`、大小写和末尾斜线不算不同。
//!
//! ## 原因
//! 首页地址已经存在时，管局退回 1021。
//!
//! ## 正例
//! 每个网站各有首页
//!
//! ## 反例
//! 两个网站的首页都是 `www.qingshanxi-net.cn`
//!
//! ## 处理
//! 改用各自的首页地址；内容相同的合并为一个网站。
//!
//! ## Check
//! No two sites of the batch have the same home page; scheme, case and a final slash make no difference.
//!
//! ## Reason
//! The bureau refuses an address that it has already with 1021.
//!
//! ## Passes
//! every site has its own home page
//!
//! ## Fails
//! two sites with `www.qingshanxi-net.cn`
//!
//! ## Remedy
//! Give each site its own address, or merge sites that show the same pages.

use std::collections::HashMap;

use crate::check::home_page::HomePage;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "homepage-conflict",
    severity: Severity::Error,
    code: Some(1021),
    kinds: Kind::NEW_SITES,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut first: HashMap<String, (&Order, usize)> = HashMap::new();
    for order in orders {
        for (index, site) in order.sites.iter().enumerate() {
            for page in HomePage::of(site) {
                let &mut (other, site_index) = first.entry(page.key()).or_insert((order, index));
                let number = &other.number.text;
                if *number == order.number.text && site_index == index {
                    continue;
                }
                let message = Text::new(
                    format!("订单 {number} 的另一个网站已用此首页地址"),
                    format!("another site, of order {number}, has this home page"),
                );
                report.flag(order, &site.home_page, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings_in};

    #[test]
    fn one_site_may_repeat_its_own_address() {
        assert_silent(&RULE, |order| {
            order.set(
                "网站.首页URL",
                "www.qingshanxi-net.cn;http://www.qingshanxi-net.cn",
            )
        });
    }

    #[test]
    fn two_sites_with_one_address_are_found() {
        assert_fires(&RULE, "首页URL", |sample| {
            let site = sample.order.sites[0].clone();
            sample.order.sites.push(site);
        });
    }

    #[test]
    fn the_later_order_with_the_same_address_is_found() {
        let (one, mut other) = (Sample::unit(), Sample::individual());
        other.order.number.text = "T-0002".into();
        let found = findings_in(&RULE, &[one.order, other.order], &Settings::default());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
    }
}
