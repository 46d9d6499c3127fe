//! 订单类型自己的行 | The rows of the kind of order
//!
//! ## 检查
//! 注销、核实、未备案处理、IP 和域名报备的订单至少有一行自己类型的记录，注销和核实的订单只有一行；没有别的类型的行。未备案处理、
//! IP 和域名报备的订单没有主体、网站和附件的内容。单独核验单至少有一个附件。一个订单最多 1000 条记录。
//!
//! ## 原因
//! 放错工作表的行不会上报，没有行的订单什么也不上报；几个注销放在一个订单里，管局的结果就分不清是哪一个的。一个订单的记录在
//! 同一个文件里，一个文件最多 1000 条。
//!
//! ## 正例
//! 订单类型 `IP来源`，IP来源表两行
//!
//! ## 反例
//! 订单类型 `IP来源`，只在 IP分配表里有行；订单类型 `注销网站`，注销表两行
//!
//! ## 处理
//! 把行移到自己类型的工作表，或改正订单类型；几种记录、几个注销分成几个订单。
//!
//! ## Check
//! An order that cancels, answers a verification task, reports unfiled sites, IP ranges or domains has at least one row of
//! its own kind, one only for a cancellation or a verification, and no row of another kind. One that reports unfiled sites,
//! IP ranges or domains holds nothing of a subject, sites or attachments. Verification material has at least one attachment.
//! An order has 1000 records at most.
//!
//! ## Reason
//! A row in another sheet would not be sent, and an order without rows sends nothing. Of several cancellations in one order
//! the bureau's result would not tell which one it is about. The records of an order go into one file, which takes 1000.
//!
//! ## Passes
//! An order `IP来源` with two rows in the sheet IP来源
//!
//! ## Fails
//! An order `IP来源` whose only row stands in the sheet IP分配; an order `注销网站` with two rows in the sheet 注销
//!
//! ## Remedy
//! Move the row to the sheet of its own kind, or mend the kind; several kinds of record, and several cancellations, need
//! several orders.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Attachment, Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "report-rows",
    severity: Severity::Error,
    code: None,
    kinds: Kind::ALL,
    check: Check::Order(check),
};

/// The most records of a file.
const RECORDS: usize = 1000;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    for row in order.reports.iter().filter(|row| !row.is_of(kind)) {
        let fields = row.part().fields();
        let Some(filled) = fields.iter().find(|field| !field.is_absent()) else {
            continue;
        };
        let (kind, sheet) = (kind.name(), filled.column().sheet);
        let message = Text::new(
            format!("{kind}订单不上报{sheet}的行"),
            format!("an order {kind} does not send rows of {sheet}"),
        );
        report.flag(order, *filled, message);
    }
    if kind == Kind::VerificationMaterial && order.attachments.is_empty() {
        let message = Text::new("没有附件，没有可上报的内容", "no attachment: nothing to send");
        report.flag(order, &Attachment::default().file, message);
    }
    let count = match kind {
        Kind::VerificationMaterial => order.attachments.len(),
        _ => order.reported().count(),
    };
    if count > RECORDS {
        let message = Text::new(
            format!("有 {count} 条记录，一个文件最多 {RECORDS} 条，请分成几个订单"),
            format!("{count} records, and a file takes {RECORDS}: make several orders of it"),
        );
        report.flag(order, &order.header.kind, message);
    }
    let Some(column) = ReportRow::columns(kind).first() else {
        return;
    };
    let mut rows = order.reported();
    let (first, second) = (rows.next(), rows.next());
    if first.is_none() {
        let message = Text::new(
            format!("没有{}的行，没有可上报的内容", column.sheet),
            format!("there is no row of {}: nothing to send", column.sheet),
        );
        report.flag(order, &order.header.kind, message);
    }
    let is_single = matches!(first, Some((_, ReportRow::Cancellation(_) | ReportRow::Verification(_))));
    if let Some((_, second)) = second.filter(|_| is_single) {
        let fields = second.part().fields();
        let field = fields.iter().find(|field| !field.is_absent());
        let message = Text::new(
            format!("一个订单只能有一行{}", column.sheet),
            format!("an order has one row of {} only", column.sheet),
        );
        report.flag(order, *field.unwrap_or(&(&order.header.kind as _)), message);
    }
    if !Kind::REPORTS.contains(&kind) && kind != Kind::UnfiledSite {
        return;
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
    fn several_unfiled_sites_pass_and_several_cancellations_are_found() {
        assert_silent_on(&RULE, Sample::unfiled_site(), |order| {
            order.set("未备案处理[2].域名", "weibei-mall.cn")
        });
        let sample = Sample::cancellation(Kind::CancelSite);
        assert_fires_on(&RULE, sample, "记录Id", |order| {
            order.set("注销[2].记录Id", "880099")
        });
    }

    #[test]
    fn more_records_than_a_file_takes_are_found() {
        let sample = Sample::unfiled_site();
        assert_fires_on(&RULE, sample, "订单类型", |order| {
            order.set("未备案处理[1001].域名", "weibei-mall.cn")
        });
    }

    #[test]
    fn material_without_a_file_is_found() {
        assert_fires_on(&RULE, Sample::material(), "文件", |order| {
            order.order.attachments.clear()
        });
    }

    #[test]
    fn what_belongs_to_a_filing_gives_a_warning() {
        let mut sample = Sample::report(Kind::IpSource);
        sample.set("网站.网站名称", "青杉溪网络官方网站");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
