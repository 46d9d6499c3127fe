//! 手机号码看来是真的 | Mobile numbers look real
//!
//! ## 检查
//! 手机号码不是明显编造的：不是同一数字重复，后八位不是顺数或倒数，不是 `13800138000`。
//!
//! ## 原因
//! 审核人员会拨打核实，短信核验也发到这个号码；打不通即被退回。
//!
//! ## 正例
//! `13812345670`
//!
//! ## 反例
//! `11111111111`，`13800138000`
//!
//! ## 处理
//! 向客户核实，填写负责人本人正在使用的手机号码；号码确实无误的不必处理。
//!
//! ## Check
//! Mobile numbers are not made up for all to see: not one digit repeated, not eight digits counted up or down at the
//! end, not `13800138000`.
//!
//! ## Reason
//! The reviewers call, and the bureau's message goes to this number; one that does not answer is refused.
//!
//! ## Passes
//! `13812345670`
//!
//! ## Fails
//! `11111111111`, `13800138000`
//!
//! ## Remedy
//! Ask the customer for the number of the mobile that the principal uses; nothing if it is right.

use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "mobile-reachable",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for person in people::sent(order, context) {
        if person
            .mobile
            .get()
            .is_some_and(|numbers| numbers.0.iter().any(|number| looks_made_up(number)))
        {
            report.flag(
                order,
                person.mobile,
                Text::new("手机号码像是编造的", "a mobile number looks made up"),
            );
        }
    }
}

fn looks_made_up(number: &str) -> bool {
    let digits = number.as_bytes();
    let Some(tail) = digits.len().checked_sub(8).map(|start| &digits[start..]) else {
        return false;
    };
    let steps = |step: i16| {
        tail.windows(2)
            .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
    };
    number == "13800138000"
        || digits.windows(2).all(|pair| pair[0] == pair[1])
        || steps(1)
        || steps(-1)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn an_ordinary_number_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人手机", "13812345670;13900000000")
        });
    }

    #[test]
    fn made_up_numbers_are_found() {
        for number in ["11111111111", "13800138000", "13912345678", "13687654321"] {
            assert_fires(&RULE, "主体负责人手机", |order| {
                order.set("主体.主体负责人手机", number)
            });
        }
    }
}
