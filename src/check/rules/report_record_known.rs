//! 修改和删除的记录存在 | Records that can be changed or deleted
//!
//! ## 检查
//! 修改和删除的报备记录，其管局 Id 是本单位已受理的记录：没有被删除，导入过管局全量数据的，在全量数据之中。台账里还没有这条记录、也没有导入过全量数据的，只提示。
//!
//! ## 原因
//! 管局按 2055、3037 退回不存在的或不属于本单位的记录。
//!
//! ## 正例
//! 修改已受理的记录 `700001`
//!
//! ## 反例
//! 删除已经删除的记录 `700001`
//!
//! ## 处理
//! 核对管局 Id；不清楚的，导入管局的全量数据后再查。
//!
//! ## Check
//! A record that is changed or deleted is one of the carrier's that the bureau has accepted: it was not deleted, and the
//! bureau's full copy holds it, if one was taken in. A record that is not known, where there is no full copy, gives a warning.
//!
//! ## Reason
//! The bureau refuses records that do not exist, or that belong to others, with 2055 and 3037.
//!
//! ## Passes
//! A change of the accepted record `700001`
//!
//! ## Fails
//! A deletion of the record `700001` that was deleted before
//!
//! ## Remedy
//! See that the id is right; where it is in doubt, take in a full copy of the bureau's data.

use crate::check::filed::FiledRecord;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "report-record-known",
    severity: Severity::Error,
    code: Some(2055),
    kinds: Kind::REPORTS,
    check: Check::Order(check),
};

const NOT_YOURS: u32 = 3037;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    let names_a_record = matches!(
        order.operation(),
        Some(Operation::Modify | Operation::Delete)
    );
    if !names_a_record || context.filed.is_sent(order) {
        return;
    }
    for (_, row) in order.reported() {
        let Some(field) = row.bureau_id() else {
            continue;
        };
        let Some(id) = field.get() else { continue };
        let (message, severity) = match context.filed.record(kind, id.0) {
            FiledRecord::Filed => continue,
            FiledRecord::Gone => (
                Text::new("这条记录已经删除", "the record was deleted"),
                Severity::Error,
            ),
            FiledRecord::Absent => (
                Text::new(
                    "管局的全量数据里没有这条记录",
                    "the bureau's full copy does not hold the record",
                ),
                Severity::Error,
            ),
            FiledRecord::Unknown => (
                Text::new("台账里没有这条记录", "the ledger does not know the record"),
                Severity::Warning,
            ),
        };
        report.flag(order, field, message);
        report.at_most(severity);
        if kind == Kind::DomainReport {
            report.with_code(NOT_YOURS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Filed, FiledReport};
    use crate::check::sample::{Sample, assert_silent_on, findings, findings_against};
    use crate::order::{Kind, Severity};

    fn known(id: u64, counts: bool, copied: bool) -> Filed {
        let report = FiledReport {
            kind: Kind::IpSource,
            id,
            counts,
            copied,
        };
        Filed::new([], [report])
    }

    fn severity(filed: &Filed) -> Option<Severity> {
        let order = Sample::deleted_report(Kind::IpSource).order;
        let found = findings_against(&RULE, &[order], filed);
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn an_accepted_record_passes_and_an_addition_names_none() {
        assert_eq!(severity(&known(700_001, true, false)), None);
        assert_silent_on(&RULE, Sample::report(Kind::IpSource), |_| ());
    }

    #[test]
    fn a_deleted_record_is_an_error_but_not_to_the_order_that_deleted_it() {
        let filed = known(700_001, false, false);
        assert_eq!(severity(&filed), Some(Severity::Error));
        let filed = filed.with_sent(["T-0001".into()]);
        assert_eq!(severity(&filed), None);
    }

    #[test]
    fn an_unknown_record_is_an_error_only_beside_a_full_copy() {
        assert_eq!(severity(&known(31, true, true)), Some(Severity::Error));
        assert_eq!(severity(&known(31, true, false)), Some(Severity::Warning));
        let found = findings(&RULE, &Sample::changed_report(Kind::DomainReport));
        assert_eq!(
            (found[0].severity, found[0].code),
            (Severity::Warning, Some(3037))
        );
    }
}
