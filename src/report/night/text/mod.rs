//! The night for a person at a terminal: the sums, then what needs somebody, most urgent first, then the rest, and the
//! sums once more where the eye is when the screen has stopped scrolling.

mod approved;
mod blocks;
mod held_back;
mod rest;
mod sums;

use std::io::{self, Write};

use super::line::Line;
use super::{Night, URGENCY, part_name};
use crate::ledger::Part;
use crate::order::Lang;
use crate::report::screen::{Ink, Screen, width};

pub(super) fn write(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let title = screen.say("备案夜间对账", "Filing reconciliation");
    let began = night.began.format("%Y-%m-%d %H:%M");
    let mut about = format!("{began}  {}", night.carrier);
    if night.as_of.date_naive() != night.began.date_naive() {
        let as_of = night.as_of.format("%Y-%m-%d %H:%M");
        about += &match screen.lang {
            Lang::Zh => format!("（截至 {as_of}）"),
            Lang::En => format!(" (as of {as_of})"),
        };
    }
    let indent = width(title) + 2;
    let lead = screen.ink(Ink::Bold, title);
    screen.hang(&lead, width(title), indent, Ink::Plain, &about, out)?;
    writeln!(out)?;
    sums::write(night, screen, out)?;
    for remark in &night.remarks {
        screen.hang("  ! ", 4, 4, Ink::Yellow, remark.get(screen.lang), out)?;
    }
    for part in URGENCY {
        let lines: Vec<Line<'_>> = night.part(part).map(Line::new).collect();
        if !lines.is_empty() {
            heading(
                screen,
                ink_of(part),
                part_name(part, screen.lang),
                lines.len(),
                out,
            )?;
            match part {
                Part::HeldBack => held_back::write(&lines, screen, out)?,
                Part::Approved => approved::write(&lines, screen, out)?,
                Part::Refused | Part::Pending | Part::Waiting => {
                    blocks::write(&lines, screen, out)?;
                }
            }
        }
        if part == Part::HeldBack {
            rest::loose(night, screen, out)?;
            overdue(night, screen, out)?;
        }
    }
    if !night.earlier.is_empty() {
        let title = screen.say("此前上报、今夜有进展", "sent earlier, news tonight");
        heading(screen, Ink::Bold, title, night.earlier.len(), out)?;
        let lines: Vec<Line<'_>> = night.earlier.iter().map(Line::new).collect();
        blocks::write(&lines, screen, out)?;
    }
    rest::files(night, screen, out)?;
    writeln!(out, "\n{}", "─".repeat(screen.width))?;
    sums::write(night, screen, out)
}

/// Orders of earlier nights that nobody answered in time.
fn overdue(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if night.overdue.is_empty() {
        return Ok(());
    }
    let title = screen.say("此前上报、已逾期", "sent earlier, overdue");
    heading(screen, Ink::Red, title, night.overdue.len(), out)?;
    let lines: Vec<Line<'_>> = night.overdue.iter().map(Line::new).collect();
    blocks::write(&lines, screen, out)
}

/// A title with a count, ruled to the right edge.
fn heading(
    screen: &Screen,
    ink: Ink,
    title: &str,
    count: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("{title} {count} ");
    let rule = "─".repeat(screen.width.saturating_sub(width(&title)));
    writeln!(
        out,
        "\n{}{}",
        screen.ink(ink, &title),
        screen.ink(Ink::Dim, &rule)
    )
}

/// Where the orders stand that are only counted here.
fn hint(screen: &Screen) -> &'static str {
    screen.say(
        "逐个列出：beian report --format csv 或 html",
        "each of them: beian report --format csv or html",
    )
}

/// The colour of a part of the night.
fn ink_of(part: Part) -> Ink {
    match part {
        Part::Refused => Ink::Red,
        Part::HeldBack => Ink::Yellow,
        Part::Pending | Part::Waiting => Ink::Cyan,
        Part::Approved => Ink::Green,
    }
}
