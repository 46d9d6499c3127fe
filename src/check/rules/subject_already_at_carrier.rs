//! 主体已备案 | The subject is filed already
//!
//! ## 检查
//! 首次备案的主办单位证件号码，在管局公布的备案中没有有效的主体。
//!
//! ## 原因
//! 一个主体只有一个备案号：已备案的主体再报首次备案，管局按 1003 退回。台账中由管局公布、尚未注销的备案都算在内。
//!
//! ## 正例
//! 管局数据中没有该证件的主体
//!
//! ## 反例
//! 该证件已备案为 `浙ICP备99000123号`，又报首次备案
//!
//! ## 处理
//! 改报新增网站（域名也已备案的改报接入备案），改主体信息的改报变更备案；确是录错证件的，更正后再报。
//!
//! ## Check
//! No subject with the certificate number of a new filing is among the filings that the bureau has published.
//!
//! ## Reason
//! A subject has one filing number: the bureau refuses a second filing of it with 1003. All published filings that are
//! not cancelled count.
//!
//! ## Passes
//! a certificate that no filed subject has
//!
//! ## Fails
//! a new filing for a certificate that is filed as `浙ICP备99000123号`
//!
//! ## Remedy
//! File a new site instead (an access, where the domain is filed too), or a change where the subject itself is to be
//! changed; correct the number where it is mistyped.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Standing, Text};

pub const RULE: Rule = Rule {
    id: "subject-already-at-carrier",
    severity: Severity::Error,
    code: Some(1003),
    kinds: &[Kind::NewFiling],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let field = &subject.certificate_number;
    let filings = &context.filed.filings;
    let Some(filed) = field
        .get()
        .and_then(|number| filings.subjects_of(number).next())
    else {
        return;
    };
    let called = filed.called();
    let message = Text::new(
        format!("该证件的主体已备案（{called}），不能再报首次备案"),
        format!("a subject with this certificate is filed as {called}"),
    );
    report.flag(order, field, message);
    // The bureau compares the type too.
    let known = filed.values.of(&subject.certificate_type);
    let given = { subject.certificate_type.get() }
        .filter(|code| code.standing == Standing::Listed)
        .map(|code| code.id.to_string());
    if given
        .zip(known)
        .is_some_and(|(given, known)| given != known)
    {
        report.at_most(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Severity;

    #[test]
    fn a_subject_that_is_not_filed_or_no_more_passes() {
        let other = filed(|_| ());
        let change = |order: &mut Sample| order.set("主体.主办单位证件号码", "91330106MA00056B9G");
        assert!(findings_beside(&RULE, Sample::unit(), &other, change).is_empty());
        let gone = filed(|subject| subject.live = false);
        assert!(findings_beside(&RULE, Sample::unit(), &gone, |_| ()).is_empty());
    }

    #[test]
    fn a_filed_subject_is_found_however_its_number_is_written() {
        let filed = filed(|_| ());
        let found = findings_beside(&RULE, Sample::unit(), &filed, |order| {
            order.set("主体.主办单位证件号码", "91330100ma0000 0072")
        });
        assert_eq!((found.len(), found[0].severity), (1, Severity::Error));
        assert!(found[0].message.zh.contains("浙ICP备99000123号"));
    }

    #[test]
    fn a_number_of_another_type_of_certificate_is_a_warning() {
        let found = findings_beside(&RULE, Sample::unit(), &filed(|_| ()), |order| {
            order.set("主体.主办单位证件类型", "护照")
        });
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn what_an_order_has_filed_itself_does_not_speak_against_it() {
        let filed = filed(|_| ()).with_sent(["T-0001".into()]);
        assert!(findings_beside(&RULE, Sample::unit(), &filed, |_| ()).is_empty());
    }
}
