//! 域名报备必填的内容 | What a domain report has to say
//!
//! ## 检查
//! 新增和修改的域名有类型、注册时间、有效日期、注册商、域名服务器，注册人和管理员的各项都已填写；缴费人可以不填。
//!
//! ## 原因
//! 缺少必填内容，整个文件会以 5001 退回；管局对单项缺失的代码是 3002 至 3025。
//!
//! ## 正例
//! 注册人和管理员各项齐全
//!
//! ## 反例
//! 没有注册人邮箱（3012）
//!
//! ## 处理
//! 按提示补填该单元格。
//!
//! ## Check
//! A domain that is added or changed has a type, the days of its registration and of its end, a registrar, name servers, and
//! everything about registrant and administrator; a payer need not be named.
//!
//! ## Reason
//! A missing required value has the whole file refused with 5001; the bureau's codes for single values are 3002 to 3025.
//!
//! ## Passes
//! Everything about registrant and administrator
//!
//! ## Fails
//! No e-mail address of the registrant (3012)
//!
//! ## Remedy
//! Fill in the cell.

use crate::check::{Check, Rule, report_values};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "ym-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::DomainReport],
    check: Check::Order(report_values::report_missing),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings};
    use crate::order::Kind;

    #[test]
    fn a_payer_may_be_absent_and_a_deletion_needs_only_its_name() {
        assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |_| ());
        assert_silent_on(&RULE, Sample::deleted_report(Kind::DomainReport), |_| ());
    }

    #[test]
    fn each_missing_value_has_the_bureaus_own_code() {
        for (header, predicted) in [
            ("注册人邮箱", 3012),
            ("管理员电话", 3023),
            ("注册商", 3006),
            ("域名服务器", 3005),
            ("注册时间", 3002),
            ("有效日期", 3003),
        ] {
            let mut sample = Sample::changed_report(Kind::DomainReport);
            sample.set(&format!("域名报备.{header}"), "");
            assert_eq!(
                findings(&RULE, &sample)[0].code,
                Some(predicted),
                "{header}"
            );
        }
    }
}
