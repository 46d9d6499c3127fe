//! What the rules about sites and their names share.

use super::context::Context;
use super::words;
use crate::order::{AnyField, Order, Site};

/// Every name of every site; a site may have several.
pub fn each(order: &Order) -> impl Iterator<Item = (&Site, &str)> {
    order.sites.iter().flat_map(|site| {
        let names = site.name.get().map_or(&[][..], |list| &list.0);
        names.iter().map(move |name| (site, name.as_str()))
    })
}

/// How many Chinese characters a text has.
pub fn han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a name consists of digits, or of Latin letters, and nothing else but blanks, dots and dashes.
pub fn is_only(name: &str, wanted: fn(char) -> bool) -> bool {
    let filler = |c: char| c.is_whitespace() || c == '.' || c == '-';
    name.chars().all(|c| wanted(c) || filler(c)) && name.chars().any(wanted)
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
pub fn is_permitted(order: &Order, context: &Context<'_>) -> bool {
    order.attachments.iter().any(|attachment| {
        words::contained(context, "name-permission", attachment.remark.text()).is_some()
    })
}

/// Whether a name begins with a national word, which a rule of its own says.
pub fn begins_nationally(name: &str, context: &Context<'_>) -> bool {
    words::list(context, "site-name-national-start").any(|word| name.starts_with(word))
}

/// Whether a name is the address of a home page.
pub fn is_address(site: &Site, name: &str) -> bool {
    let lower = name.to_lowercase();
    let pages = site.home_page.get().map_or(&[][..], |list| &list.0);
    lower.contains("://")
        || lower.contains("www.")
        || pages.iter().any(|page| page.to_lowercase() == lower)
}

/// Whether a probe found the site open: reachable, and not with a page that says it is under construction.
pub fn is_open(site: &Site, context: &Context<'_>) -> bool {
    let reachable = site.reachable.get().is_some_and(|flag| flag.0);
    reachable && words::contained(context, "placeholder-title", site.home_title.text()).is_none()
}
