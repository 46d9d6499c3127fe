//! The sums of the night, that they agree, and who has to do something about how many orders.

use std::io::{self, Write};

use super::super::line::Line;
use super::super::{Night, Tie, beside, part_name};
use crate::ledger::Part;
use crate::order::Lang;
use crate::outcome::Totals;
use crate::outcome::Turn;
use crate::report::screen::{Ink, Screen, width};

pub(super) fn write(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let totals = night.totals();
    let Totals {
        read,
        held_back,
        waiting,
        sent,
        approved,
        refused,
        pending,
    } = totals;
    let name = |part| part_name(part, screen.lang);
    let (read_name, sent_name) = (screen.say("读入", "read"), screen.say("上报", "sent"));
    let waiting = match waiting {
        0 => String::new(),
        waiting => format!(" + {} {waiting}", name(Part::Waiting)),
    };
    writeln!(
        out,
        "  {read_name} {read} = {} {held_back}{waiting} + {sent_name} {sent}",
        name(Part::HeldBack)
    )?;
    let parts = format!(
        "  {sent_name} {sent} = {} {approved} + {} {refused} + {} {pending}",
        name(Part::Approved),
        name(Part::Refused),
        name(Part::Pending),
    );
    let ties = night.ties();
    let broken: Vec<&Tie> = ties.iter().filter(|tie| !tie.holds).collect();
    let (ink, verdict) = if broken.is_empty() {
        let verdict = match screen.lang {
            Lang::Zh => format!("✓ 数字相符（核对 {} 项）", ties.len()),
            Lang::En => format!("✓ the sums agree ({} checked)", ties.len()),
        };
        (Ink::Green, verdict)
    } else {
        let verdict = screen.say(
            "✗ 数字不符，请检查台账：beian ledger check",
            "✗ the sums do not agree: beian ledger check",
        );
        (Ink::Red, verdict.to_owned())
    };
    let between = if width(&parts) + 3 + width(&verdict) <= screen.width {
        "   "
    } else {
        "\n  "
    };
    writeln!(out, "{parts}{between}{}", screen.ink(ink, &verdict))?;
    for tie in broken {
        let text = tie.text.get(screen.lang);
        screen.hang("  ✗ ", 4, 4, Ink::Red, text, out)?;
    }
    turns(night, screen, out)
}

/// Who has to act on how many orders, and what else waits for a person.
fn turns(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line<'_>> = night.outcomes.iter().map(Line::new).collect();
    let mut words: Vec<String> = Turn::ALL
        .into_iter()
        .filter(|turn| *turn != Turn::Nobody)
        .map(|turn| (turn, lines.iter().filter(|line| line.turn == turn).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(turn, count)| format!("{} {count}", turn.named(screen.lang)))
        .collect();
    if words.is_empty() {
        words.push(screen.say("无人", "nobody").to_owned());
    }
    let lead = screen.say("待处理：", "to act: ");
    screen.hang(
        "",
        0,
        2,
        Ink::Plain,
        &format!("{lead}{}", words.join(" · ")),
        out,
    )?;
    let overdue = lines.iter().filter(|line| line.overdue).count();
    let incomplete = { night.files.iter() }.filter(|file| file.is_taken() && !file.is_complete());
    let unsound = { night.sequences.iter() }.filter(|health| !beside::sequence_is_sound(health));
    let removable = { night.retention.iter() }.filter(|file| file.is_removable());
    let more = [
        (overdue, screen.say("已逾期", "overdue")),
        (
            night.overdue.len(),
            screen.say("此前已逾期", "overdue since earlier nights"),
        ),
        (
            night.sms.len(),
            screen.say("待短信核验", "awaiting an SMS verification"),
        ),
        (
            night.findings.len(),
            screen.say(
                "文件与无订单号的行",
                "files and rows without an order number",
            ),
        ),
        (
            night.unmatched.len(),
            screen.say("待判定的答复", "answers to be decided"),
        ),
        (
            incomplete.count(),
            screen.say("答复未齐的文件", "files not answered completely"),
        ),
        (
            unsound.count(),
            screen.say("序号异常的管局", "bureaus whose numbers are not in order"),
        ),
        (
            night.tasks.len(),
            screen.say("管局下发的待办", "work that the bureau asks for"),
        ),
        (
            night.differences.len(),
            screen.say("台账与管局不符", "ledger and bureau differed"),
        ),
        (
            night.records.len(),
            screen.say("需处理的备案", "filings to look after"),
        ),
        (
            removable.count(),
            screen.say("可删除的留存文件", "retained files that may go"),
        ),
    ];
    let more: Vec<String> = more
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what} {count}"))
        .collect();
    if more.is_empty() {
        return Ok(());
    }
    let lead = screen.say("另有：", "also: ");
    screen.hang(
        "",
        0,
        2,
        Ink::Plain,
        &format!("{lead}{}", more.join(" · ")),
        out,
    )
}
