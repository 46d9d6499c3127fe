//! 注销主体需要备案密码 | The cancellation of a subject needs the password
//!
//! ## 检查
//! 注销主体的订单填写备案密码。
//!
//! ## 原因
//! 管局凭备案密码确认是主办者本人要求注销，没有或错误退回 1018。
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
//! An order that cancels a subject comes with the filing password.
//!
//! ## Reason
//! The password proves that the organizer itself asks for it; without it, or with a wrong one, the bureau refuses with 1018.
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
    id: "password-required-cancel-subject-xsd",
    severity: Severity::Error,
    code: Some(1018),
    kinds: &[Kind::CancelSubject],
    check: Check::Order(passwords::flag_missing),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn a_password_passes() {
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSubject), |_| {});
    }

    #[test]
    fn a_missing_password_is_found() {
        let sample = Sample::cancellation(Kind::CancelSubject);
        assert_fires_on(&RULE, sample, "备案密码", |order| {
            order.set("订单.备案密码", "")
        });
    }
}
