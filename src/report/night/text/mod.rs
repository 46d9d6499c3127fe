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
use crate::report::screen::{Ink, Screen, width};

pub(super) fn write(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let title = screen.say("备案夜间对账", "Filing reconciliation");
    let began = night.began.format("%Y-%m-%d %H:%M");
    let about = format!("{began}  {}", night.carrier);
    let indent = width(title) + 2;
    let lead = screen.ink(Ink::Bold, title);
    screen.hang(&lead, width(title), indent, Ink::Plain, &about, out)?;
    writeln!(out)?;
    sums::write(night, screen, out)?;
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

/// The colour of a part of the night.
fn ink_of(part: Part) -> Ink {
    match part {
        Part::Refused => Ink::Red,
        Part::HeldBack => Ink::Yellow,
        Part::Pending | Part::Waiting => Ink::Cyan,
        Part::Approved => Ink::Green,
    }
}
