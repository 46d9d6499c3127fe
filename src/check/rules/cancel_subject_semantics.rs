//! 注销主体连带其全部网站 | A subject takes all its sites along
//!
//! ## 检查
//! 注销主体时列出随之注销的网站和域名；其中有别的接入商接入的网站时是警告，否则只是提示。
//!
//! ## 原因
//! 注销主体会注销它的全部网站，也包括在别的接入商处的；之后主体和域名可以重新备案。
//!
//! ## 正例
//! 台账不知道的主体，没有可列的
//!
//! ## 反例
//! 主体还有网站在别的接入商处
//!
//! ## 处理
//! 逐个核对清单；不该连带的，改报注销网站或取消接入。
//!
//! ## Check
//! The sites and domains that go with a cancelled subject are listed; a site that another carrier serves makes it a
//! warning, otherwise it is a note.
//!
//! ## Reason
//! With the subject all its sites are cancelled, those at other carriers too; subject and domains can be filed again
//! afterwards.
//!
//! ## Passes
//! a subject that the ledger does not know, of which nothing can be listed
//!
//! ## Fails
//! a subject with a site that another carrier serves
//!
//! ## Remedy
//! Check the list; where a site should stay, cancel single sites or accesses instead.

use crate::check::filed::FiledSite;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-subject-semantics",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::CancelSubject],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((found, field)) = context.filed.filings.named(order) else {
        return;
    };
    for subject in found.into_iter().filter(|subject| subject.live) {
        let sites: Vec<&FiledSite> = subject.live_sites().collect();
        if sites.is_empty() {
            continue;
        }
        let carrier = context.settings.carrier_id;
        let is_foreign =
            |site: &&FiledSite| site.live_accesses().any(|access| !access.is_of(carrier));
        let listed: Vec<String> = sites.iter().map(|site| described(site)).collect();
        let message = Text::new(
            format!("一并注销 {} 个网站：{}", sites.len(), listed.join("；")),
            format!(
                "{} sites are cancelled with it: {}",
                sites.len(),
                listed.join("; ")
            ),
        );
        report.flag(order, field, message);
        if !sites.iter().any(is_foreign) {
            report.at_most(Severity::Info);
        }
    }
}

/// A site with its domains.
fn described(site: &FiledSite) -> String {
    let domains: Vec<&str> = site
        .live_domains()
        .map(|domain| domain.name.as_str())
        .collect();
    format!("{} {}", site.called(), domains.join(" "))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{OTHER_CARRIER, filed, findings_beside};
    use crate::order::{Kind, Severity};

    #[test]
    fn of_an_unknown_subject_nothing_is_listed() {
        let sample = Sample::cancellation(Kind::CancelSubject);
        assert!(findings_beside(&RULE, sample, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn the_sites_are_listed_and_one_of_another_carrier_is_a_warning() {
        let found = |filed: &Filed| {
            let sample = Sample::cancellation(Kind::CancelSubject);
            let found = findings_beside(&RULE, sample, filed, |_| ());
            assert!(
                found[0]
                    .message
                    .zh
                    .contains("浙ICP备99000123号-1 qingshanxi-net.cn")
            );
            found[0].severity
        };
        assert_eq!(found(&filed(|_| ())), Severity::Info);
        let foreign = filed(|s| s.sites[0].accesses[0].carrier = Some(OTHER_CARRIER));
        assert_eq!(found(&foreign), Severity::Warning);
    }
}
