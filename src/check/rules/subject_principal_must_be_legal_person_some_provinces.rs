//! 部分省份由法人任主体负责人 | Some provinces ask for the legal person as principal
//!
//! ## 检查
//! 单位所在省份要求时（各省规则中的 `legal_person`），主体负责人与填写的法人姓名相同。名称涉及金融的单位由 subject-name-finance-needs-legal-person 检查。
//!
//! ## 原因
//! 这些省份的管局只接受法定代表人作主体负责人。
//!
//! ## 正例
//! 主体负责人与法人姓名相同
//!
//! ## 反例
//! 省份要求法人，主体负责人是另一个人
//!
//! ## 处理
//! 主体负责人改为法定代表人。
//!
//! ## Check
//! In provinces that ask for it (`legal_person` in the province rules), a unit's principal is the stated legal person.
//! Units with a name of finance are for subject-name-finance-needs-legal-person.
//!
//! ## Reason
//! The bureaus of these provinces accept no other principal of a unit.
//!
//! ## Passes
//! The same name as principal and legal person
//!
//! ## Fails
//! Another principal in a province that asks for the legal person
//!
//! ## Remedy
//! Make the legal person the principal.

use super::subject_name_finance_needs_legal_person::is_of_finance;
use crate::check::{Check, Context, Report, Rule, compare};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-principal-must-be-legal-person-some-provinces",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let (Some(principal), Some(legal_person)) =
        (subject.principal_name.get(), subject.legal_person.get())
    else {
        return;
    };
    let asked = context.peculiarities(order).legal_person;
    if asked
        && context.is_unit(order)
        && !is_of_finance(order, context)
        && !compare::same(principal, legal_person)
    {
        report.flag(
            order,
            &subject.principal_name,
            Text::new(
                "该省要求主体负责人是法人",
                "this province asks for the legal person as principal",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent, findings_in};
    use crate::check::{ProvinceRules, Settings};

    fn zhejiang_asks() -> Settings {
        let rules = "commercial_assistance = []\n[[province]]\ncode = 330000\nlegal_person = true";
        Settings {
            provinces: ProvinceRules::parse(rules).unwrap(),
            ..Settings::default()
        }
    }

    #[test]
    fn other_provinces_take_any_principal() {
        assert_silent(&RULE, |order| order.set("主体.法人姓名", "杜若溪"));
    }

    #[test]
    fn where_it_is_asked_only_the_legal_person_passes() {
        let mut sample = Sample::unit();
        sample.set("主体.法人姓名", "林青杉");
        assert!(
            findings_in(&RULE, std::slice::from_ref(&sample.order), &zhejiang_asks()).is_empty()
        );
        sample.set("主体.法人姓名", "杜若溪");
        assert_eq!(
            findings_in(&RULE, &[sample.order], &zhejiang_asks())[0].field,
            "主体负责人姓名"
        );
    }
}
