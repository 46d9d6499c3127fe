//! 备案号对应多个网站 | The number is of several sites
//!
//! ## 检查
//! 网站备案号在管局公布的备案中只对应一个有效的网站。
//!
//! ## 原因
//! 一个号对应几个网站时，管局不知道是哪一个，按 1067 或 1068 退回。
//!
//! ## 正例
//! `浙ICP备99000123号-1` 对应网站 `880013`
//!
//! ## 反例
//! `浙ICP备99000123号-1` 对应网站 `880013` 和 `880099`
//!
//! ## 处理
//! 改用省局网站Id指明是哪一个，并请管局清理重复的记录。
//!
//! ## Check
//! The filing number of a site is that of one live site only among the filings that the bureau has published.
//!
//! ## Reason
//! Where a number is of several sites the bureau cannot tell which is meant and answers 1067 or 1068.
//!
//! ## Passes
//! `浙ICP备99000123号-1` of site `880013`
//!
//! ## Fails
//! `浙ICP备99000123号-1` of the sites `880013` and `880099`
//!
//! ## Remedy
//! Say which is meant by the bureau's id, and ask the bureau to clear the records up.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-number-multiple-1067",
    severity: Severity::Error,
    code: Some(1067),
    kinds: &[Kind::NewAccess, Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| site.bureau_id.is_absent()) {
        let meant = context.filed.filings.meant(site);
        let live = meant.iter().filter(|(_, site)| site.live);
        let ids: Vec<String> = live.map(|(_, site)| site.id.to_string()).collect();
        if ids.len() > 1 {
            let message = Text::new(
                format!(
                    "这个备案号对应几个网站（{}），请填省局网站Id",
                    ids.join("、")
                ),
                format!(
                    "several sites have this number ({}): give the bureau's id",
                    ids.join(", ")
                ),
            );
            report.flag(order, &site.filing_number, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside, site};

    #[test]
    fn a_number_of_one_site_passes() {
        assert!(findings_beside(&RULE, Sample::new_access(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn a_number_of_two_sites_is_found_unless_the_id_tells() {
        let two = filed(|subject| subject.sites.push(site(880_099, "浙ICP备99000123号-1")));
        let found = findings_beside(&RULE, Sample::new_access(), &two, |_| ());
        assert!(found[0].message.zh.contains("880013、880099"));
        let change = |order: &mut Sample| order.set("网站.省局网站Id", "880013");
        assert!(findings_beside(&RULE, Sample::new_access(), &two, change).is_empty());
    }
}
