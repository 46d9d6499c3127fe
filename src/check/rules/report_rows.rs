//! 报备的行与订单类型一致 | Rows that fit the kind of order
//!
//! ## 检查
//! IP 和域名报备订单至少有一行自己类型的记录；没有别的报备类型的行，也没有主体、网站和附件的内容。
//!
//! ## 原因
//! 一个订单只上报一种记录。放错工作表的行不会上报，没有行的订单什么也不上报。
//!
//! ## 正例
//! 订单类型 `IP来源`，IP来源表两行
//!
//! ## 反例
//! 订单类型 `IP来源`，只在 IP分配表里有行
//!
//! ## 处理
//! 把行移到与订单类型同名的工作表，或改正订单类型；几种记录分成几个订单。
//!
//! ## Check
//! An order that reports IP ranges or domains has at least one row of its own kind, no row of another kind of report, and
//! nothing of a subject, sites or attachments.
//!
//! ## Reason
//! An order reports records of one kind. A row in another sheet would not be sent, and an order without rows sends nothing.
//!
//! ## Passes
//! An order `IP来源` with two rows in the sheet IP来源
//!
//! ## Fails
//! An order `IP来源` whose only row stands in the sheet IP分配
//!
//! ## Remedy
//! Move the row to the sheet that is named like the kind of order, or mend the kind; several kinds of record need several
//! orders.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "report-rows",
    severity: Severity::Error,
    code: None,
    kinds: Kind::SENT,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    for row in order.reports.iter().filter(|row| !row.is_of(kind)) {
        let fields = row.part().fields();
        let Some(filled) = fields.iter().find(|field| !field.is_absent()) else {
            continue;
        };
        let sheet = filled.column().sheet;
        let message = Text::new(
            format!("{}订单不上报{sheet}表的行", kind.name()),
            format!("an order {} does not send rows of the sheet {sheet}", kind.name()),
        );
        report.flag(order, *filled, message);
    }
    if !Kind::REPORTS.contains(&kind) {
        return;
    }
    if order.reported().next().is_none() {
        let message = Text::new(
            format!("没有{}的行，没有可上报的内容", kind.name()),
            format!("there is no row of {}: nothing to send", kind.name()),
        );
        report.flag(order, &order.header.kind, message);
    }
    let fields = order.filing_fields();
    let of_filing = |field: &&&dyn AnyField| {
        !field.is_absent() && field.column().sheet != order.header.kind.column().sheet
    };
    if let Some(field) = fields.iter().find(of_filing) {
        let message = Text::new(
            format!("{}订单不上报{}的内容", kind.name(), field.column().sheet),
            format!("an order {} does not send {}", kind.name(), field.column().sheet),
        );
        report.flag(order, *field, message);
        report.at_most(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent_on, findings};
    use crate::order::{Kind, Severity};

    #[test]
    fn one_row_and_several_pass() {
        assert_silent_on(&RULE, Sample::report(Kind::IpSource), |order| {
            order.set("IP来源[2].起始IP", "119.30.0.0/16")
        });
    }

    #[test]
    fn rows_of_another_kind_are_found() {
        assert_fires_on(&RULE, Sample::report(Kind::IpSource), "起始IP", |order| {
            order.set("IP分配[2].起始IP", "119.30.0.0/16")
        });
        assert_fires(&RULE, "域名", |order| {
            order.set("域名报备.域名", "qingshanxi-net.cn")
        });
    }

    #[test]
    fn a_report_without_rows_is_found() {
        assert_fires_on(&RULE, Sample::report(Kind::IpSource), "订单类型", |order| {
            order.order.reports.clear()
        });
    }

    #[test]
    fn what_belongs_to_a_filing_gives_a_warning() {
        let mut sample = Sample::report(Kind::IpSource);
        sample.set("网站.网站名称", "青杉溪网络官方网站");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
