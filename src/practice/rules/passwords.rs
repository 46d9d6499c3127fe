//! Filing passwords.

use super::Reason;
use crate::practice::records::Record;
use crate::practice::register::{Register, Subject};

/// Adds 1018 when the record's password is not the subject's.
pub(super) fn check(
    register: &Register<'_>,
    record: &Record,
    subject: Option<&Subject>,
    reasons: &mut Vec<Reason>,
) {
    let Some(given) = record.element.value("ICPmm") else {
        return;
    };
    let known = subject.and_then(|subject| subject.password.as_deref());
    let number = subject
        .map(|subject| subject.number.as_str())
        .or(record.filing_number());
    let always_wrong = number.is_some_and(|number| {
        let wrong = &register.scenario.password.wrong_for;
        wrong
            .iter()
            .any(|one| one == number || Some(one.as_str()) == record.filing_number())
    });
    if always_wrong || known.is_some_and(|known| !known.eq_ignore_ascii_case(given)) {
        reasons.push(Reason::new(1018, "备案密码错误"));
    }
}
