//! 不上报的单元格 | Cells that are not sent
//!
//! ## 检查
//! 报备行中填写的单元格都会上报：预留的 IP 段（分配方式 4）只上报地址和备注，来源单位按类型只上报名称或 Id，新增的记录没有管局的 Id，删除的记录只上报 Id。
//!
//! ## 原因
//! 接口在这些情况下没有相应的位置，多填的内容会悄悄丢失；新增时填了管局 Id，多半是想修改。
//!
//! ## 正例
//! 分配方式 `预留`，其余留空
//!
//! ## 反例
//! 分配方式 `预留`，填了使用单位名称
//!
//! ## 处理
//! 确认操作、分配方式和来源单位类型无误；不需要的内容请删除。
//!
//! ## Check
//! Every cell of a report's row goes into its record: a reserved range (mode 4) has addresses and a remark only, a source is
//! named either by its name or by its id, a new record has no id of the bureau yet, and a deletion names the record only.
//!
//! ## Reason
//! The interface has no place for such values, and they would be lost silently; an id of the bureau beside an addition mostly
//! means that a change was meant.
//!
//! ## Passes
//! Mode `预留`, and nothing else
//!
//! ## Fails
//! Mode `预留` with the name of a user
//!
//! ## Remedy
//! See that operation, mode and type of source are right; delete what is not needed.

use crate::check::{Check, Context, Report, Rule, is_sent};
use crate::order::{Kind, Operation, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "report-cell-not-sent",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::REPORTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(operation) = order.operation() else {
        return;
    };
    for (_, row) in order.reported() {
        for field in row.part().fields() {
            let column = field.column();
            if field.is_absent() {
                continue;
            }
            if order.element(column.path).is_none() {
                let message = Text::new(
                    format!("{}时不上报{}", operation.name(), column.header),
                    format!("{} is not sent with {}", column.tag(), operation.name()),
                );
                report.flag(order, field, message);
                let meant_as_change = operation == Operation::Add && column.tag() == "Id";
                report.at_most(if meant_as_change {
                    Severity::Warning
                } else {
                    Severity::Info
                });
            } else if !is_sent(row, column) {
                let message = Text::new(
                    format!("按这一行的其他内容，{}不会上报", column.header),
                    format!("{} is not sent, given the rest of the row", column.tag()),
                );
                report.flag(order, field, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};
    use crate::order::{Kind, Severity};

    #[test]
    fn a_reserved_range_with_a_remark_passes() {
        let mut sample = Sample::report(Kind::IpAllocation);
        sample.order.reports.clear();
        assert_silent_on(&RULE, sample, |order| {
            order.set("IP分配.起始IP", "119.29.8.0/24");
            order.set("IP分配.分配方式", "预留");
            order.set("IP分配.备注", "二期机房");
        });
    }

    #[test]
    fn what_a_reserved_range_says_beside_is_found() {
        assert_fires_on(
            &RULE,
            Sample::report(Kind::IpAllocation),
            "使用单位名称",
            |order| order.set("IP分配.分配方式", "4"),
        );
    }

    #[test]
    fn the_other_name_of_a_source_is_found() {
        assert_fires_on(
            &RULE,
            Sample::report(Kind::IpOwn),
            "来源单位Id",
            |order| order.set("IP自带.来源单位Id", "330000000002"),
        );
    }

    #[test]
    fn an_addition_with_the_bureaus_id_is_worth_a_warning_and_a_deletion_with_a_range_a_note() {
        let mut sample = Sample::report(Kind::IpSource);
        sample.set("IP来源.省局记录Id", "700001");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
        let mut sample = Sample::deleted_report(Kind::IpSource);
        sample.set("IP来源.起始IP", "119.29.0.0/16");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
