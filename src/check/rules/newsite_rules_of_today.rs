//! 主体信息要合乎现在的要求 | The filed subject meets today's rules
//!
//! ## 检查
//! 新增网站的主体，其已备案的信息按现在的规则没有错误和警告。
//!
//! ## 原因
//! 新增网站按管局现在的要求审核；以前备案的主体信息不合要求的，要先报变更备案。
//!
//! ## 正例
//! 已备案的主体信息没有问题
//!
//! ## 反例
//! 已备案的主体负责人手机号码只有 10 位
//!
//! ## 处理
//! 先报变更备案改好主体信息，通过后再报新增网站。
//!
//! ## Check
//! What is filed of the subject of a new site has neither errors nor warnings by the rules of today.
//!
//! ## Reason
//! A new site is reviewed by what the bureau asks for now; a subject that was filed under older rules has to be changed
//! first.
//!
//! ## Passes
//! a filed subject without faults
//!
//! ## Fails
//! a filed mobile number of ten digits
//!
//! ## Remedy
//! File a change of the subject first, and the new site when it is approved.

use std::collections::BTreeSet;

use crate::check::filed::FiledSubject;
use crate::check::rules;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Part as _, Severity, Subject, Text, Value};

pub const RULE: Rule = Rule {
    id: "newsite-rules-of-today",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(filed) = context.filed.filings.live_subject_of(order) else {
        return;
    };
    let faults: Vec<&str> = faults(&as_order(filed, order, context), context)
        .into_iter()
        .collect();
    if faults.is_empty() {
        return;
    }
    let message = Text::new(
        format!(
            "主体 {} 已备案的信息按现在的规则有问题：{}",
            filed.called(),
            faults.join("、")
        ),
        format!(
            "what is filed of {} has faults by today's rules: {}",
            filed.called(),
            faults.join(", ")
        ),
    );
    report.flag(order, &order.subject.filing_number, message);
}

/// The filed subject as an order of its own.
fn as_order(filed: &FiledSubject, order: &Order, context: &Context<'_>) -> Order {
    let mut known = Order::new(order.number.clone());
    known.header.kind.set(order.number.clone(), Kind::NewFiling);
    for (index, column) in Subject::columns().iter().enumerate() {
        // Who files is said once, of a new filing.
        if let Some(text) = filed
            .values
            .get(column.path)
            .filter(|_| column.tag() != "Bbfs")
        {
            let value = Value {
                text: text.into(),
                place: order.number.place.clone(),
            };
            known.subject.fill(index, value, context.codes);
        }
    }
    known
}

/// The headers of the values that rules object to; what is not filed is no fault.
fn faults(known: &Order, context: &Context<'_>) -> BTreeSet<&'static str> {
    let mut faults = BTreeSet::new();
    for (rule, page) in rules::all() {
        let severity = context
            .settings
            .severity_of(rule.id)
            .unwrap_or(Some(rule.severity));
        let (Check::Order(look), Some(severity @ (Severity::Warning | Severity::Error))) =
            (rule.check, severity)
        else {
            continue;
        };
        if !rule.kinds.contains(&Kind::NewFiling) {
            continue;
        }
        let mut report = Report::new(rule, severity, page);
        look(known, context, &mut report);
        let found = report.into_findings().into_iter();
        let found =
            found.filter(|finding| finding.severity > Severity::Info && finding.value.is_some());
        for finding in found {
            let columns = Subject::columns().iter();
            let mut of_subject = columns.filter(|column| column.header == finding.field);
            faults.extend(of_subject.next().map(|column| column.header));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Values;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside, subject};

    #[test]
    fn a_filed_subject_without_faults_passes() {
        assert!(findings_beside(&RULE, Sample::new_site(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn what_would_be_refused_today_is_named() {
        let filed = filed(|filed| {
            let old = subject().values;
            let values = old.iter().map(|(path, value)| match path {
                "Zt_xx/Fzr/Fzr_sjhm" => (path.to_owned(), "1381234567".to_owned()),
                _ => (path.to_owned(), value.to_owned()),
            });
            filed.values = values.collect::<Values>();
        });
        let found = findings_beside(&RULE, Sample::new_site(), &filed, |_| ());
        assert_eq!(found.len(), 1);
        assert!(found[0].message.zh.contains("主体负责人手机"), "{found:#?}");
    }
}
