//! The night for a person at a terminal: sums first, then what needs somebody, most urgent first.

use std::io::{self, Write};

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};

use super::line::{Line, Reason};
use super::{Night, URGENCY, part_name, ties_out};
use crate::ledger::Part;
use crate::order::Lang;
use crate::outcome::Totals;

pub(super) fn write(
    night: &Night,
    lang: Lang,
    color: bool,
    width: u16,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { lang, color, width };
    let title = page.say("备案夜间对账", "Filing reconciliation");
    writeln!(
        out,
        "{}  {}  {}",
        page.bold(title),
        night.began.format("%Y-%m-%d %H:%M"),
        night.carrier
    )?;
    writeln!(out)?;
    page.sums(&night.totals(), out)?;
    for part in URGENCY {
        let lines: Vec<Line> = night
            .part(part)
            .map(|outcome| Line::new(outcome, lang))
            .collect();
        if lines.is_empty() {
            continue;
        }
        writeln!(out)?;
        let heading = format!("{} ({})", part_name(part, lang), lines.len());
        writeln!(out, "{}", page.paint(part, &heading))?;
        match part {
            Part::Approved => page.approved(&lines, out)?,
            _ => page.open(&lines, out)?,
        }
    }
    if !night.earlier.is_empty() {
        let heading = page.say("此前上报、今夜有进展", "sent earlier, news tonight");
        writeln!(out)?;
        writeln!(out, "{} ({})", page.bold(heading), night.earlier.len())?;
        let lines: Vec<Line> = night
            .earlier
            .iter()
            .map(|outcome| Line::new(outcome, lang))
            .collect();
        page.open(&lines, out)?;
    }
    page.files(night, out)?;
    page.loose(night, out)
}

struct Page {
    lang: Lang,
    color: bool,
    width: u16,
}

impl Page {
    fn sums(&self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let Totals {
            read,
            held_back,
            waiting,
            sent,
            approved,
            refused,
            pending,
        } = *totals;
        let name = |part| part_name(part, self.lang);
        let (read_name, sent_name) = (self.say("读入", "read"), self.say("上报", "sent"));
        let waiting = if waiting > 0 {
            format!(" + {} {waiting}", name(Part::Waiting))
        } else {
            String::new()
        };
        let verdict = if ties_out(totals) {
            self.say("✓ 数字相符", "✓ the sums agree")
        } else {
            self.say(
                "✗ 数字不符，请运行台账检查",
                "✗ the sums do not agree: check the ledger",
            )
        };
        writeln!(
            out,
            "  {read_name} {read} = {} {held_back}{waiting} + {sent_name} {sent}",
            name(Part::HeldBack)
        )?;
        writeln!(
            out,
            "  {sent_name} {sent} = {} {approved} + {} {refused} + {} {pending}   {verdict}",
            name(Part::Approved),
            name(Part::Refused),
            name(Part::Pending),
        )
    }

    /// Orders that need somebody: one row for each reason, so that nothing is hidden behind the first one.
    fn open(&self, lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.table();
        table.set_header([
            self.say("订单", "order"),
            self.say("状态", "state"),
            self.say("代码", "code"),
            self.say("原因 → 处理", "reason → what to do"),
            self.say("谁处理", "who"),
        ]);
        for line in lines {
            let mut order = format!("{}\n{}", line.order, line.kind);
            if line.overdue {
                order.push_str(self.say("\n已逾期", "\noverdue"));
            }
            let mut reasons: Vec<(String, String)> = line
                .reasons
                .iter()
                .map(|reason| (reason.code.clone(), sentence(reason)))
                .collect();
            for extra in [&line.opinion, &line.note] {
                if !extra.is_empty() {
                    reasons.push((String::new(), extra.clone()));
                }
            }
            if reasons.is_empty() {
                reasons.push((String::new(), line.file.clone()));
            }
            for (row, (code, reason)) in reasons.into_iter().enumerate() {
                let first = |text: &str| {
                    if row == 0 {
                        text.to_owned()
                    } else {
                        String::new()
                    }
                };
                table.add_row([
                    first(&order),
                    first(line.state),
                    code,
                    reason,
                    first(line.who),
                ]);
            }
        }
        writeln!(out, "{table}")
    }

    fn approved(&self, lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.table();
        table.set_header([
            self.say("订单", "order"),
            self.say("类型", "kind"),
            self.say("状态", "state"),
            self.say("备案号", "filing number"),
        ]);
        for line in lines {
            table.add_row([&line.order, line.kind, line.state, &line.filing_number]);
        }
        writeln!(out, "{table}")
    }

    fn files(&self, night: &Night, out: &mut dyn Write) -> io::Result<()> {
        if night.files.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        writeln!(out, "{}", self.bold(self.say("文件", "files")))?;
        let mut table = self.table();
        table.set_header([
            self.say("文件名", "name"),
            self.say("管局", "bureau"),
            self.say("序号", "sequence"),
            self.say("订单", "orders"),
            self.say("已答复", "answered"),
            self.say("状态", "state"),
        ]);
        for file in &night.files {
            table.add_row([
                file.name.clone(),
                file.bureau.clone(),
                file.sequence
                    .map(|sequence| sequence.to_string())
                    .unwrap_or_default(),
                file.orders.to_string(),
                file.answered.to_string(),
                file.state.get(self.lang).to_owned(),
            ]);
        }
        writeln!(out, "{table}")
    }

    /// What belongs to no order: unreadable files, rows without a number, answers that nobody can be matched to.
    fn loose(&self, night: &Night, out: &mut dyn Write) -> io::Result<()> {
        if !night.findings.is_empty() {
            writeln!(out)?;
            writeln!(
                out,
                "{}",
                self.bold(self.say(
                    "文件与无订单号的行",
                    "files and rows without an order number"
                ))
            )?;
        }
        for finding in &night.findings {
            writeln!(
                out,
                "  {}  {}  {}",
                finding.place,
                finding.rule,
                finding.message.get(self.lang)
            )?;
        }
        if !night.unmatched.is_empty() {
            writeln!(out)?;
            writeln!(
                out,
                "{}",
                self.bold(self.say("未匹配的答复", "unmatched answers"))
            )?;
        }
        for answer in &night.unmatched {
            writeln!(out, "  {}", answer.get(self.lang))?;
        }
        Ok(())
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.width);
        if !self.color {
            table.force_no_tty();
        }
        table
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn bold(&self, text: &str) -> String {
        if self.color {
            format!("\x1b[1m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn paint(&self, part: Part, text: &str) -> String {
        let code = match part {
            Part::Refused => 31,
            Part::HeldBack => 33,
            Part::Pending | Part::Waiting => 36,
            Part::Approved => 32,
        };
        if self.color {
            format!("\x1b[1;{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

fn sentence(reason: &Reason) -> String {
    let place = if reason.place.is_empty() {
        String::new()
    } else {
        format!("{}  ", reason.place)
    };
    let remedy = if reason.remedy.is_empty() {
        String::new()
    } else {
        format!(" → {}", reason.remedy)
    };
    format!("{place}{}{remedy}", reason.message)
}
