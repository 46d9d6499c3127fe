//! 主体在黑名单中 | The subject is on the blacklist
//!
//! ## 检查
//! 主办单位的证件号码不在管局下发的黑名单中；只有名称相同的是警告。
//!
//! ## 原因
//! 黑名单上的证件号码不能再备案，管局按 1065 退回。黑名单随管局的下载文件增删，台账里总是最新的一份。
//!
//! ## 正例
//! 证件号码 `91330106MA27XF3B8Q`，黑名单中没有
//!
//! ## 反例
//! 证件号码在黑名单（HMDLB）中
//!
//! ## 处理
//! 请客户向当地通信管理局了解原因；管局撤销之前不要上报。
//!
//! ## Check
//! The organizer's certificate number is not on the blacklist that the bureau sends; an equal name alone is a warning.
//!
//! ## Reason
//! What stands there cannot be filed again: the bureau answers 1065. The list comes with the bureau's downloads, and
//! the ledger has it as it is now.
//!
//! ## Passes
//! certificate number `91330106MA27XF3B8Q`, which the list does not have
//!
//! ## Fails
//! a certificate number that the list (HMDLB) has
//!
//! ## Remedy
//! Let the customer ask the local bureau why; do not send it before the bureau has struck it off.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "blacklist-subject",
    severity: Severity::Error,
    code: Some(1065),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::Change,
    ],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let blacklist = &context.filed.blacklist;
    let (number, name) = (&order.subject.certificate_number, &order.subject.name);
    let filed = context.filed.filings.subject_of(order);
    let filed = filed.and_then(|filed| filed.certificate());
    if { number.get() }.is_some_and(|number| blacklist.has_certificate(number)) {
        let message = Text::new(
            "该证件号码在管局黑名单中，不能备案",
            "this certificate number is on the bureau's blacklist and cannot be filed",
        );
        report.flag(order, number, message);
    } else if number.get().is_none()
        && filed.is_some_and(|number| blacklist.has_certificate(number))
    {
        let message = Text::new(
            "该主体的证件号码在管局黑名单中",
            "the certificate of this subject is on the bureau's blacklist",
        );
        report.flag(order, &order.subject.filing_number, message);
    } else if { name.get() }.is_some_and(|name| blacklist.has_name(name)) {
        let message = Text::new(
            "黑名单中有同名的主体或网站，请核对",
            "something of this name is on the bureau's blacklist: see whether it is the same",
        );
        report.flag(order, name, message);
        report.at_most(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::{Finding, Severity};

    fn findings(certificate: &str, name: &str) -> Vec<Finding> {
        let mut filed = Filed::default();
        filed.blacklist.add_certificate(certificate);
        filed.blacklist.add_name(name);
        findings_beside(&RULE, Sample::unit(), &filed, |_| ())
    }

    #[test]
    fn a_subject_is_found_however_its_number_is_spelled_and_another_one_is_not() {
        let found = findings("91330100ma0000 0072", "白石浦");
        assert_eq!((found.len(), found[0].severity), (1, Severity::Error));
        assert_eq!(found[0].field, "主办单位证件号码");
        assert!(findings("91330106MA27XF3B8Q", "白石浦").is_empty());
    }

    #[test]
    fn an_equal_name_alone_is_a_warning() {
        let found = findings("91330106MA27XF3B8Q", "杭州青杉溪网络有限公司");
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn the_filed_subject_of_a_new_site_counts() {
        let mut filed = filed(|_| ());
        filed.blacklist.add_certificate("91330100MA00000072");
        assert_eq!(
            findings_beside(&RULE, Sample::new_site(), &filed, |_| ()).len(),
            1
        );
    }
}
