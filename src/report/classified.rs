//! Which kind of order each is, for a person, as JSON lines, and as a table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;

use super::screen::{Ink, Screen, padded, width};
use super::spreadsheet;
use crate::check::Classified;
use crate::order::{Kind, Lang};

/// One line for each order, wrong ones with what they should be, then how many there are of each kind.
pub fn text(orders: &[Classified], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let widest = |text: fn(&Classified) -> &str| orders.iter().map(|one| width(text(one))).max();
    let numbers = widest(|one| &one.order).unwrap_or(0);
    let kinds = widest(|one| declared(one, "")).unwrap_or(0);
    for one in orders {
        let (mark, ink) = match one.fits() {
            Some(true) => ("✓", Ink::Green),
            Some(false) => ("✗", Ink::Red),
            None => ("?", Ink::Yellow),
        };
        let lead = format!(
            "{} {}  {}",
            screen.ink(ink, mark),
            padded(&one.order, numbers),
            padded(declared(one, screen.say("（未填）", "(none)")), kinds)
        );
        let lead_width = width(mark) + numbers + kinds.max(width(declared(one, ""))) + 3;
        screen.advise(&lead, lead_width, 4, &said(one, screen.lang), "", out)?;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in orders.iter().filter(|one| one.fits() == Some(true)) {
        *counts.entry(declared(one, "")).or_default() += 1;
    }
    let of = |fits| orders.iter().filter(|one| one.fits() == fits).count();
    let (wrong, unknown) = (of(Some(false)), of(None));
    let right: Vec<String> = counts
        .iter()
        .map(|(kind, n)| format!("{kind} {n}"))
        .collect();
    writeln!(out)?;
    match screen.lang {
        Lang::Zh => writeln!(
            out,
            "{} 个订单：类型相符 {}（{}），不符 {wrong}，无法判断 {unknown}",
            orders.len(),
            of(Some(true)),
            right.join("，")
        ),
        Lang::En => writeln!(
            out,
            "{} orders: {} of the right kind ({}), {wrong} of a wrong one, {unknown} unknown",
            orders.len(),
            of(Some(true)),
            right.join(", ")
        ),
    }
}

/// One JSON object for each order.
pub fn json(orders: &[Classified], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for one in orders {
        let basis: Vec<&str> = one.facts.basis().iter().map(|basis| basis.id()).collect();
        let line = json!({
            "order": one.order,
            "declared": one.declared.map(Kind::name),
            "kinds": kinds(one).iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            "fits": one.fits(),
            "subject_filed": one.facts.subject.map(|fact| fact.value),
            "domains_filed": one.facts.domains.map(|fact| fact.value.id()),
            "basis": basis,
            "why": said(one, lang),
            "file": &*one.place.file,
            "sheet": one.place.sheet.as_deref(),
            "cell": one.place.cell(),
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A table that a spreadsheet opens.
pub fn csv(orders: &[Classified], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    const HEADER: [&str; 11] = [
        "order",
        "declared",
        "kinds",
        "fits",
        "subject_filed",
        "domains_filed",
        "basis",
        "why",
        "file",
        "sheet",
        "cell",
    ];
    let mut table = spreadsheet::table(out, &HEADER)?;
    for one in orders {
        let names: Vec<&str> = kinds(one).iter().map(|kind| kind.name()).collect();
        let basis: Vec<&str> = one.facts.basis().iter().map(|basis| basis.id()).collect();
        let row = [
            &*one.order,
            declared(one, ""),
            &names.join("/"),
            yes(one.fits()),
            yes(one.facts.subject.map(|fact| fact.value)),
            one.facts.domains.map_or("", |fact| fact.value.id()),
            &basis.join(" "),
            &said(one, lang),
            &one.place.file,
            one.place.sheet.as_deref().unwrap_or_default(),
            &one.place.cell(),
        ];
        spreadsheet::row(&mut table, row)?;
    }
    table.flush()
}

fn yes(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

fn declared<'t>(one: &Classified, none: &'t str) -> &'t str {
    match one.declared {
        Some(kind) => kind.name(),
        None => none,
    }
}

/// The kinds that are called for; of an order that only itself decides, its own.
fn kinds(one: &Classified) -> Vec<Kind> {
    match one.class {
        Some(class) => class.kinds(),
        None => one.declared.into_iter().collect(),
    }
}

/// What is called for and why, and what that rests on.
fn said(one: &Classified, lang: Lang) -> String {
    let chinese = lang == Lang::Zh;
    let Some(class) = one.class else {
        let said = if chinese {
            "按所填类型"
        } else {
            "as the order says"
        };
        return said.to_owned();
    };
    let mut text = String::new();
    if one.fits() != Some(true) && !class.kinds().is_empty() {
        text += &match lang {
            Lang::Zh => format!("应为{}：", class.names()),
            Lang::En => format!("should be {}: ", class.names()),
        };
    }
    text += class.why().get(lang);
    let basis = one.facts.basis();
    let basis: Vec<String> = { basis.iter() }
        .map(|basis| basis.name().get(lang).to_owned())
        .collect();
    if !basis.is_empty() {
        text += &match lang {
            Lang::Zh => format!("（依据：{}）", basis.join("、")),
            Lang::En => format!(" (by {})", basis.join(", ")),
        };
    }
    text
}
