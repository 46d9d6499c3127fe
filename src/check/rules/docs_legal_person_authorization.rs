//! 部分省份要法人授权书 | Some provinces ask for the legal person's authorization
//!
//! ## 检查
//! 单位所在省份要求时（各省规则中的 `authorization`），网站负责人不是填写的法人的，附件中有授权书（用途、文件名或附件
//! 备注写明）。
//!
//! ## 原因
//! 这些省份的管局要求非法人的网站负责人出具法定代表人授权书。
//!
//! ## 正例
//! 网站负责人是法人；或附有授权书
//!
//! ## 反例
//! 网站负责人不是法人，没有授权书
//!
//! ## 处理
//! 附上法定代表人签字的授权书，或改由法人任网站负责人。
//!
//! ## Check
//! In provinces that ask for it (`authorization` in the province rules), a site principal who is not the stated legal
//! person has a letter of authorization 授权书, named so in purpose, file or remark.
//!
//! ## Reason
//! The bureaus of these provinces ask for the legal person's authorization of any other site principal.
//!
//! ## Passes
//! The legal person as site principal, or a letter of authorization
//!
//! ## Fails
//! Another principal without a letter
//!
//! ## Remedy
//! Attach the letter signed by the legal person, or make the legal person the site's principal.

use crate::check::documents::has_named;
use crate::check::people;
use crate::check::{Check, Context, Report, Rule, compare};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-legal-person-authorization",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let asked = context.peculiarities(order).authorization;
    let Some(legal_person) = order.subject.legal_person.get().filter(|_| asked) else {
        return;
    };
    if context.is_individual(order) || has_named(order, "授权书") {
        return;
    }
    for person in people::sent(order, context)
        .iter()
        .filter(|person| person.site.is_some())
    {
        if person
            .name
            .get()
            .is_some_and(|name| !compare::same(name, legal_person))
        {
            report.flag(
                order,
                person.name,
                Text::new(
                    "该省要求非法人的网站负责人附授权书",
                    "this province asks for the legal person's authorization",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent, findings_in};
    use crate::check::{ProvinceRules, Settings};

    fn zhejiang_asks(sample: &Sample) -> usize {
        let rules = "commercial_assistance = []\n[[province]]\ncode = 330000\nauthorization = true";
        let settings = Settings {
            provinces: ProvinceRules::parse(rules).unwrap(),
            ..Settings::default()
        };
        findings_in(&RULE, std::slice::from_ref(&sample.order), &settings).len()
    }

    #[test]
    fn other_provinces_ask_for_nothing() {
        assert_silent(&RULE, |order| order.set("主体.法人姓名", "杜若溪"));
    }

    #[test]
    fn where_it_is_asked_the_letter_or_the_legal_person_passes() {
        let mut sample = Sample::unit();
        sample.set("主体.法人姓名", "林青杉");
        assert_eq!(zhejiang_asks(&sample), 0);
        sample.set("主体.法人姓名", "杜若溪");
        assert_eq!(zhejiang_asks(&sample), 1);
        sample.set("附件[1].附件备注", "含法定代表人授权书");
        assert_eq!(zhejiang_asks(&sample), 0);
    }
}
