//! What the rules about domains share.

use super::context::Context;
use super::report::Report;
use crate::codes::Organizer;
use crate::order::{AnyField, DomainName, Order, Site, Text};

/// What keeps a name from being a registered domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is a suffix below `.cn`, or a host below a domain under such a suffix.
    ChineseSuffix,
    /// It is a host below a domain that the order names as well.
    Covered,
    /// It is any other suffix or host.
    Other,
}

/// Why `name` is no registered domain; `None` when it is one, or one with something around it.
fn fault(order: &Order, name: &DomainName) -> Option<Fault> {
    let registrable = name.registrable();
    if registrable == Some(name.ascii()) || root(name.as_str()).is_some() {
        return None;
    }
    let listed = |domain: &DomainName| Some(domain.ascii()) == registrable;
    if order
        .domains()
        .filter_map(|domain| domain.name.get())
        .any(listed)
    {
        Some(Fault::Covered)
    } else if name.suffix().is_some_and(|suffix| suffix.ends_with(".cn")) {
        Some(Fault::ChineseSuffix)
    } else {
        Some(Fault::Other)
    }
}

/// Reports every name that is no registered domain because of `wanted`.
pub fn flag_faults(order: &Order, wanted: Fault, report: &mut Report<'_>) {
    for domain in order.domains() {
        if let Some(name) = domain.name.get()
            && fault(order, name) == Some(wanted)
        {
            report.flag(order, &domain.name, message(name, wanted));
        }
    }
}

/// What is wrong with a suffix or a host.
fn message(name: &DomainName, fault: Fault) -> Text {
    match name.registrable() {
        Some(registrable) if fault == Fault::Covered => Text::new(
            format!("已由同一订单的 {registrable} 涵盖，不必上报"),
            format!("{registrable} of the same order covers it"),
        ),
        Some(registrable) => Text::new(
            format!("这是下级域名，应填 {registrable}"),
            format!("this is a host; the registered domain is {registrable}"),
        ),
        None => Text::new(
            "这是公共后缀，不是可以注册的域名",
            "this is a public suffix and no domain",
        ),
    }
}

/// The domain in an address, in a host with `www.` or in a name with a final dot; `None` when nothing surrounds it.
pub fn root(text: &str) -> Option<DomainName> {
    let lower = text.to_lowercase();
    let address = ["http://", "https://"]
        .iter()
        .find_map(|scheme| lower.strip_prefix(scheme))
        .unwrap_or(&lower);
    let host = address.split(['/', '?', '#']).next().unwrap_or(address);
    let host = host
        .split_once(':')
        .map_or(host, |(host, _)| host)
        .trim_end_matches(['.', '。']);
    let plain = host
        .strip_prefix("www.")
        .and_then(DomainName::parse)
        .filter(|name| name.registrable().is_some());
    let domain = plain.or_else(|| DomainName::parse(host))?;
    (domain.as_str() != lower).then_some(domain)
}

/// What a domain is called before its suffix: `lvsong` of `lvsong.com.cn`. `None` for suffixes.
pub fn prefix(name: &DomainName) -> Option<&str> {
    name.registrable()?.split('.').next()
}

/// The different prefixes of a site's domains, in the order of the rows.
pub fn prefixes(site: &Site) -> Vec<&str> {
    let mut prefixes = Vec::new();
    for prefix in site
        .domains
        .iter()
        .filter_map(|domain| prefix(domain.name.get()?))
    {
        if !prefixes.contains(&prefix) {
            prefixes.push(prefix);
        }
    }
    prefixes
}

/// Reports every registrant whom `owns` does not take for an owner of the domain.
pub fn flag_registrants(
    order: &Order,
    owns: impl Fn(&str) -> bool,
    message: &Text,
    report: &mut Report<'_>,
) {
    for domain in order.domains() {
        if domain.registrant.get().is_some_and(|name| !owns(name)) {
            report.flag(order, &domain.registrant, message.clone());
        }
    }
}

/// Whether the order says that it is commercial, and the registrant is therefore the unit itself.
pub fn is_commercial(order: &Order) -> bool {
    order.header.commercial.get().is_some_and(|flag| flag.0)
}

/// Whether a site's remark explains why its domains have different prefixes.
pub fn says_one_site(site: &Site) -> bool {
    site.remark.text().contains("域名指向同一网站")
}

/// Reports the domain with which the prefixes of an order of this organizer become more than its province takes without
/// an explanation.
pub fn flag_many_prefixes(
    order: &Order,
    organizer: Organizer,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    if context.organizer(order) != Some(organizer) {
        return;
    }
    let most = context.peculiarities(order).most_prefixes(organizer);
    let mut prefixes = Vec::new();
    for domain in order.domains() {
        let Some(prefix) = domain
            .name
            .get()
            .and_then(prefix)
            .filter(|prefix| !prefixes.contains(prefix))
        else {
            continue;
        };
        prefixes.push(prefix);
        if prefixes.len() == most + 1 {
            let message = Text::new(
                format!("域名有 {most} 个以上不同的前缀"),
                format!("the domains have more than {most} different prefixes"),
            );
            report.flag(order, &domain.name, message);
        }
    }
}
