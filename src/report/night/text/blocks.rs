//! Orders as blocks: a head line with number, kind, state and whose turn it is, and below it every reason with what to
//! do, so that nothing hides behind the first one. Where the same is to be said of several it is said once, and their
//! numbers stand in columns.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use super::super::line::{Line, Reason};
use super::{hint, ink_of};
use crate::report::screen::{Ink, Screen, padded, width};

/// To so many orders what is the same for all is said once.
const ALIKE: usize = 3;

/// More orders of one kind than this are counted; the other forms of the report name each.
const NAMED: usize = 120;

pub(super) fn write(lines: &[Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let codes = lines.iter().flat_map(|line| &line.reasons);
    let column = codes.map(|reason| width(&reason.code)).max().unwrap_or(0);
    let (speaking, silent): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|line| line.has_reasons());
    for group in alike(speaking) {
        let heads = match group.as_slice() {
            many if many.len() >= ALIKE => vec![many],
            few => few.chunks(1).collect(),
        };
        for lines in heads {
            match lines {
                [line] => head(line, screen, out)?,
                lines => head_of_many(lines, screen, out)?,
            }
            for reason in &lines[0].reasons {
                let code = screen.ink(ink_of(lines[0].part), &padded(&reason.code, column));
                let lead = format!("    {code}");
                sentence(&lead, 4 + column, 6 + column, reason, screen, out)?;
            }
            remarks(lines[0], screen, out)?;
            if lines.len() > 1 {
                numbers(lines, screen, out)?;
            }
        }
    }
    let mut groups: BTreeMap<_, Vec<&Line<'_>>> = BTreeMap::new();
    for line in silent {
        let key = (line.state, line.kind, line.turn);
        groups.entry(key).or_default().push(line);
    }
    for lines in groups.values() {
        head_of_many(lines, screen, out)?;
        numbers(lines, screen, out)?;
    }
    Ok(())
}

/// Orders of which the very same is to be said, each group where its first order stands.
fn alike<'l, 'o>(lines: Vec<&'l Line<'o>>) -> Vec<Vec<&'l Line<'o>>> {
    let mut groups: Vec<Vec<&Line<'_>>> = Vec::new();
    let mut places = HashMap::new();
    for line in lines {
        let reasons = line.reasons.iter().map(|reason| {
            let Reason {
                code,
                place,
                message,
                remedy,
            } = reason;
            (code, place, &message.en, &remedy.en)
        });
        let said = (
            (line.state, line.kind, line.turn),
            reasons.collect::<Vec<_>>(),
            line.opinion.as_ref().map(|opinion| &opinion.en),
            line.note.map(|note| &note.en),
        );
        let place = *places.entry(said).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups
}

/// Kind, state, whose turn it is, and how many there are.
fn head_of_many(lines: &[&Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Some(line) = lines.first() else {
        return Ok(());
    };
    let (state, turn) = (line.state.name(screen.lang), line.turn.named(screen.lang));
    let kind = line.kind_name(screen.lang);
    let text = format!("{}  {state} → {turn}  ({})", kind, lines.len());
    screen.hang("", 0, 2, Ink::Bold, &text, out)
}

/// The numbers of orders with what each has for itself, in columns.
fn numbers(lines: &[&Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let texts = lines.iter().take(NAMED).map(|line| {
        let mut text = line.order.to_owned();
        if !line.filing_number.is_empty() {
            text = format!("{text} {}", line.filing_number);
        }
        if let Some(due) = line.due {
            let word = match line.overdue {
                true => screen.say("已逾期", "overdue"),
                false => screen.say("期限", "due"),
            };
            text = format!("{text} {word} {due}");
        }
        text
    });
    screen.columns(&texts.collect::<Vec<_>>(), 4, out)?;
    match lines.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => {
            let text = format!("+ {more}  {}", hint(screen));
            screen.hang("", 0, 4, Ink::Dim, &text, out)
        }
    }
}

/// Number, kind, state, whose turn it is and until when.
fn head(line: &Line<'_>, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut words = vec![
        line.kind_name(screen.lang).to_owned(),
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
