//! 无法识别的内容 | Values that cannot be read
//!
//! ## 检查
//! 要上报的单元格以及初审、复审，内容能按其类型识别：代码在代码表中、编号是正整数、日期是日期。
//! 其他只供核对的列识别不了时只提醒。
//!
//! ## 原因
//! 识别不了的内容无法写入上报文件，勉强写入会使整个文件被退回 5001；核对用的列识别不了，相应的核对就没有做。
//!
//! ## 正例
//! 企业侧网站Id `2000001`，初审 `通过`
//!
//! ## 反例
//! 企业侧网站Id `A-12`，初审 `OK`
//!
//! ## 处理
//! 按代码表或表头说明改写该单元格；不需要时清空。
//!
//! ## Check
//! Every cell that is transmitted, and the two reviews, can be read as what the column holds: a code of its table, a
//! positive id, a date. Columns that only serve the checks give a warning.
//!
//! ## Reason
//! What cannot be read cannot be written; forced in, it has the whole file refused with 5001. Where a column only
//! serves a check, that check was not made.
//!
//! ## Passes
//! Own id of a site `2000001`, first review `通过`
//!
//! ## Fails
//! Own id of a site `A-12`, first review `OK`
//!
//! ## Remedy
//! Write the cell as its code table or header asks, or empty it if it is not needed.

use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, records, words};
use crate::order::{Column, Finding, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "value-unreadable",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::ALL,
    check: Check::Rest(check),
};

/// The reviews decide whether an order is sent, so what they say must be understood.
const REVIEWS: [&str; 2] = ["初审", "复审"];

fn check(order: &Order, found: &[Finding], context: &Context<'_>, report: &mut Report<'_>) {
    for Placed {
        field, presence, ..
    } in records::fields(order)
    {
        let column = field.column();
        let Some(value) = field.value().filter(|_| field.is_unreadable()) else {
            continue;
        };
        let transmitted = presence.is_some();
        let known = found
            .iter()
            .any(|finding| finding.holds_back() && finding.place == value.place);
        let elsewhere = !transmitted && !column.path.is_empty();
        let endless = !transmitted && words::contained(context, "endless", &value.text).is_some();
        if known || elsewhere || endless {
            continue;
        }
        report.flag(order, field, message(column, context));
        if !transmitted {
            report.without_code();
            if !REVIEWS.contains(&column.header) {
                report.at_most(Severity::Warning);
            }
        }
    }
}

fn message(column: &Column, context: &Context<'_>) -> Text {
    match context.codes.table(column.table) {
        Some(table) => Text::new(
            format!("不在代码表“{}”中", table.title.zh),
            format!("not in the code table \"{}\"", table.title.en),
        ),
        None => Text::new("内容无法识别", "the value cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on, findings};
    use crate::order::Severity;

    #[test]
    fn names_and_ids_of_the_code_tables_pass() {
        assert_silent(&RULE, |order| order.set("主体.省", "浙江"));
        assert_silent(&RULE, |order| order.set("订单.初审", "通过"));
    }

    #[test]
    fn a_certificate_without_a_last_day_is_not_unreadable() {
        assert_silent(&RULE, |order| order.set("主体.证件有效期至", "长期"));
    }

    #[test]
    fn what_an_access_does_not_send_is_not_read() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("主体.省", "浙")
        });
    }

    #[test]
    fn unknown_codes_reviews_and_ids_are_found() {
        assert_fires(&RULE, "省", |order| order.set("主体.省", "浙"));
        assert_fires(&RULE, "初审", |order| order.set("订单.初审", "OK"));
        assert_fires(&RULE, "企业侧网站Id", |order| {
            order.set("网站.企业侧网站Id", "0")
        });
    }

    #[test]
    fn a_column_that_only_serves_the_checks_gives_a_warning() {
        let mut sample = Sample::unit();
        sample.set("域名.域名已实名", "大概");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
