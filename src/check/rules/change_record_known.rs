//! 变更的备案在台账中 | The record that is changed is known
//!
//! ## 检查
//! 台账按省局主体Id 或主体备案号查到变更的备案，没有填写的内容由它补全。
//!
//! ## 原因
//! 变更是整条备案的快照。台账中没有这条备案时什么也不补全，也看不出漏写的域名和 IP 会不会被删除。
//!
//! ## 正例
//! 主体备案号在台账中有唯一的备案
//!
//! ## 反例
//! 台账没有收到过这条备案的公布数据
//!
//! ## 处理
//! 先下载、导入管局公布的备案数据；不能的，把主体、网站、域名、接入的内容全部填写并核对。
//!
//! ## Check
//! The ledger finds the record that is changed by the subject's id or filing number, and fills up what is left blank.
//!
//! ## Reason
//! A change is a snapshot of the whole record. Where the ledger does not know it nothing is filled up, and nothing tells
//! whether a forgotten domain or IP range would be removed.
//!
//! ## Passes
//! The filing number is known once
//!
//! ## Fails
//! A record that the bureau has never published to this ledger
//!
//! ## Remedy
//! Take in what the bureau has published first; where that cannot be, fill in all of subject, sites, domains and accesses,
//! and look through it.

use crate::check::{Check, Context, Extent, Report, Rule};
use crate::order::{Found, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-record-known",
    severity: Severity::Warning,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(completion) = &order.completion else {
        return;
    };
    // Beside a full copy a subject that is not there is an error, which another rule tells.
    if completion.record == Found::None && context.filed.filings.extent() == Extent::All {
        return;
    }
    let message = match &completion.record {
        Found::One => return,
        Found::None => Text::new(
            "台账中没有这条备案，没有补全",
            "the ledger does not know the record: nothing was filled up",
        ),
        Found::Several(ids) => {
            let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
            Text::new(
                format!("台账中有几条这样的备案（{}），没有补全", ids.join("、")),
                format!(
                    "the ledger knows several such records ({}): nothing was filled up",
                    ids.join(", ")
                ),
            )
        }
    };
    report.flag(order, order.subject.naming(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::{Completion, Found};

    fn found(sample: &mut Sample, record: Found) {
        sample.order.completion = Some(Completion {
            content: String::new(),
            record,
            removals: Vec::new(),
        });
    }

    #[test]
    fn a_known_record_passes() {
        assert_silent_on(&RULE, Sample::change(), |order| found(order, Found::One));
    }

    #[test]
    fn an_unknown_record_is_found() {
        for record in [Found::None, Found::Several(vec![7, 8])] {
            assert_fires_on(&RULE, Sample::change(), "主体备案号", |order| {
                found(order, record)
            });
        }
    }
}
