//! 接入备案需要备案密码 | An access needs the filing password
//!
//! ## 检查
//! 接入备案必须填写备案密码。
//!
//! ## 原因
//! 接口规范把密码列为接入备案的必填元素，缺失时整个上报文件以 5001 退回；密码错误退回 1018。
//!
//! ## 正例
//! 填写了备案密码
//!
//! ## 反例
//! 备案密码留空
//!
//! ## 处理
//! 向客户索取备案密码；遗忘的在工信部备案网站凭备案号和证件号码找回。
//!
//! ## Check
//! An access comes with the filing password.
//!
//! ## Reason
//! The schema requires it in an access: without it the whole file comes back with 5001, with a wrong one the order
//! with 1018.
//!
//! ## Passes
//! A filled cell
//!
//! ## Fails
//! An empty cell
//!
//! ## Remedy
//! Ask the customer for the password; a forgotten one is recovered on the ministry's site with filing number and
//! certificate number.

use crate::check::{Check, Rule, passwords};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "password-required-xsd-xzjr",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewAccess],
    check: Check::Order(passwords::flag_missing),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_password_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("订单.备案密码", "25d55ad283aa400af464c76d713c07ad")
        });
    }

    #[test]
    fn a_missing_password_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "备案密码", |order| {
            order.set("订单.备案密码", "")
        });
    }
}
