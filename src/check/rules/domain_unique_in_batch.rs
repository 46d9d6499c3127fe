//! 同一域名只报一次 | A domain is filed once
//!
//! ## 检查
//! 一个域名在同批订单的所有网站中只出现一次；大小写和中文域名的两种写法视为相同。
//!
//! ## 原因
//! 管局对已报过的域名退回 1039；重复的域名也说明订单重复或网站分错。
//!
//! ## 正例
//! 每个网站各用各的域名
//!
//! ## 反例
//! 两个网站都填 `qingshanxi-net.cn`
//!
//! ## 处理
//! 删除多余的一处；同一网站的几个域名写在同一个网站下。
//!
//! ## Check
//! A domain stands at one site of the batch only; case and the two forms of Chinese names make no difference.
//!
//! ## Reason
//! The bureau refuses a domain that was reported before with 1039; a repeated one also hints at a repeated order.
//!
//! ## Passes
//! every site has its own domains
//!
//! ## Fails
//! two sites with `qingshanxi-net.cn`
//!
//! ## Remedy
//! Delete one of them; domains of one site belong below that site.

use crate::check::compare::{self, Holders};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "domain-unique-in-batch",
    severity: Severity::Error,
    code: Some(1039),
    kinds: Kind::NEW_SITES,
    check: Check::Batch(check),
};

fn check(orders: &[&Order], _: &Context<'_>, report: &mut Report<'_>) {
    let mut holders = Holders::new();
    for order in orders {
        for domain in order.domains() {
            let name = domain.name.get();
            let holder = name.and_then(|name| holders.earlier(name.ascii(), order));
            if let Some(holder) = holder {
                let Text { zh, en } = compare::earlier(holder, order);
                let message = Text::new(
                    format!("{zh}已有此域名"),
                    format!("{en} names this domain already"),
                );
                report.flag(order, &domain.name, message);
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
    fn different_domains_pass() {
        assert_silent(&RULE, |order| {
            order.set("域名[2].域名", "qingshanxi-net.com")
        });
    }

    #[test]
    fn a_domain_that_stands_twice_in_an_order_is_found() {
        assert_fires(&RULE, "域名", |order| {
            order.set("域名[2].域名", "QINGSHANXI-net.cn")
        });
    }

    #[test]
    fn the_later_order_with_the_same_domain_is_found() {
        let (one, mut other) = (Sample::unit(), Sample::individual());
        other.order.number.text = "T-0002".into();
        let found = findings_in(&RULE, &[one.order, other.order], &Settings::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
    }
}
