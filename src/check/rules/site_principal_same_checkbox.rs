//! 同主体负责人与填写的内容一致 | 同主体负责人 agrees with what is filled in
//!
//! ## 检查
//! 同主体负责人为“是”时，网站负责人的姓名和证件号码留空或与主体负责人相同。
//!
//! ## 原因
//! 两处矛盾时不知道该报哪一个，多半是复制整行后忘了改。
//!
//! ## 正例
//! `是`，网站负责人各列留空
//!
//! ## 反例
//! `是`，网站负责人是另一个人
//!
//! ## 处理
//! 清空网站负责人各列，或将同主体负责人改为“否”。
//!
//! ## Check
//! With 是 in 同主体负责人, name and certificate number of the site's principal are empty or the subject's.
//!
//! ## Reason
//! When the two contradict each other nobody knows which is meant; mostly a row was copied and not finished.
//!
//! ## Passes
//! `是` and no cells of the site's principal
//!
//! ## Fails
//! `是` and another person
//!
//! ## Remedy
//! Empty the cells of the site's principal, or write 否 into 同主体负责人.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::fold;
use crate::order::{Field, Flag, Kind, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-principal-same-checkbox",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = Person::of_subject(&order.subject);
    for site in &order.sites {
        let person = Person::of_site(site);
        let pairs = [(person.name, subject.name), (person.certificate_number, subject.certificate_number)];
        let differ = |(one, other): &(&Field<Box<str>>, &Field<Box<str>>)| match (one.get(), other.get()) {
            (Some(one), Some(other)) => fold(one) != fold(other),
            _ => false,
        };
        if site.same_principal.get() == Some(&Flag(true)) && pairs.iter().any(differ) {
            report.flag(
                order,
                &site.same_principal,
                Text::new(
                    "选择了同主体负责人，又填写了另一个人",
                    "the subject's principal is chosen, but another person is filled in",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_same_person_passes() {
        assert_silent(&RULE, |order| order.set("网站.同主体负责人", "是"));
        assert_silent(&RULE, |order| order.set("网站.网站负责人姓名", "杜若溪"));
    }

    #[test]
    fn another_person_is_noted() {
        assert_fires(&RULE, "同主体负责人", |order| {
            order.set("网站.网站负责人姓名", "杜若溪");
            order.set("网站.网站负责人证件号码", "33010219900305000X");
            order.set("网站.同主体负责人", "是");
        });
    }
}
