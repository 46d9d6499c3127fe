//! 网站名称中的人名 | Names of persons
//!
//! ## 检查
//! 网站名称不是负责人的姓名；个人网站的名称也不含本人姓名。
//!
//! ## 原因
//! 以人名命名的网站不被接受。
//!
//! ## 正例
//! `雕刻时光录`
//!
//! ## 反例
//! 本人姓名，本人姓名加“的网站”
//!
//! ## 处理
//! 换一个反映网站内容的名称。
//!
//! ## Check
//! A name is not that of a principal, and an individual's site does not hold the person's name.
//!
//! ## Reason
//! Sites called after a person are refused.
//!
//! ## Passes
//! `雕刻时光录`
//!
//! ## Fails
//! the person's name, the person's name and 的网站
//!
//! ## Remedy
//! Choose a name that tells of the content.

use crate::check::{Check, Context, Organizer, Report, Rule, site_names};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-person-name",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let individual = context.organizer(order) == Some(Organizer::Individual);
    let own = order.subject.name.text();
    let people: Vec<&str> = order.people().filter_map(|person| person.name.get()).map(AsRef::as_ref).collect();
    for (site, name) in site_names::each(order) {
        let message = if people.contains(&name) {
            Text::new("网站名称是人名", "the name is that of a person")
        } else if individual && own.chars().count() > 1 && name.contains(own) {
            Text::new("网站名称含本人姓名", "the name holds the person's own name")
        } else {
            continue;
        };
        report.flag(order, &site.name, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_fires_on, assert_silent};

    #[test]
    fn another_name_passes() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "雕刻时光录"));
    }

    #[test]
    fn a_units_site_called_after_its_principal_is_found() {
        assert_fires(&RULE, "网站名称", |order| order.set("网站.网站名称", "林青杉"));
    }

    #[test]
    fn an_individuals_name_is_found_within_the_name() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "林青杉的网站")
        });
    }
}
