//! Findings for a person at a terminal: order by order and cell by cell, each finding with its reason and what to do; and
//! when there are many, how often each rule spoke.

use std::io::{self, Write};

use super::totals;
use super::{Group, Style, severity_word, shown_value};
use crate::order::{Finding, Lang, Place, Severity};
use crate::report::screen::{Ink, Screen, width};

/// Longer values are cut: they are there to be recognised.
const LONGEST_VALUE: usize = 40;
/// From this many findings on, the rules are counted at the end.
const MANY: usize = 50;

pub(super) fn write(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let screen = style.screen();
    let shown: Vec<&Group<'_>> = groups
        .iter()
        .filter(|group| !group.findings.is_empty())
        .collect();
    for (number, group) in shown.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        write_group(group, style, &screen, out)?;
    }
    if shown
        .iter()
        .map(|group| group.findings.len())
        .sum::<usize>()
        >= MANY
    {
        writeln!(out)?;
        totals::write(&shown, &screen, out)?;
    }
    Ok(())
}

fn write_group(
    group: &Group<'_>,
    style: Style,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = match group.order {
        Some(order) => format!("{} {order}", screen.say("订单", "order")),
        None => screen
            .say(
                "文件与无订单号的行",
                "files and rows without an order number",
            )
            .to_owned(),
    };
    let lead = screen.ink(Ink::Bold, &title);
    // The findings of an order lie in one file, as a rule: it is named once.
    let file = match (group.order, group.findings.first()) {
        (Some(_), Some(first)) => &*first.place.file,
        _ => "",
    };
    let what = format!("{}  {file}", group.kind);
    let lead_width = width(&title);
    match what.trim() {
        "" => writeln!(out, "{lead}")?,
        what => screen.hang(&lead, lead_width, lead_width + 2, Ink::Plain, what, out)?,
    }
    for findings in by_cell(group.findings) {
        let value = findings
            .iter()
            .find_map(|finding| shown_value(finding, style));
        let field = &findings[0].field;
        let mut words = vec![address(&findings[0].place, file)];
        words.push(match (field.is_empty(), value) {
            (true, _) => String::new(),
            (false, Some(value)) => format!("{field} = {}", shortened(&value)),
            (false, None) => field.to_string(),
        });
        words.retain(|word| !word.is_empty());
        if !words.is_empty() {
            screen.hang("", 0, 2, Ink::Bold, &words.join("  "), out)?;
        }
        for finding in findings {
            write_finding(finding, screen, out)?;
        }
    }
    Ok(())
}

/// The findings of each cell together, cells in the order of their first finding.
fn by_cell(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut cells: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let cell = cells
            .iter_mut()
            .find(|cell| cell[0].place == finding.place && cell[0].field == finding.field);
        match cell {
            Some(cell) => cell.push(finding),
            None => cells.push(vec![finding]),
        }
    }
    cells
}

/// The cell within `file`, or the whole place when it is in another one.
fn address(place: &Place, file: &str) -> String {
    match &place.sheet {
        _ if &*place.file != file => place.to_string(),
        Some(sheet) => format!("{sheet}!{}", place.spot),
        None => place.cell(),
    }
}

fn write_finding(finding: &Finding, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let (word, ink) = severity(finding.severity, screen.lang);
    let code = finding.code.map(|code| format!(" [{code}]"));
    let rule = format!("{}{}", finding.rule, code.unwrap_or_default());
    let lead = format!("    {}  {rule}", screen.ink(ink, word));
    let lead_width = 4 + width(word) + 2 + width(&rule);
    screen.advise(
        &lead,
        lead_width,
        8,
        finding.message.get(screen.lang),
        finding.remedy.get(screen.lang),
        out,
    )
}

/// How a severity is called and painted.
fn severity(severity: Severity, lang: Lang) -> (&'static str, Ink) {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => ("错误", Ink::Red),
        (Severity::Warning, Lang::Zh) => ("警告", Ink::Yellow),
        (Severity::Info, Lang::Zh) => ("提示", Ink::Cyan),
        (Severity::Error, Lang::En) => (severity_word(severity), Ink::Red),
        (Severity::Warning, Lang::En) => (severity_word(severity), Ink::Yellow),
        (Severity::Info, Lang::En) => (severity_word(severity), Ink::Cyan),
    }
}

/// The first line of a value, and not too much of it.
fn shortened(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    if line.chars().count() > LONGEST_VALUE || line.len() < value.trim_end().len() {
        format!("{}…", line.chars().take(LONGEST_VALUE).collect::<String>())
    } else {
        line.to_owned()
    }
}
