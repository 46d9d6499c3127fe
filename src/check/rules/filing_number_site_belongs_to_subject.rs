//! 网站备案号属于主体 | A site's number belongs to the subject
//!
//! ## 检查
//! 变更中各网站的备案号，去掉序号就是主体备案号，且不重复。
//!
//! ## 原因
//! 网站备案号由主体备案号加序号组成；属于别的主体的网站，管局按 1016 退回。
//!
//! ## 正例
//! 主体 `浙ICP备99000123号`，网站 `浙ICP备99000123号-1`
//!
//! ## 反例
//! 主体 `浙ICP备99000123号`，网站 `浙ICP备99000456号-1`
//!
//! ## 处理
//! 更正填错的备案号；网站属于另一个主体的，分成两个订单。
//!
//! ## Check
//! The number of every site of a change is the subject's number and a number of its own, each once.
//!
//! ## Reason
//! A site's number is the subject's number with a serial number; the bureau refuses a site of another subject with
//! 1016.
//!
//! ## Passes
//! subject `浙ICP备99000123号` with site `浙ICP备99000123号-1`
//!
//! ## Fails
//! subject `浙ICP备99000123号` with site `浙ICP备99000456号-1`
//!
//! ## Remedy
//! Correct the number that is wrong; a site of another subject goes into an order of its own.

use std::collections::HashSet;

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "filing-number-site-belongs-to-subject",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(subject) = order.subject.filing_number.get() else {
        return;
    };
    let mut seen = HashSet::new();
    for site in &order.sites {
        let Some(number) = site.filing_number.get() else {
            continue;
        };
        let message = if number.subject() != subject.subject() {
            Text::new(
                format!("不是主体 {subject} 的网站"),
                format!("this is no site of the subject {subject}"),
            )
        } else if !seen.insert(number) {
            Text::new("本订单前面已有此网站", "the order has this site before")
        } else {
            continue;
        };
        report.flag(order, &site.filing_number, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn sites_of_the_subject_pass() {
        assert_silent_on(&RULE, Sample::change(), |order| {
            order.set("网站[2].网站备案号", "浙ICP备99000123号-2")
        });
    }

    #[test]
    fn a_site_of_another_subject_and_one_that_stands_twice_are_found() {
        for number in ["浙ICP备99000456号-1", "浙ICP备99000123号-1"] {
            assert_fires_on(&RULE, Sample::change(), "网站备案号", |order| {
                order.set("网站[2].网站备案号", number)
            });
        }
    }
}
