//! 个人网站的负责人是本人 | At an individual's site the principal is the person
//!
//! ## 检查
//! 个人备案时，网站负责人的姓名和证件号码与主体负责人相同；网站负责人各列都没有填写的，按主体负责人上报，并作提示。
//!
//! ## 原因
//! 个人网站的主体负责人即网站负责人，不是同一人会被退回。
//!
//! ## 正例
//! 两处都是 `林青杉`
//!
//! ## 反例
//! 网站负责人是另一个人
//!
//! ## 处理
//! 网站负责人改为主办者本人，或将同主体负责人填为“是”。
//!
//! ## Check
//! At an individual's site name and certificate number of the principal are those of the subject's principal; where
//! nothing of the site's principal is given, the subject's is sent, and a note says so.
//!
//! ## Reason
//! An individual answers for the site too; another person is refused.
//!
//! ## Passes
//! `林青杉` at both places
//!
//! ## Fails
//! Another person at the site
//!
//! ## Remedy
//! Name the organizer, or write 是 into 同主体负责人.

use crate::check::{Check, Context, Report, Rule, people};
use crate::order::{AnyField, Kind, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-principal-individual-same",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    let subject = Person::of_subject(&order.subject);
    for person in order.sites.iter().map(Person::of_site) {
        for at_site in people::differences(&person, &subject) {
            report.flag(
                order,
                at_site,
                Text::new(
                    "个人网站的负责人不是主办者本人",
                    "the principal of an individual's site is another person",
                ),
            );
        }
        if people::is_filled_from_subject(&person, &subject) {
            let message = Text::new(
                "没有填写网站负责人，按主体负责人上报",
                "no principal of the site is given; the subject's is sent",
            );
            report.flag_value(order, person.name.column(), None, message);
            report.without_code();
            report.at_most(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires_on, assert_silent, assert_silent_on, findings,
    };
    use crate::order::{AnyField, Severity};

    #[test]
    fn the_person_and_empty_cells_pass() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站负责人姓名", "")
        });
        assert_silent(&RULE, |order| order.set("网站.网站负责人姓名", "杜若溪"));
    }

    #[test]
    fn another_person_is_found() {
        assert_fires_on(
            &RULE,
            Sample::individual(),
            "网站负责人姓名",
            |order| order.set("网站.网站负责人姓名", "杜若溪"),
        );
    }

    #[test]
    fn a_principal_taken_from_the_subject_is_noted() {
        let mut sample = Sample::individual();
        let order = &mut sample.order;
        let name = order.subject.principal_name.value().cloned();
        let name = name.expect("the sample names its principal");
        order.sites[0].principal_name.set(name.clone(), name.text);
        let [finding] = &findings(&RULE, &sample)[..] else {
            panic!("one note");
        };
        assert_eq!(finding.severity, Severity::Info);
        assert_eq!(finding.place, sample.order.number.place);
    }
}
