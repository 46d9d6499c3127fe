//! IP记录Id在该接入中 | The id of the range is the site's
//!
//! ## 检查
//! 变更填写的省局IP Id是所属网站的IP记录。
//!
//! ## 原因
//! 管局按 1023 退回不存在的IP记录。台账只有部分数据时，查不到是警告。
//!
//! ## 正例
//! IP Id `880016` 属于该网站的接入
//!
//! ## 反例
//! IP Id `990016` 不在管局数据中
//!
//! ## 处理
//! 把Id留空，由程序从台账补全；台账没有的，导入管局的数据。
//!
//! ## Check
//! The bureau's id of an IP range in a change is a record of the site.
//!
//! ## Reason
//! A record that does not exist is refused with 1023. Where the ledger has a part of the bureau's data, an unknown id
//! is a warning.
//!
//! ## Passes
//! `880016`, a range of the site's access
//!
//! ## Fails
//! `990016`, which the bureau's data do not have
//!
//! ## Remedy
//! Leave the id blank, it is filled up from the ledger; take in the bureau's data where the ledger lacks them.

use crate::check::filed::FilingKey;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "ip-not-in-database",
    severity: Severity::Error,
    code: Some(1023),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    for site in &order.sites {
        let meant = filings.meant(site);
        if meant.is_empty() {
            continue;
        }
        for address in site.accesses.iter().flat_map(|access| &access.addresses) {
            let Some(id) = address.bureau_id.get() else {
                continue;
            };
            let mut ranges = { meant.iter() }
                .flat_map(|(_, site)| site.accesses.iter().flat_map(|access| &access.ranges));
            let message = match ranges.find(|range| range.id == id.0) {
                Some(range) if range.live => continue,
                Some(_) => Text::new("这条IP记录已不在该网站", "the site has this range no more"),
                None => Text::new("该网站没有这条IP记录", "the site has no such range"),
            };
            report.flag(order, &address.bureau_id, message);
            let is_elsewhere = filings.find(&FilingKey::Range(id.0)).next().is_some();
            if let (Some(severity), false) = (filings.extent().unknown(), is_elsewhere) {
                report.at_most(severity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Severity;

    #[test]
    fn a_range_of_the_site_passes() {
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
        assert!(findings_beside(&RULE, Sample::change(), &Default::default(), |_| ()).is_empty());
    }

    #[test]
    fn an_unknown_range_is_a_warning_and_one_that_was_removed_an_error() {
        let unknown = |order: &mut Sample| order.set("IP地址.省局IP Id", "990016");
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), unknown);
        assert_eq!(found[0].severity, Severity::Warning);
        let gone = filed(|s| s.sites[0].accesses[0].ranges[0].live = false);
        let found = findings_beside(&RULE, Sample::change(), &gone, |_| ());
        assert_eq!(found[0].severity, Severity::Error);
    }
}
