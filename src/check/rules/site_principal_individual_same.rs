//! 个人网站的负责人是本人 | At an individual's site the principal is the person
//!
//! ## 检查
//! 个人备案时，网站负责人的姓名和证件号码与主体负责人相同；没有填写的取主体负责人。
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
//! At an individual's site name and certificate number of the principal are those of the subject's principal; empty
//! cells take the subject's.
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

use crate::check::{Check, Context, Organizer, Report, Rule};
use crate::codes::fold;
use crate::order::{Kind, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-principal-individual-same",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.organizer(order) != Some(Organizer::Individual) {
        return;
    }
    let subject = Person::of_subject(&order.subject);
    for person in order.sites.iter().map(Person::of_site) {
        let pairs = [
            (person.name, subject.name),
            (person.certificate_number, subject.certificate_number),
        ];
        for (at_site, at_subject) in pairs {
            if let (Some(one), Some(other)) = (at_site.get(), at_subject.get())
                && fold(one) != fold(other)
            {
                report.flag(
                    order,
                    at_site,
                    Text::new(
                        "个人网站的负责人不是主办者本人",
                        "the principal of an individual's site is another person",
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent, assert_silent_on};

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
}
