//! 无主体新增需要备案密码 | A new site for a subject filed elsewhere needs the password
//!
//! ## 检查
//! 无主体新增必须填写备案密码。接入备案的密码由 password-required-xsd-xzjr 检查。
//!
//! ## 原因
//! 在其他接入商备案的主体，管局凭备案密码确认客户同意，没有或错误退回 1018。
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
//! A new site for a subject that another carrier filed comes with the filing password. That of an access is looked at
//! by password-required-xsd-xzjr.
//!
//! ## Reason
//! For a subject of another carrier the password proves the customer's consent; without it, or with a wrong one, the
//! bureau refuses with 1018.
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
    id: "password-required-types",
    severity: Severity::Error,
    code: Some(1018),
    kinds: &[Kind::NewSiteElsewhere],
    check: Check::Order(passwords::flag_missing),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_password_passes() {
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("订单.备案密码", "25d55ad283aa400af464c76d713c07ad")
        });
    }

    #[test]
    fn a_missing_password_is_found() {
        assert_fires_on(&RULE, Sample::new_site(), "备案密码", |order| {
            order.set("订单.备案密码", "")
        });
    }
}
