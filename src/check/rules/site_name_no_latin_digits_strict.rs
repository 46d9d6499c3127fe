//! 网站名称中的字母和数字 | Letters and digits in names
//!
//! ## 检查
//! 网站名称中没有字母和数字。宽松方案只作提示，严格方案才提醒。
//!
//! ## 原因
//! 部分省份要求网站名称只用汉字。
//!
//! ## 正例
//! `网页制作谈`
//!
//! ## 反例
//! `php开发笔记`
//!
//! ## 处理
//! 不必先改；管局退回时去掉字母和数字。
//!
//! ## Check
//! A name has no letters and digits: a note with the lenient profile, a warning with the strict one.
//!
//! ## Reason
//! Some provinces ask for Chinese characters only.
//!
//! ## Passes
//! `网页制作谈`
//!
//! ## Fails
//! `php开发笔记`
//!
//! ## Remedy
//! Nothing yet; remove letters and digits if the bureau refuses them.

use crate::check::site_names::Look;
use crate::check::{Check, Context, Profile, Report, Rule, site_names};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-latin-digits-strict",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let foreign = |c: char| site_names::is_latin(c) || site_names::is_digit(c);
    for (site, name) in site_names::that_look(order, Look::Words) {
        // A name of too few Chinese characters has a rule of its own.
        if name.contains(foreign) && site_names::han(name) >= 3 {
            let message = Text::new("网站名称中有字母或数字", "the name has letters or digits");
            report.flag(order, &site.name, message);
            if context.settings.profile == Profile::Lenient {
                report.at_most(Severity::Info);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent, findings_in};
    use crate::check::{Profile, Settings};
    use crate::order::Severity;

    #[test]
    fn chinese_characters_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "网页制作谈"));
    }

    #[test]
    fn letters_are_a_note_and_with_the_strict_profile_a_warning() {
        let severity = |profile| {
            let mut sample = Sample::unit();
            sample.set("网站.网站名称", "php开发笔记");
            findings_in(
                &RULE,
                &[sample.order],
                &Settings {
                    profile,
                    ..Settings::default()
                },
            )[0]
            .severity
        };
        assert_eq!(severity(Profile::Lenient), Severity::Info);
        assert_eq!(severity(Profile::Strict), Severity::Warning);
    }
}
