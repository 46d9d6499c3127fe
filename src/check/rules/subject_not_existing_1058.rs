//! 主体在管局没有备案 | The bureau has no such subject
//!
//! ## 检查
//! 订单所填的省局主体Id或主体备案号，在管局公布的备案中有。
//!
//! ## 原因
//! 管局查不到的主体，按 1058 退回。台账有管局全量数据时查不到是错误；只有部分数据时是警告；还没有任何数据时不作判断。
//!
//! ## 正例
//! `浙ICP备99000123号` 在管局数据中
//!
//! ## 反例
//! `浙ICP备99000999号` 不在管局的全量数据中
//!
//! ## 处理
//! 核对备案号或Id；在别的接入商备案的主体报无主体新增；台账数据不全的，导入管局的全量数据。
//!
//! ## Check
//! The subject that an order names by the bureau's id or by its filing number is among the filings that the bureau has
//! published.
//!
//! ## Reason
//! A subject that the bureau does not know is refused with 1058. Where the ledger has a full copy of the bureau's data
//! an unknown subject is an error, where it has a part a warning, and before anything was published it says nothing.
//!
//! ## Passes
//! `浙ICP备99000123号`, which the bureau has
//!
//! ## Fails
//! `浙ICP备99000999号`, which the full copy does not have
//!
//! ## Remedy
//! Check number or id; a subject that another carrier filed takes 无主体新增; where the ledger lacks data, take in a full
//! copy of the bureau's.

use crate::check::filed::{Extent, Filings, cancelled};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Cancellation, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-not-existing-1058",
    severity: Severity::Error,
    code: Some(1058),
    kinds: &[Kind::NewSite, Kind::Change, Kind::CancelSubject],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let Some(severity) = filings.extent().unknown() else {
        return;
    };
    // Beside a part of the data a change that found nothing is told by another rule.
    if order.kind() == Some(Kind::Change) && filings.extent() != Extent::All {
        return;
    }
    if let Some((found, field)) = filings.named(order)
        && found.is_empty()
        && cancelled(order).is_none_or(|(row, _)| !is_of_another_kind(row, filings))
    {
        let message = Text::new(
            "管局公布的备案中没有这个主体",
            "no published filing is of this subject",
        );
        report.flag(order, field, message);
        report.at_most(severity);
    }
}

/// An id of another kind is told by cancel-record-id-matches-category.
fn is_of_another_kind(row: &Cancellation, filings: &Filings) -> bool {
    { row.record_id.get() }.is_some_and(|id| filings.kind_of(id.0).is_some())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Extent, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, filed_within, findings_beside};
    use crate::order::{Kind, Severity};

    fn found(filed: &Filed, number: &str) -> Vec<Severity> {
        let found = findings_beside(&RULE, Sample::new_site(), filed, |order| {
            order.set("订单.订单类型", "新增网站");
            order.set("主体.主体备案号", number);
        });
        found.iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn a_subject_that_was_published_passes_and_without_any_data_nothing_is_said() {
        assert!(found(&filed(|_| ()), "浙ICP备99000123号").is_empty());
        assert!(found(&Filed::default(), "浙ICP备99000999号").is_empty());
    }

    #[test]
    fn an_unknown_subject_is_an_error_only_beside_a_full_copy() {
        let unknown = "浙ICP备99000999号";
        assert_eq!(found(&filed(|_| ()), unknown), [Severity::Warning]);
        assert_eq!(
            found(&filed_within(Extent::All, |_| ()), unknown),
            [Severity::Error]
        );
        let sample = Sample::cancellation(Kind::CancelSubject);
        let found = findings_beside(&RULE, sample, &filed(|_| ()), |order| {
            order.set("注销.记录Id", "31")
        });
        assert_eq!(found[0].field, "记录Id");
    }
}
