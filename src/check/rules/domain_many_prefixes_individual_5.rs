//! 个人的域名前缀数 | Prefixes of an individual's domains
//!
//! ## 检查
//! 个人一张订单的域名不超过五个不同的前缀。
//!
//! ## 原因
//! 个人使用过多不同域名时，审核要求说明用途。
//!
//! ## 正例
//! 5 个前缀
//!
//! ## 反例
//! 6 个前缀
//!
//! ## 处理
//! 准备域名用途的说明，或减少域名。
//!
//! ## Check
//! The domains of an individual's order have at most five different prefixes.
//!
//! ## Reason
//! Reviews ask an individual with more what they are for.
//!
//! ## Passes
//! 5 prefixes
//!
//! ## Fails
//! 6 prefixes
//!
//! ## Remedy
//! Prepare an explanation of their use, or file fewer domains.

use crate::check::{Check, Context, Organizer, Report, Rule, domains};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "domain-many-prefixes-individual-5",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    domains::flag_many_prefixes(order, Organizer::Individual, context, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn five_prefixes_pass() {
        assert_silent_on(&RULE, Sample::individual(), Sample::with_prefixes(5));
    }

    #[test]
    fn the_sixth_prefix_is_found() {
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "域名",
            Sample::with_prefixes(6),
        );
    }
}
