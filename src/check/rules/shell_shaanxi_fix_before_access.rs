//! 先改主体信息再接入 | Put the subject right before an access
//!
//! ## 检查
//! 陕西的主体报接入备案前，没有未处理的主体核查或整改任务。
//!
//! ## 原因
//! 有的管局（陕西）要求主体信息正确才能转接入，否则退回。
//!
//! ## 正例
//! 主体没有未处理的整改
//!
//! ## 反例
//! `陕ICP备99000123号` 有未处理的整改通知
//!
//! ## 处理
//! 请客户先在原接入商处或向管局改好主体信息，通过后再报接入。
//!
//! ## Check
//! A subject of Shaanxi that is given an access has no open task about its data.
//!
//! ## Reason
//! Some bureaus (Shaanxi) want the subject's data right before a site moves, and refuse the access otherwise.
//!
//! ## Passes
//! a subject without open rectifications
//!
//! ## Fails
//! `陕ICP备99000123号` with an open notice of rectification
//!
//! ## Remedy
//! Have the subject changed at the old carrier or by the bureau first, then file the access.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "shell-shaanxi-fix-before-access",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Unsent(check),
};

/// Shaanxi, GB/T 2260.
const SHAANXI: u32 = 610_000;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let stale = &context.filed.lists.stale;
    if context.province(order) != Some(SHAANXI) || stale.is_empty() {
        return;
    }
    for site in &order.sites {
        let meant = context.filed.filings.meant(site);
        let ids = meant.iter().map(|(subject, _)| subject.id.to_string());
        let number = { site.filing_number.get() }.map(|number| number.subject().to_owned());
        if ids.chain(number).any(|name| stale.contains(&name)) {
            let message = Text::new(
                "主体信息还有未处理的核查或整改，要先改好",
                "the subject's data are to be put right first: a task is open",
            );
            report.flag(order, site.naming(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(number: &str, stale: &str) -> usize {
        let mut filed = Filed::default();
        filed.lists.stale.insert(stale.to_owned());
        let change = |order: &mut Sample| order.set("网站.网站备案号", number);
        findings_beside(&RULE, Sample::new_access(), &filed, change).len()
    }

    #[test]
    fn other_subjects_and_other_provinces_pass() {
        assert_eq!(found("陕ICP备99000123号-1", "陕ICP备99000456号"), 0);
        assert_eq!(found("浙ICP备99000123号-1", "浙ICP备99000123号"), 0);
        assert!(findings_beside(&RULE, Sample::new_access(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_subject_that_is_to_be_put_right_is_found() {
        assert_eq!(found("陕ICP备99000123号-1", "陕ICP备99000123号"), 1);
    }
}
