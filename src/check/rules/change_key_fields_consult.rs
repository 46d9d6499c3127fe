//! 改名称和证件先与管局沟通 | Ask before name or certificate change
//!
//! ## 检查
//! 变更没有改主办单位名称、证件类型和证件号码。
//!
//! ## 原因
//! 主体的关键信息变了，管局要核对前后是不是同一个主体，往往要备案密码和证明材料；材料不齐的会退回（1018、1002）。
//!
//! ## 正例
//! 只改了联系电话
//!
//! ## 反例
//! 证件号码与备案的不同
//!
//! ## 处理
//! 先与管局确认；附证明材料并填备案密码。换了主体的，应由新主体重新备案。
//!
//! ## Check
//! A change leaves the organizer's name and the type and number of its certificate as they are filed.
//!
//! ## Reason
//! Where the key data of a subject change, the bureau wants to see that it is still the same one, mostly with the
//! filing password and proof; without, the order comes back (1018, 1002).
//!
//! ## Passes
//! only a telephone number is changed
//!
//! ## Fails
//! another certificate number than the filed one
//!
//! ## Remedy
//! Ask the bureau first; attach the proof and give the filing password. Where the organizer is another one, it files
//! anew.

use crate::check::compare::same;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-key-fields-consult",
    severity: Severity::Warning,
    code: Some(1018),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(filed) = context.filed.filings.live_subject_of(order) else {
        return;
    };
    let subject = &order.subject;
    // The name has a rule of its own about its proof, which says the same and more.
    let fields: [&dyn AnyField; 2] = [&subject.certificate_type, &subject.certificate_number];
    let mut changed = fields.into_iter().filter(|field| {
        let known = filed.values.of(*field);
        !field.is_absent() && known.is_some_and(|known| !same(known, &field.written()))
    });
    if let Some(field) = changed.next() {
        let message = Text::new(
            "改了主体的证件，先与管局沟通，并备齐证明和备案密码",
            "the subject's certificate changes: ask the bureau first, and have proof and password ready",
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};

    fn found(cell: &str, text: &str) -> usize {
        let change = |order: &mut Sample| order.set(cell, text);
        findings_beside(&RULE, Sample::change(), &filed(|_| ()), change).len()
    }

    #[test]
    fn another_telephone_number_passes() {
        assert_eq!(found("主体.主体负责人手机", "13612345678"), 0);
        let nothing = findings_beside(&RULE, Sample::change(), &Default::default(), |_| ());
        assert!(nothing.is_empty());
    }

    #[test]
    fn another_certificate_is_found() {
        assert_eq!(found("主体.主办单位证件号码", "91330106MA00056B9G"), 1);
    }
}
