//! 变更至少改一项 | A change changes something
//!
//! ## 检查
//! 变更至少有一项与管局备案的不同，或附有材料。
//!
//! ## 原因
//! 没有任何改动的变更没有意义，还会占住主体的审核。
//!
//! ## 正例
//! 联系电话与备案的不同
//!
//! ## 反例
//! 各项都与备案的相同
//!
//! ## 处理
//! 填写要改的内容；空着的单元格由程序按台账补全，不会清空原值。
//!
//! ## Check
//! At least one value of a change differs from what is filed, or something is attached.
//!
//! ## Reason
//! A change that changes nothing is of no use and blocks the subject while it is reviewed.
//!
//! ## Passes
//! another telephone number than the filed one
//!
//! ## Fails
//! every value as it is filed
//!
//! ## Remedy
//! Write what is to change; a blank cell is filled up from the ledger and empties nothing.

use std::collections::BTreeSet;

use crate::check::filed::Values;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Part as _, Severity, Text};

pub const RULE: Rule = Rule {
    id: "change-only-changed-fields",
    severity: Severity::Warning,
    code: Some(1016),
    kinds: &[Kind::Change],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some(filed) = filings.live_subject_of(order) else {
        return;
    };
    let removes = order
        .completion
        .as_ref()
        .is_some_and(|done| !done.removals.is_empty());
    let same_subject = is_same(&order.subject.fields(), &filed.values);
    if removes || !order.attachments.is_empty() || !same_subject {
        return;
    }
    for site in &order.sites {
        let meant = filings.meant(site);
        let [(_, known)] = meant.as_slice() else {
            return;
        };
        let has_domain = |name: &str| known.live_domains().any(|domain| domain.name == name);
        let names = site.domains.iter().filter_map(|domain| domain.name.get());
        let mut addresses = site.accesses.iter().flat_map(|access| &access.addresses);
        let has_range = |range| {
            let mut ranges = known.accesses.iter().flat_map(|access| &access.ranges);
            ranges.any(|known| known.live && known.range == range)
        };
        let same_parts = site.preapprovals.is_empty()
            && names.clone().count() == known.live_domains().count()
            && names.into_iter().all(|name| has_domain(name.ascii()))
            && addresses.all(|address| has_range(address.range()));
        // Where a server stands and how it is connected is not compared.
        let says_more = site
            .accesses
            .iter()
            .any(|access| !access.location.is_absent() || !access.mode.is_absent());
        let is_filled_up = order.completion.is_some();
        if !same_parts || (says_more && !is_filled_up) || !is_same(&site.fields(), &known.values) {
            return;
        }
    }
    let message = Text::new("没有一项与备案的不同", "nothing differs from what is filed");
    report.flag(order, &order.header.kind, message);
}

/// Whether every value that is transmitted is the filed one; ids and numbers only name the record.
fn is_same(fields: &[&dyn AnyField], filed: &Values) -> bool {
    const NAMING: [&str; 6] = ["Ztid", "Ztbah", "Wzid", "Wzbah", "IspZtid", "IspWzid"];
    let transmitted = fields.iter().filter(|field| {
        let column = field.column();
        !field.is_absent() && !column.path.is_empty() && !NAMING.contains(&column.tag())
    });
    transmitted.into_iter().all(|field| {
        let given = field.written();
        let set = |text: &str| -> BTreeSet<String> { text.split(';').map(str::to_owned).collect() };
        filed
            .of(*field)
            .is_some_and(|known| set(known) == set(&given))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::{Completion, Found};

    fn found(cell: &str, text: &str) -> usize {
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), |order| {
            order.set(cell, text);
            order.order.completion = Some(Completion {
                content: String::new(),
                record: Found::One,
                removals: Vec::new(),
            });
        });
        found.len()
    }

    #[test]
    fn one_other_value_is_enough() {
        for (cell, text) in [
            ("主体.主体负责人手机", "13612345678"),
            ("网站.网站名称", "青杉溪网络服务网站"),
            ("域名[2].域名", "qingshanxi-net.com"),
            ("IP地址.起始IP", "119.29.0.9"),
            ("附件.用途", "核验单"),
        ] {
            assert_eq!(found(cell, text), 0, "{cell}");
        }
        assert!(findings_beside(&RULE, Sample::change(), &Default::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_change_of_nothing_is_found() {
        assert_eq!(found("网站.网站备案号", "浙icp备99000123号-1"), 1);
    }
}
