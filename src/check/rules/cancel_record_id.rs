//! 注销的记录Id | The record that is cancelled
//!
//! ## 检查
//! 注销订单写明管局的记录Id：注销主体为主体Id，注销网站为网站Id，取消接入为接入Id；没有填的，台账能由备案号查到唯一的一个。
//!
//! ## 原因
//! 接口只认管局的 Id（Jlid），不认备案号；没有它整包会以 5001 退回。
//!
//! ## 正例
//! 记录Id `880013`；或留空而主体备案号、网站备案号在台账中有唯一的记录
//!
//! ## 反例
//! 记录Id 和备案号都留空
//!
//! ## 处理
//! 填写记录Id；或填写备案号，并先下载、导入管局公布的备案数据。
//!
//! ## Check
//! A cancellation names the bureau's id of the record: of the subject, the site or the access. Where it does not, the
//! ledger finds exactly one by the filing number.
//!
//! ## Reason
//! The interface takes the bureau's id (Jlid) and no filing number; without it the whole file comes back with 5001.
//!
//! ## Passes
//! 记录Id `880013`; or blank, with a filing number that the ledger knows once
//!
//! ## Fails
//! Neither 记录Id nor a filing number
//!
//! ## Remedy
//! Give 记录Id; or give the filing number, and take in what the bureau has published first.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Cancellation, Found, Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-record-id",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::CANCELLATIONS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row
            && row.record_id.is_absent()
        {
            report.flag(order, &row.record_id, missing(order, row));
        }
    }
}

fn missing(order: &Order, row: &Cancellation) -> Text {
    let numbers: [&dyn AnyField; 2] = [&row.site_number, &row.subject_number];
    let Some(number) = numbers.into_iter().find(|number| !number.is_absent()) else {
        return Text::new(
            "没有填写记录Id，也没有可供查找的备案号",
            "neither 记录Id nor a filing number to look it up by is given",
        );
    };
    let number = number.text();
    match order
        .completion
        .as_ref()
        .map(|completion| &completion.record)
    {
        Some(Found::Several(ids)) => {
            let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
            Text::new(
                format!(
                    "备案号 {number} 在台账中有几个记录（{}），请填写记录Id",
                    ids.join("、")
                ),
                format!(
                    "the ledger knows several records for {number} ({}): give 记录Id",
                    ids.join(", ")
                ),
            )
        }
        Some(_) => Text::new(
            format!("台账中没有备案号 {number} 的记录，无法查到记录Id"),
            format!("the ledger has no record of {number}, so that 记录Id cannot be looked up"),
        ),
        None => Text::new(
            format!("没有台账可查备案号 {number} 的记录Id"),
            format!("there is no ledger in which 记录Id could be looked up for {number}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};
    use crate::order::{Completion, Found, Kind};

    #[test]
    fn a_record_id_is_enough() {
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSite), |_| {});
    }

    #[test]
    fn a_cancellation_that_names_nothing_is_found() {
        let sample = Sample::cancellation(Kind::CancelSite);
        assert_fires_on(&RULE, sample, "记录Id", |order| {
            order.set("注销.记录Id", "")
        });
    }

    #[test]
    fn the_finding_says_what_the_ledger_knows_of_the_number() {
        let said = |record| {
            let mut sample = Sample::cancellation(Kind::CancelAccess);
            sample.set("注销.记录Id", "");
            sample.set("注销.网站备案号", "浙ICP备99000123号-1");
            sample.order.completion = Some(Completion {
                content: String::new(),
                record,
                removals: Vec::new(),
            });
            findings(&RULE, &sample)[0].message.zh.to_string()
        };
        assert!(said(Found::None).contains("台账中没有备案号 浙ICP备99000123号-1"));
        let several = said(Found::Several(vec![71, 72]));
        assert!(several.contains("71、72"), "{several}");
    }
}
