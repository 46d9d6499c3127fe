//! What belongs to no order: unreadable files, rows without a number, answers that nobody can be matched to, and the
//! files that were sent.

use std::io::{self, Write};

use super::super::Night;
use super::heading;
use crate::order::Lang;
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
        let title = screen.say("未匹配的答复", "unmatched answers");
        heading(screen, Ink::Yellow, title, night.unmatched.len(), out)?;
    }
    for answer in &night.unmatched {
        screen.hang("  ", 2, 4, Ink::Plain, answer.get(screen.lang), out)?;
    }
    Ok(())
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
