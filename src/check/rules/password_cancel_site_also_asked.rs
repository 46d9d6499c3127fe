//! 注销网站和取消接入也常要密码 | A password is often asked for here too
//!
//! ## 检查
//! 注销网站和取消接入的订单有备案密码。接口不要求，没有时只是提示（strict 时是警告）。
//!
//! ## 原因
//! 有的管局和接入商在这两种操作时也核对备案密码，答复 1018。
//!
//! ## 正例
//! 有备案密码
//!
//! ## 反例
//! 没有备案密码
//!
//! ## 处理
//! 向客户索取备案密码；管局要求时补上。
//!
//! ## Check
//! The cancellation of a site or an access has the filing password. The interface does not ask for it: without it is a
//! note, with the profile strict a warning.
//!
//! ## Reason
//! Some bureaus and carriers check the filing password for these too and answer 1018.
//!
//! ## Passes
//! with a filing password
//!
//! ## Fails
//! without a filing password
//!
//! ## Remedy
//! Ask the customer for the password; add it when the bureau asks.

use crate::check::{Check, Context, Profile, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "password-cancel-site-also-asked",
    severity: Severity::Warning,
    code: Some(1018),
    kinds: &[Kind::CancelSite, Kind::CancelAccess],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let password = &order.header.password;
    if password.is_absent() {
        let message = Text::new(
            "没有备案密码，管局可能要求",
            "there is no filing password, which the bureau may ask for",
        );
        report.flag(order, password, message);
        if context.settings.profile == Profile::Lenient {
            report.at_most(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings_in};
    use crate::check::{Profile, Settings};
    use crate::order::{Kind, Severity};

    #[test]
    fn a_password_passes() {
        assert_silent_on(&RULE, Sample::cancellation(Kind::CancelSite), |_| ());
    }

    #[test]
    fn a_missing_password_is_a_note_and_to_the_strict_a_warning() {
        for (profile, severity) in [
            (Profile::Lenient, Severity::Info),
            (Profile::Strict, Severity::Warning),
        ] {
            let mut sample = Sample::cancellation(Kind::CancelAccess);
            sample.set("订单.备案密码", "");
            let settings = Settings {
                profile,
                ..Settings::default()
            };
            let found = findings_in(&RULE, &[sample.order], &settings);
            assert_eq!(found[0].severity, severity);
        }
    }
}
