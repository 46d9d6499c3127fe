//! How often each rule spoke: what to mend first when a batch has very many findings.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::Group;
use crate::order::{Finding, Lang};
use crate::report::meaning;
use crate::report::screen::{Ink, Screen, padded, width};

/// Rules that are named; the rest spoke less often.
const NAMED: usize = 20;

/// One rule's share.
#[derive(Default)]
struct Total<'f> {
    findings: usize,
    orders: BTreeSet<&'f str>,
}

pub(super) fn write(groups: &[&Group<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let findings = groups.iter().flat_map(|group| group.findings);
    let mut totals: BTreeMap<(&str, Option<u32>), Total<'_>> = BTreeMap::new();
    for Finding {
        order, rule, code, ..
    } in findings
    {
        let total = totals.entry((rule, *code)).or_default();
        total.findings += 1;
        total.orders.extend(order.as_deref());
    }
    let mut totals: Vec<_> = totals.into_iter().collect();
    totals.sort_by_key(|(_, total)| std::cmp::Reverse(total.findings));
    let left = totals.len().saturating_sub(NAMED);
    totals.truncate(NAMED);
    let header = [
        screen.say("次数", "count"),
        screen.say("订单", "orders"),
        screen.say("规则", "rule"),
    ];
    let rows = totals.iter().map(|((rule, code), total)| {
        let code = code.map(|code| format!(" [{code}]")).unwrap_or_default();
        let meaning = meaning(rule).map(|text| text.get(screen.lang).to_owned());
        let counts = [total.findings.to_string(), total.orders.len().to_string()];
        (counts, format!("{rule}{code}"), meaning.unwrap_or_default())
    });
    let rows: Vec<_> = rows.collect();
    let first = [0, 1].map(|column| {
        let cells = rows.iter().map(|(counts, ..)| width(&counts[column]));
        cells.chain([width(header[column])]).max().unwrap_or(0)
    });
    let rules = rows
        .iter()
        .map(|(_, rule, _)| width(rule))
        .max()
        .unwrap_or(0);
    let heads = format!(
        "  {}  {}  {}",
        padded(header[0], first[0]),
        padded(header[1], first[1]),
        header[2]
    );
    writeln!(out, "{}", screen.ink(Ink::Bold, &heads))?;
    for (counts, rule, meaning) in rows {
        let [findings, orders] = &counts;
        let lead = format!(
            "  {findings:>0$}  {orders:>1$}  {2}",
            first[0],
            first[1],
            padded(&rule, rules)
        );
        // On a narrow screen the rule's name says enough.
        let room = screen.width.saturating_sub(width(&lead) + 2);
        if meaning.is_empty() || width(&meaning) > room {
            writeln!(out, "{}", lead.trim_end())?;
        } else {
            writeln!(out, "{lead}  {}", screen.ink(Ink::Dim, &meaning))?;
        }
    }
    if left == 0 {
        return Ok(());
    }
    match screen.lang {
        Lang::Zh => writeln!(out, "  另有 {left} 条规则，次数更少"),
        Lang::En => writeln!(out, "  and {left} rules that spoke less often"),
    }
}
