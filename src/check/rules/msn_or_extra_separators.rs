//! 多个值用英文分号分隔 | Several values are separated by a semicolon
//!
//! ## 检查
//! 电话、手机、邮箱和网站名称的多个值用英文分号 `;` 分隔。全角分号、顿号、全角逗号和换行会自动换成分号，只作提示；逗
//! 号和斜线不会。
//!
//! ## 原因
//! 接口只认英文分号，其他分隔符会被当作值的一部分，以 1010、1011、1009 等退回。
//!
//! ## 正例
//! `13812345670;13912345671`
//!
//! ## 反例
//! `13812345670/13912345671`
//!
//! ## 处理
//! 改用英文分号。
//!
//! ## Check
//! Several telephones, mobile numbers, e-mail addresses and site names are separated by `;`. Its full-width form, 、,
//! ， and line breaks are replaced and only noted; commas and slashes are not.
//!
//! ## Reason
//! The interface knows the semicolon only; anything else becomes part of a value and is refused, with 1009, 1010 or
//! 1011.
//!
//! ## Passes
//! `13812345670;13912345671`
//!
//! ## Fails
//! `13812345670/13912345671`
//!
//! ## Remedy
//! Use `;`.

use crate::check::people;
use crate::check::{Check, Context, Report, Rule};
use crate::order::values::LOOSE_SEPARATORS;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "msn-or-extra-separators",
    severity: Severity::Warning,
    code: Some(1011),
    kinds: &[Kind::NewFiling, Kind::NewSite, Kind::NewSiteElsewhere],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let people = people::sent(order, context);
    let contacts = people.iter().flat_map(|person| [person.phone, person.mobile, person.email]);
    let contacts = contacts.filter(|field| field.text().contains([',', '/']));
    for field in contacts {
        report.flag(order, field, Text::new("逗号和斜线不能分隔多个值", "commas and slashes do not separate values"));
    }
    let contacts = people.iter().flat_map(|person| [person.phone, person.mobile, person.email]);
    for field in contacts.chain(order.sites.iter().map(|site| &site.name)) {
        if field.text().contains(LOOSE_SEPARATORS) {
            report.flag(order, field, Text::new("分隔符已换成英文分号", "the separators are replaced by semicolons"));
            report.at_most(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn semicolons_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人手机", "13812345670;13912345671"));
    }

    #[test]
    fn slashes_are_found_and_full_width_forms_are_noted() {
        for (text, severity) in
            [("13812345670/13912345671", Severity::Warning), ("13812345670；13912345671", Severity::Info)]
        {
            let mut sample = Sample::unit();
            sample.set("主体.主体负责人手机", text);
            let found: Vec<Severity> = findings(&RULE, &sample).iter().map(|finding| finding.severity).collect();
            assert_eq!(found, [severity]);
        }
    }
}
