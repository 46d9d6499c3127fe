//! What belongs to no order: unreadable files, rows without a number, answers that wait for a person, what the bureau's
//! lists ask for, where its records differ, and the files that were sent.

use std::io::{self, Write};

use super::super::Night;
use super::heading;
use crate::order::{Lang, Text};
use crate::report::screen::{Ink, Screen, padded, width};

pub(super) fn loose(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if !night.findings.is_empty() {
        let title = screen.say(
            "文件与无订单号的行",
            "files and rows without an order number",
        );
        heading(screen, Ink::Yellow, title, night.findings.len(), out)?;
    }
    for finding in &night.findings {
        screen.hang("", 0, 2, Ink::Bold, &finding.place.to_string(), out)?;
        let message = finding.message.get(screen.lang);
        let remedy = finding.remedy.get(screen.lang);
        let text = match screen.lang {
            Lang::Zh => format!("{message}（{}）", finding.rule),
            Lang::En => format!("{message} ({})", finding.rule),
        };
        screen.hang("", 0, 4, Ink::Plain, &text, out)?;
        if !remedy.is_empty() {
            screen.hang("    → ", 6, 6, Ink::Plain, remedy, out)?;
        }
    }
    if !night.unmatched.is_empty() {
        let title = screen.say("待判定的答复", "answers to be decided");
        heading(screen, Ink::Yellow, title, night.unmatched.len(), out)?;
        lines(&night.unmatched, "beian ledger assign", screen, out)?;
    }
    if !night.tasks.is_empty() {
        let title = screen.say("管局下发的待办", "work that the bureau asks for");
        heading(screen, Ink::Yellow, title, night.tasks.len(), out)?;
        lines(&night.tasks, "beian ledger tasks", screen, out)?;
    }
    if !night.differences.is_empty() {
        let title = screen.say("台账与管局不符", "ledger and bureau differed");
        heading(screen, Ink::Yellow, title, night.differences.len(), out)?;
        lines(
            &night.differences,
            "beian report --format html",
            screen,
            out,
        )?;
    }
    Ok(())
}

/// More lines than this are counted at a terminal.
const LISTED: usize = 200;

/// A list, and the command that shows it whole or deals with it.
fn lines(lines: &[Text], command: &str, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.iter().take(LISTED) {
        screen.hang("  ", 2, 4, Ink::Plain, line.get(screen.lang), out)?;
    }
    let more = match lines.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("+ {more}  "),
    };
    screen.hang("  → ", 4, 4, Ink::Dim, &format!("{more}{command}"), out)
}

pub(super) fn files(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if night.files.is_empty() {
        return Ok(());
    }
    let title = screen.say("文件", "files");
    heading(screen, Ink::Bold, title, night.files.len(), out)?;
    let header = [
        screen.say("文件名", "name"),
        screen.say("管局", "bureau"),
        screen.say("序号", "no."),
        screen.say("订单", "orders"),
        screen.say("已答复", "answered"),
        screen.say("状态", "state"),
    ];
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(night.files.iter().map(|file| {
        [
            file.name.clone(),
            file.bureau.clone(),
            file.sequence
                .map_or_else(|| "—".to_owned(), |sequence| sequence.to_string()),
            file.orders.to_string(),
            file.answered.to_string(),
            file.state.get(screen.lang).to_owned(),
        ]
    }));
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            rows.iter()
                .map(|row| width(&row[column]))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let table = widths.iter().sum::<usize>() + 2 * widths.len();
    if table > screen.width {
        // A narrow screen has each file as a sentence.
        for row in &rows[1..] {
            screen.hang("", 0, 2, Ink::Plain, &row[0], out)?;
            let words: Vec<String> = header[1..]
                .iter()
                .zip(&row[1..])
                .map(|(head, cell)| format!("{head} {cell}"))
                .collect();
            screen.hang("", 0, 4, Ink::Plain, &words.join(" · "), out)?;
        }
        return Ok(());
    }
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| padded(cell, *width))
            .collect();
        let ink = if number == 0 { Ink::Dim } else { Ink::Plain };
        writeln!(out, "  {}", screen.ink(ink, cells.join("  ").trim_end()))?;
    }
    Ok(())
}
