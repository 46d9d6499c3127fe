//! 网站名称中的地名 | Place names in names
//!
//! ## 检查
//! 网站名称不是一个地名；个人网站的名称也不含省、市的名称。单位名称中的地名可以使用。
//!
//! ## 原因
//! 地名容易使人误以为是政府或官方网站。
//!
//! ## 正例
//! `杭州青杉溪网络`（单位名称的一部分）
//!
//! ## 反例
//! `杭州`，个人网站 `杭州美食录`
//!
//! ## 处理
//! 去掉地名，或改用单位名称。
//!
//! ## Check
//! A name is no place name, and an individual's site does not hold the name of a province or city. Places of the unit's
//! own name may be used.
//!
//! ## Reason
//! A place name makes a site look like the government's.
//!
//! ## Passes
//! `杭州青杉溪网络`, a part of the unit's name
//!
//! ## Fails
//! `杭州`, an individual's `杭州美食录`
//!
//! ## Remedy
//! Leave the place out, or use the unit's name.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::codes::Level;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-place-name",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let individual = context.is_individual(order);
    let own = order.subject.name.text();
    for (site, name) in site_names::each(order) {
        let is_place = !context.codes.regions().find(name, None).is_empty();
        let held = if individual {
            place(name, context).filter(|place| !own.contains(place))
        } else {
            None
        };
        let message = match held {
            _ if is_place && !own.contains(name) => {
                Text::new("网站名称是地名", "the name is a place name")
            }
            Some(place) => Text::new(
                format!("网站名称含地名“{place}”"),
                format!("the name holds the place name \"{place}\""),
            ),
            None => continue,
        };
        report.flag(order, &site.name, message);
    }
}

/// The province or city that `name` holds, without its ending; not the names that are words of every day as well.
fn place<'c>(name: &str, context: &Context<'c>) -> Option<&'c str> {
    let regions = context
        .codes
        .regions()
        .iter()
        .filter(|region| region.level != Level::County && !region.historical);
    regions
        .map(|region| region.name.trim_end_matches(['省', '市']))
        .filter(|place| name.contains(place) && place.chars().count() > 1)
        .find(|place| !words::list(context, "place-name-exceptions").any(|word| word == *place))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    #[test]
    fn places_of_the_units_name_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "杭州青杉溪网络"));
        assert_silent(&RULE, |order| order.set("网站.网站名称", "杭州美食录"));
    }

    #[test]
    fn a_place_alone_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "宁波")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "西湖区")
        });
    }

    #[test]
    fn a_place_in_an_individuals_name_is_found() {
        assert_fires_on(&RULE, Sample::individual(), "网站名称", |order| {
            order.set("网站.网站名称", "杭州美食录")
        });
    }

    #[test]
    fn a_word_of_every_day_is_no_place() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("网站.网站名称", "安康生活笔记")
        });
    }
}
