//! 代码表无法确定的代码 | Codes that the tables cannot settle
//!
//! ## 检查
//! 要上报的代码在代码表中有且只有一行。编号落在已知的空号段、或代码表没有内容时提醒；名称对应几行而无从取舍时报错。
//!
//! ## 原因
//! 空号段的编号管局可能启用过；同名的几个代码含义不同，猜错会被退回。
//!
//! ## 正例
//! 主办单位证件类型 `1`
//!
//! ## 反例
//! 服务内容 `25`（空号）；主办单位证件类型 `组织机构代码证`（按单位性质分为几个代码）
//!
//! ## 处理
//! 改填提示中的一个编号；确认编号有效的，导入最新代码表后再核对。
//!
//! ## Check
//! A transmitted code is exactly one row of its table. An id in a known gap, or of a table without rows, gives a
//! warning; a name that several rows share gives an error.
//!
//! ## Reason
//! The bureau may know an id of a gap; rows that share a name mean different things, and a wrong guess is refused.
//!
//! ## Passes
//! certificate type `1`
//!
//! ## Fails
//! service content `25` (a gap); certificate type `组织机构代码证` (a code for each nature of unit)
//!
//! ## Remedy
//! Write one of the ids named; if an id is certainly valid, import the current code tables and check again.

use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, records};
use crate::order::{Column, Kind, Order, Severity, Standing, Text};

pub const RULE: Rule = Rule {
    id: "code-possible",
    severity: Severity::Error,
    code: None,
    kinds: Kind::ALL,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for Placed {
        field, presence, ..
    } in records::fields(order)
    {
        let column = field.column();
        if presence.is_none() {
            continue;
        }
        for code in field.codes() {
            match &code.standing {
                Standing::Listed => {}
                Standing::Possible => {
                    let message = Text::new(
                        format!("代码表没有编号 {}，管局可能启用过", code.id),
                        format!(
                            "the code table has no id {}, but the bureau may know it",
                            code.id
                        ),
                    );
                    report.flag(order, field, message);
                    report.at_most(Severity::Warning);
                }
                Standing::Ambiguous(ids) => {
                    let choices: Vec<String> =
                        ids.iter().map(|&id| choice(column, id, context)).collect();
                    let message = Text::new(
                        format!("名称对应多个代码，请改填编号：{}", choices.join("、")),
                        format!(
                            "the name belongs to several codes; write one of {}",
                            choices.join(", ")
                        ),
                    );
                    report.flag(order, field, message);
                }
            }
        }
    }
}

/// An id with what tells it apart from the others: the region that contains it, or the nature of unit.
fn choice(column: &Column, id: u32, context: &Context<'_>) -> String {
    let row = context
        .codes
        .table(column.table)
        .and_then(|table| table.by_id(id));
    let nature = || {
        context
            .codes
            .table("unit_nature")?
            .by_id(row?.nature?)
            .map(|row| row.name.zh.as_ref())
    };
    let parent = || {
        context
            .codes
            .regions()
            .get(context.codes.regions().get(id)?.parent?)
            .map(|region| region.name.as_str())
    };
    match nature().or_else(parent) {
        Some(name) => format!("{id}（{name}）"),
        None => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn a_listed_code_passes_by_id_and_by_name() {
        assert_silent(&RULE, |order| order.set("主体.主办单位证件类型", "1"));
        assert_silent(&RULE, |order| order.set("网站.服务内容", "8;其他"));
    }

    #[test]
    fn an_id_in_a_gap_gives_a_warning() {
        let mut sample = Sample::unit();
        sample.set("网站.服务内容", "25");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }

    #[test]
    fn a_name_of_several_codes_is_an_error_that_names_them() {
        let mut sample = Sample::unit();
        sample.set("主体.主办单位证件类型", "组织机构代码证");
        let found = &findings(&RULE, &sample)[0];
        assert_eq!(found.severity, Severity::Error);
        assert!(
            found.message.zh.contains("12（企业）"),
            "{}",
            found.message.zh
        );
    }
}
