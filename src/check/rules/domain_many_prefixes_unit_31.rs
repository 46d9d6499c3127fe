//! 单位的域名前缀数 | Prefixes of a unit's domains
//!
//! ## 检查
//! 单位一张订单的域名不超过三十一个不同的前缀。
//!
//! ## 原因
//! 单位使用过多不同域名时，审核要求说明用途。
//!
//! ## 正例
//! 31 个前缀
//!
//! ## 反例
//! 32 个前缀
//!
//! ## 处理
//! 准备域名用途的说明，或减少域名。
//!
//! ## Check
//! The domains of a unit's order have at most thirty-one different prefixes.
//!
//! ## Reason
//! Reviews ask a unit with more what they are for.
//!
//! ## Passes
//! 31 prefixes
//!
//! ## Fails
//! 32 prefixes
//!
//! ## Remedy
//! Prepare an explanation of their use, or file fewer domains.

use crate::check::{Check, Context, Organizer, Report, Rule, domains};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "domain-many-prefixes-unit-31",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    domains::flag_many_prefixes(order, Organizer::Unit, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    #[test]
    fn thirty_one_prefixes_pass() {
        assert_silent(&RULE, Sample::with_prefixes(31));
    }

    #[test]
    fn the_next_prefix_is_found() {
        assert_fires(&RULE, "域名", Sample::with_prefixes(32));
    }
}
