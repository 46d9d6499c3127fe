//! 核实意见出自意见表 | The opinion comes from the table
//!
//! ## 检查
//! 核实意见是管局核实意见表中的说法。意见表没有下发过的不检查。
//!
//! ## 原因
//! 管局按意见表统计；自拟的意见也收，只是提示。
//!
//! ## 正例
//! 意见表中的 `信息真实`
//!
//! ## 反例
//! 自拟的意见
//!
//! ## 处理
//! 尽量选用意见表中的说法。
//!
//! ## Check
//! The opinion of a verification is one of the bureau's table of opinions. Before that table has come nothing is said.
//!
//! ## Reason
//! The bureau counts by its table; other words are taken too, so this is a note.
//!
//! ## Passes
//! `信息真实` of the table
//!
//! ## Fails
//! words of one's own
//!
//! ## Remedy
//! Use the words of the table where they fit.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hsjg-opinion-code",
    severity: Severity::Info,
    code: None,
    kinds: &[Kind::VerificationResult],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        if let ReportRow::Verification(row) = row
            && { row.opinion.get() }.is_some_and(|text| context.filed.lists.opinions.lacks(text))
        {
            let message = Text::new(
                "不是核实意见表中的说法",
                "this is not an opinion of the table",
            );
            report.flag(order, &row.opinion, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, Listed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(opinions: Listed<Box<str>>) -> usize {
        let mut filed = Filed::default();
        filed.lists.opinions = opinions;
        findings_beside(&RULE, Sample::verification(), &filed, |_| ()).len()
    }

    #[test]
    fn an_opinion_of_the_table_passes_and_without_the_table_every_one() {
        assert_eq!(found(Listed::of(["信息真实".into()])), 0);
        assert!(
            findings_beside(&RULE, Sample::verification(), &Filed::default(), |_| ()).is_empty()
        );
    }

    #[test]
    fn other_words_are_noted() {
        assert_eq!(found(Listed::of(["信息不真实".into()])), 1);
    }
}
