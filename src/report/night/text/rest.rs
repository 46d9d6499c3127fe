//! What belongs to no order: unreadable files, rows without a number, answers that wait for a person, what the bureau's
//! lists ask for, where its records differ, and the files that were sent.

use std::io::{self, Write};

use super::super::{DifferenceLine, KeptLine, Night, RecordLine, RetentionLine, TaskLine, beside};
use super::heading;
use crate::ledger::TaskList;
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
    let of_bureau = |task: &&TaskLine| task.list == TaskList::CancelledByBureau;
    let (cancelled, asked): (Vec<&TaskLine>, Vec<&TaskLine>) =
        night.tasks.iter().partition(of_bureau);
    let lists: [(&str, &str, Vec<Text>); 5] = [
        (
            screen.say("待判定的答复", "answers to be decided"),
            "beian ledger assign",
            night.unmatched.iter().map(KeptLine::text).collect(),
        ),
        (
            screen.say("管局主动注销", "cancelled by the bureau on its own"),
            "beian ledger tasks",
            cancelled.into_iter().map(TaskLine::text).collect(),
        ),
        (
            screen.say("管局下发的待办", "work that the bureau asks for"),
            "beian ledger tasks",
            asked.into_iter().map(TaskLine::text).collect(),
        ),
        (
            screen.say("台账与管局不符", "ledger and bureau differed"),
            "beian report --format html",
            night.differences.iter().map(DifferenceLine::text).collect(),
        ),
        (
            screen.say("需处理的备案", "filings to look after"),
            "beian ledger lookup",
            night.records.iter().map(RecordLine::text).collect(),
        ),
    ];
    for (title, command, texts) in lists {
        if !texts.is_empty() {
            heading(screen, Ink::Yellow, title, texts.len(), out)?;
            lines(&texts, command, screen, out)?;
        }
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

/// The files, the sequence numbers, and what need not be kept any more.
pub(super) fn files(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if !night.files.is_empty() {
        let title = screen.say("文件", "files");
        heading(screen, Ink::Bold, title, night.files.len(), out)?;
        table(night, screen, out)?;
    }
    for file in night.files.iter().filter(|file| file.is_taken()) {
        if !file.missing.is_empty() {
            let lead = screen.say("缺答复：", "unanswered: ");
            let mut named: Vec<&str> = file.missing.iter().map(String::as_str).collect();
            named.truncate(NAMED);
            let more = match file.missing.len() - named.len() {
                0 => String::new(),
                more => format!(" + {more}"),
            };
            let text = format!("{} {lead}{}{more}", file.name, named.join(" "));
            screen.hang("", 0, 2, Ink::Plain, &text, out)?;
        }
    }
    if !night.sequences.is_empty() {
        let title = screen.say("上报序号", "sequence numbers");
        heading(screen, Ink::Bold, title, night.sequences.len(), out)?;
    }
    for health in &night.sequences {
        let ink = match beside::sequence_is_sound(health) {
            true => Ink::Plain,
            false => Ink::Red,
        };
        let text = beside::sequence_text(health);
        screen.hang("", 0, 2, ink, text.get(screen.lang), out)?;
    }
    if !night.retention.is_empty() {
        let title = screen.say("留存到期", "retention ends");
        heading(screen, Ink::Bold, title, night.retention.len(), out)?;
        let texts: Vec<Text> = night.retention.iter().map(RetentionLine::text).collect();
        lines(&texts, "beian archive prune", screen, out)?;
    }
    Ok(())
}

/// So many orders are named behind a file.
const NAMED: usize = 20;

fn table(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        screen.say("文件名", "name"),
        screen.say("管局", "bureau"),
        screen.say("序号", "no."),
        screen.say("订单", "orders"),
        screen.say("已答复", "answered"),
        screen.say("状态", "state"),
        screen.say("答复", "answers"),
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
            file.state.name(screen.lang).to_owned(),
            file.verdict().get(screen.lang).to_owned(),
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
