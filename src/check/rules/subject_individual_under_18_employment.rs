//! 未成年的个人提供就业证明 | Individuals under age attach proof of employment
//!
//! ## 检查
//! 个人主办者持身份证且未满 18 周岁时，附件中有就业证明（用途、文件名或附件备注写明）。
//!
//! ## 原因
//! 未成年人以自己的收入为主要生活来源才可以备案，审核要看就业证明。
//!
//! ## 正例
//! 成年人；未成年人附就业证明
//!
//! ## 反例
//! 未满 18 周岁，没有就业证明
//!
//! ## 处理
//! 附上就业证明，或由成年的监护人备案。
//!
//! ## Check
//! An individual organizer who by the ID number is under 18 attaches proof of employment 就业证明, named so in
//! purpose, file or remark.
//!
//! ## Reason
//! A minor may file only when living on an income of one's own, of which the review wants proof.
//!
//! ## Passes
//! An adult; a minor with 就业证明
//!
//! ## Fails
//! A minor without it
//!
//! ## Remedy
//! Attach proof of employment, or let an adult guardian file.

use crate::check::certificates::resident_id;
use crate::check::documents::has_named;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-individual-under-18-employment",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Age of majority.
pub(super) const MAJORITY: u32 = 18;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let number = &subject.certificate_number;
    let id = resident_id(&subject.certificate_type, number).and_then(Result::ok);
    if id.is_some_and(|id| id.age(context.today) < MAJORITY) && !has_named(order, "就业证明") {
        report.flag(
            order,
            number,
            Text::new(
                "主办者未满 18 周岁，没有就业证明",
                "the organizer is under 18 and no 就业证明 is attached",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn adults_and_minors_with_proof_pass() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主办单位证件号码", "110101199003070003")
        });
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.主办单位证件号码", "330102201011200004");
            order.set("附件[7].用途", "主体负责人证件");
            order.set("附件[7].文件", "attachments/就业证明.jpg");
        });
    }

    #[test]
    fn a_minor_without_proof_is_found() {
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "主办单位证件号码",
            |order| {
                order.set("主体.主办单位证件号码", "330102201011200004");
            },
        );
    }
}
