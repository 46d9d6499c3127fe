//! 变更删除的内容须确认 | What a change removes is confirmed
//!
//! ## 检查
//! 变更备案没有列出而管局备案中有的域名和 IP 地址段，须在删除确认一列填“是”；将要删除的内容逐项列出。
//!
//! ## 原因
//! 变更是整条备案的快照，漏写的域名和 IP 会被管局删除，域名随即不能访问。
//!
//! ## 正例
//! 网站的域名都在，或删除确认 `是`
//!
//! ## 反例
//! 网站原有两个域名，只写了一个，删除确认留空
//!
//! ## 处理
//! 漏写的补上；确实要删除的，核对所列内容后在删除确认一列填“是”。一行也不写的网站或接入保持原样。
//!
//! ## Check
//! Domains and IP ranges that the bureau has and a change does not list are confirmed by 是 in 删除确认; each of them is
//! named.
//!
//! ## Reason
//! A change is a snapshot of the whole record: what is left out is removed by the bureau, and the domain goes off line.
//!
//! ## Passes
//! Every domain of the site is there, or 删除确认 says `是`
//!
//! ## Fails
//! A site had two domains and one is listed, 删除确认 left blank
//!
//! ## Remedy
//! Add what was forgotten; if it is to go, look through what is named and write 是 in 删除确认. A site or an access without
//! any row keeps what it has.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Flag, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-domain-removal-by-omission",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let removals = order
        .completion
        .iter()
        .flat_map(|completion| &completion.removals);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for removal in removals {
        let (site, name) = (removal.site, &removal.name);
        zh.push(format!("网站{site}的{}", name));
        en.push(format!("{name} of site {site}"));
    }
    if zh.is_empty() {
        return;
    }
    let (zh, en) = (zh.join("、"), en.join(", "));
    let confirmation = &order.header.removal_confirmed;
    if confirmation.get() == Some(&Flag(true)) {
        let message = Text::new(format!("将要删除：{zh}"), format!("will be removed: {en}"));
        report.flag(order, confirmation, message);
        report.at_most(Severity::Info);
        report.without_code();
    } else {
        let message = Text::new(
            format!("没有列出而将被删除：{zh}；确实要删除的请在删除确认填“是”"),
            format!(
                "would be removed because they are not listed: {en}; if they are to go, write 是 in 删除确认"
            ),
        );
        report.flag(order, confirmation, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};
    use crate::order::{Completion, Found, Removal, Severity};

    fn complete(sample: &mut Sample, names: &[&str]) {
        let removals = names.iter().map(|name| Removal {
            sheet: "域名",
            site: 1,
            name: (*name).to_owned(),
            id: 7,
        });
        sample.order.completion = Some(Completion {
            content: String::new(),
            record: Found::One,
            removals: removals.collect(),
        });
    }

    #[test]
    fn a_change_that_removes_nothing_passes() {
        assert_silent_on(&RULE, Sample::change(), |_| {});
        assert_silent_on(&RULE, Sample::change(), |order| complete(order, &[]));
    }

    #[test]
    fn a_removal_that_is_not_confirmed_is_found() {
        assert_fires_on(&RULE, Sample::change(), "删除确认", |order| {
            complete(order, &["qingshanxi-net.com"])
        });
    }

    #[test]
    fn a_confirmed_removal_is_listed() {
        let mut sample = Sample::change();
        complete(
            &mut sample,
            &["qingshanxi-net.com", "119.29.0.1-119.29.0.5"],
        );
        sample.set("订单.删除确认", "是");
        let [found] = &findings(&RULE, &sample)[..] else {
            panic!("one finding is expected")
        };
        assert_eq!(found.severity, Severity::Info);
        assert!(found.message.zh.contains("119.29.0.1-119.29.0.5"));
    }
}
