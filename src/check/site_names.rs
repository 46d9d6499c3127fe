//! What the rules about sites and their names share.

use super::context::Context;
use super::report::Report;
use super::words;
use crate::order::{AnyField, Order, Severity, Site, Text};

/// Every name of every site; a site may have several.
pub fn each(order: &Order) -> impl Iterator<Item = (&Site, &str)> {
    order.sites.iter().flat_map(|site| {
        let names = site.name.get().map_or(&[][..], |list| &list.0);
        names.iter().map(move |name| (site, name.as_str()))
    })
}

/// What a name looks like at first sight. Each look but the last has a rule that refuses it, and nothing more is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The address of a home page.
    Address,
    /// A domain of the site with or without something around it, or its main part.
    Domain,
    /// Digits, and nothing else but blanks, dots and dashes.
    Digits,
    /// Latin letters, and nothing else but blanks, dots and dashes.
    Latin,
    /// A name as names should be, or nearly so.
    Words,
}

/// What `name` of `site` looks like.
pub fn look(site: &Site, name: &str) -> Look {
    if !name.contains(|c| is_latin(c) || is_digit(c)) {
        return Look::Words;
    }
    let lower = name.to_lowercase();
    if is_address(site, &lower) {
        Look::Address
    } else if is_domain(site, &lower) {
        Look::Domain
    } else if is_only(name, is_digit) {
        Look::Digits
    } else if is_only(name, is_latin) {
        Look::Latin
    } else {
        Look::Words
    }
}

/// Every name of every site that has the look.
pub fn that_look(order: &Order, wanted: Look) -> impl Iterator<Item = (&Site, &str)> {
    each(order).filter(move |(site, name)| look(site, name) == wanted)
}

/// Reports every name that has a look which names may not have.
pub fn flag_look(order: &Order, unwanted: Look, message: &Text, report: &mut Report<'_>) {
    for (site, _) in that_look(order, unwanted) {
        report.flag(order, &site.name, message.clone());
    }
}

fn is_address(site: &Site, lower: &str) -> bool {
    let pages = site.home_page.get().map_or(&[][..], |list| &list.0);
    lower.contains("://")
        || lower.contains("www.")
        || pages.iter().any(|page| page.to_lowercase() == lower)
}

/// The main part of a Chinese domain is a name like any other.
fn is_domain(site: &Site, lower: &str) -> bool {
    site.domains
        .iter()
        .filter_map(|domain| domain.name.get())
        .any(|domain| {
            let domain = domain.as_str().to_lowercase();
            let main_part = domain.split('.').next().unwrap_or_default();
            lower.contains(&domain) || lower == main_part
        })
}

/// Whether a name consists of `wanted` characters, and nothing else but blanks, dots and dashes.
fn is_only(name: &str, wanted: fn(char) -> bool) -> bool {
    let filler = |c: char| c.is_whitespace() || c == '.' || c == '-';
    name.chars().all(|c| wanted(c) || filler(c))
}

/// How many Chinese characters a text has.
pub fn han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

/// Whether `c` is a Chinese character.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// How many Chinese characters, letters and digits a text has.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A digit of either width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A Latin letter of either width.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c)
}

/// Whether an attachment's remark says that a competent authority permits the name.
fn is_permitted(order: &Order, context: &Context<'_>) -> bool {
    order.attachments.iter().any(|attachment| {
        words::contained(context, "name-permission", attachment.remark.text()).is_some()
    })
}

/// Whether a name begins with a national word, which a rule of its own says.
pub fn begins_nationally(name: &str, context: &Context<'_>) -> bool {
    words::list(context, "site-name-national-start").any(|word| name.starts_with(word))
}

/// Whether a name says that it is no individual's: it holds a word of organizations, or ends like an official site.
pub fn unsuits_individuals(name: &str, context: &Context<'_>) -> bool {
    words::contained(context, "individual-organization", name).is_some()
        || unfit_ending(name, context).is_some()
}

/// The ending of a name that does not suit an individual.
pub fn unfit_ending<'c>(name: &str, context: &Context<'c>) -> Option<&'c str> {
    words::list(context, "individual-unfit-ending").find(|ending| name.ends_with(ending))
}

/// Reports the sites that a probe found open.
pub fn flag_open(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| is_open(site, context)) {
        report.flag(
            order,
            &site.reachable,
            Text::new(
                "备案期间网站可以访问",
                "the site is reachable before it is filed",
            ),
        );
    }
}

/// Reports a name in which `find` sees a national word that the unit's own name does not hold; `message` says how.
pub fn flag_national<'c>(
    order: &Order,
    context: &Context<'c>,
    report: &mut Report<'_>,
    find: impl Fn(&str, &dyn Fn(&str) -> bool) -> Option<&'c str>,
    message: impl Fn(&str) -> Text,
) {
    if order.subject.national.get().is_some_and(|flag| flag.0) {
        return;
    }
    let own = order.subject.name.text();
    for (site, name) in each(order) {
        if let Some(word) = find(name, &|word| !own.contains(word)) {
            report.flag(order, &site.name, message(word));
            if own.is_empty() || is_permitted(order, context) {
                report.at_most(Severity::Info);
            }
        }
    }
}

/// Whether a probe found the site open: reachable, and not with a page that says it is under construction.
fn is_open(site: &Site, context: &Context<'_>) -> bool {
    let reachable = site.reachable.get().is_some_and(|flag| flag.0);
    reachable && words::contained(context, "placeholder-title", site.home_title.text()).is_none()
}
