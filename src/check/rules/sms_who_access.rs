//! 接入备案的短信发到备案的手机 | The message about an access goes to the mobile on record
//!
//! ## 检查
//! 要短信核验的省，接入备案填写了网站负责人手机时，与台账中该网站备案的手机一致。没有填写或台账中没有该网站的不比较。
//!
//! ## 原因
//! 接入备案不能改信息，短信发到备案的手机；号码已换的收不到，48 小时后退回。
//!
//! ## 正例
//! 网站负责人手机与备案相同
//!
//! ## 反例
//! 省 `460000`，备案手机已换号
//!
//! ## 处理
//! 先在原接入商处变更负责人手机，通过后再报接入；原接入商联系不上的，只能注销后按新增网站重报。
//!
//! ## Check
//! In provinces that confirm by short message, a mobile number of the site's principal that an access gives is the one that
//! the ledger knows to be filed for the site. Without one, or where the ledger does not know the site, nothing is compared.
//!
//! ## Reason
//! An access changes nothing, and the message goes to the mobile on record. Whoever has another one by now does not get it,
//! and the order comes back after 48 hours.
//!
//! ## Passes
//! the mobile number that is filed
//!
//! ## Fails
//! Province `460000` and a principal whose number has changed
//!
//! ## Remedy
//! Have the number changed at the carrier so far and file the access when that is approved; where that carrier cannot be
//! reached, the filing is cancelled and the site filed anew.

use crate::check::{Check, Context, Report, Rule, messages};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "sms-who-access",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !messages::is_confirmed_by_message(order, context) {
        return;
    }
    for site in &order.sites {
        let mobile = &site.principal_mobile;
        let meant = context.filed.filings.meant(site);
        let recorded = { meant.first() }.and_then(|(_, site)| site.values.of(mobile));
        // The message goes to the first number.
        let recorded = recorded.and_then(|numbers| numbers.split(';').next());
        let given = mobile.get().and_then(|list| list.0.first());
        if given
            .zip(recorded)
            .is_some_and(|(given, recorded)| **given != *recorded)
        {
            let message = Text::new(
                "与备案的手机不同，短信会发到备案的手机",
                "this is not the mobile on record, to which the message will go",
            );
            report.flag(order, mobile, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::filed;
    use crate::check::sample::findings_with;
    use crate::check::{BUNDLED_PROVINCES, ProvinceRules, Settings};

    /// How often the rule speaks about this mobile number in a province that sends messages, or does not.
    fn said(mobile: &str, sends: bool) -> usize {
        let change = format!("code = 330000\nsms_verification = {sends}");
        let change = [toml::from_str(&change).unwrap()];
        let settings = Settings {
            provinces: ProvinceRules::adjusted(BUNDLED_PROVINCES, &change).unwrap(),
            ..Settings::default()
        };
        let mut sample = Sample::new_access();
        sample.set("网站.网站负责人手机", mobile);
        findings_with(&RULE, &[sample.order], &settings, &filed(|_| ())).len()
    }

    #[test]
    fn the_number_on_record_and_none_pass() {
        assert_eq!(said("13812345670", true), 0);
        assert_eq!(said("", true), 0);
        assert_eq!(said("13912345671", false), 0);
    }

    #[test]
    fn another_number_is_found() {
        assert_eq!(said("13912345671", true), 1);
    }
}
