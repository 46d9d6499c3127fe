//! Orders as blocks: a head line with number, kind, state and whose turn it is, and below it every reason with what to
//! do, so that nothing hides behind the first one. Orders about which there is nothing more to say stand in columns.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::line::{Line, Reason};
use super::ink_of;
use crate::report::screen::{Ink, Screen, padded, width};

pub(super) fn write(lines: &[Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let codes = lines.iter().flat_map(|line| &line.reasons);
    let column = codes.map(|reason| width(&reason.code)).max().unwrap_or(0);
    let (speaking, silent): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|line| line.has_reasons());
    for line in speaking {
        head(line, screen, out)?;
        for reason in &line.reasons {
            let code = screen.ink(ink_of(line.part), &padded(&reason.code, column));
            sentence(
                &format!("    {code}"),
                4 + column,
                6 + column,
                reason,
                screen,
                out,
            )?;
        }
        remarks(line, screen, out)?;
    }
    in_columns(&silent, screen, out)
}

/// Number, kind, state, whose turn it is and until when.
fn head(line: &Line<'_>, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut words = vec![
        line.kind.to_owned(),
        line.state.name(screen.lang).to_owned(),
    ];
    words.push(format!("→ {}", line.turn.named(screen.lang)));
    if !line.filing_number.is_empty() {
        words.push(line.filing_number.to_owned());
    }
    if let Some(earliest) = line.earliest.filter(|_| !line.overdue) {
        words.push(format!("{} {earliest}", screen.say("最早", "not before")));
    }
    if let Some(due) = line.due {
        let word = if line.overdue {
            screen.say("已逾期", "overdue since")
        } else {
            screen.say("期限", "due")
        };
        words.push(format!("{word} {due}"));
    }
    words.retain(|word| !word.is_empty());
    let ink = if line.overdue { Ink::Red } else { Ink::Plain };
    let lead = format!("  {}", screen.ink(Ink::Bold, line.order));
    let lead_width = 2 + width(line.order);
    screen.hang(
        &lead,
        lead_width,
        lead_width + 2,
        ink,
        &words.join("  "),
        out,
    )
}

/// What the auditors wrote, and why the order waits.
pub(super) fn remarks(line: &Line<'_>, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if let Some(opinion) = &line.opinion {
        let lead = screen.say("意见：", "opinion: ");
        let text = format!("{lead}{}", opinion.get(screen.lang));
        screen.hang("", 0, 4, Ink::Plain, &text, out)?;
    }
    if let Some(note) = line.note {
        let lead = screen.say("说明：", "note: ");
        let text = format!("{lead}{}", note.get(screen.lang));
        screen.hang("", 0, 4, Ink::Plain, &text, out)?;
    }
    Ok(())
}

/// A reason behind its `lead`.
pub(super) fn sentence(
    lead: &str,
    lead_width: usize,
    indent: usize,
    reason: &Reason<'_>,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let message = reason.message.get(screen.lang);
    let remedy = reason.remedy.get(screen.lang);
    screen.advise(lead, lead_width, indent, message, remedy, out)
}

/// Orders that are only waited for: by state and kind.
fn in_columns(lines: &[&Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for line in lines {
        let mut text = line.order.to_owned();
        if !line.filing_number.is_empty() {
            text = format!("{text} {}", line.filing_number);
        }
        if let Some(due) = line.due {
            let word = if line.overdue {
                screen.say("已逾期", "overdue")
            } else {
                screen.say("期限", "due")
            };
            text = format!("{text} {word} {due}");
        }
        groups
            .entry((line.state, line.kind, line.turn))
            .or_default()
            .push(text);
    }
    for ((state, kind, turn), texts) in groups {
        let (state, turn) = (state.name(screen.lang), turn.named(screen.lang));
        writeln!(out, "  {kind}  {state} → {turn}  ({})", texts.len())?;
        screen.columns(&texts, 4, out)?;
    }
    Ok(())
}
