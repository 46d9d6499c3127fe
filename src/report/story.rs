//! The story of one order: what happened to it, in the order in which it happened, where it stands now and who acts next.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::discreet;
use super::findings::Style;
use super::night::{Line, order_json};
use super::screen::{Ink, Screen, padded, width};
use crate::codes::Codes;
use crate::ledger::{CodeRecord, Event, Happened, OpinionRecord};
use crate::order::{Lang, Text};
use crate::outcome::{Opinion, Outcome};

/// One order and what happened to it.
#[derive(Clone, Debug)]
pub struct Story {
    /// Where it stands.
    pub outcome: Outcome,
    /// What happened, oldest first.
    pub events: Vec<Event>,
}

/// An event in words.
struct Told {
    /// The stable name of what happened.
    id: &'static str,
    /// What happened, in a word or two.
    head: Text,
    /// The rest.
    text: Text,
}

impl Story {
    /// A story in which what words tell about a person is hidden, unless it is asked for.
    pub fn new(mut outcome: Outcome, mut events: Vec<Event>, unmask: bool) -> Self {
        if !unmask {
            discreet::outcome(&mut outcome);
            for event in &mut events {
                discreet::event(&mut event.what);
            }
        }
        Self { outcome, events }
    }

    /// Writes the story for a person at a terminal.
    pub fn text(&self, codes: &Codes, style: Style, out: &mut dyn Write) -> io::Result<()> {
        let screen = style.screen();
        self.head(&screen, out)?;
        let mut attempt = 0;
        let told: Vec<(&Event, Told)> = { self.events.iter() }
            .map(|event| (event, tell(event, codes)))
            .collect();
        let heads = told
            .iter()
            .map(|(_, told)| width(told.head.get(screen.lang)));
        let column = heads.max().unwrap_or(0);
        for (event, told) in &told {
            if event.attempt != attempt {
                attempt = event.attempt;
                let title = match screen.lang {
                    Lang::Zh => format!("第 {attempt} 次"),
                    Lang::En => format!("attempt {attempt}"),
                };
                writeln!(out, "\n{}", screen.ink(Ink::Bold, &title))?;
            }
            let at = event.at.format("%Y-%m-%d %H:%M").to_string();
            let lead = format!("  {}  {}", at, padded(told.head.get(screen.lang), column));
            let start = 2 + width(&at) + 2 + column + 2;
            let text = told.text.get(screen.lang);
            screen.hang(&lead, start - 2, start, Ink::Plain, text, out)?;
        }
        self.now(&screen, out)
    }

    /// Number, kind, state, filing number; the file and where it came from.
    fn head(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let line = Line::new(&self.outcome);
        let mut words = vec![
            line.kind_name(screen.lang).to_owned(),
            line.state.name(screen.lang).to_owned(),
        ];
        if let Some(step) = line.state.step() {
            let step = step.name();
            words.push(screen.within(step.get(screen.lang)));
        }
        words.push(line.filing_number.to_owned());
        words.retain(|word| !word.is_empty());
        let lead = screen.ink(Ink::Bold, line.order);
        let start = width(line.order) + 2;
        screen.hang(&lead, start - 2, start, Ink::Plain, &words.join("  "), out)?;
        for ids in &self.outcome.latest.ids {
            let id = |name: &str, id: Option<u64>| id.map(|id| format!("{name} {id}"));
            let parts = [
                id(screen.say("接入商Id", "own id"), ids.own),
                id(screen.say("管局Id", "bureau's id"), ids.bureau),
                ids.filing_number.clone(),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let text = format!(
                "{}  {}",
                ids.object.name().get(screen.lang),
                parts.join("  ")
            );
            screen.hang("", 0, 2, Ink::Dim, &text, out)?;
        }
        Ok(())
    }

    /// Where it stands, what to do, who acts and until when.
    fn now(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let line = Line::new(&self.outcome);
        let title = screen.say("下一步", "next");
        writeln!(out, "\n{}", screen.ink(Ink::Bold, title))?;
        let mut words = vec![line.turn.named(screen.lang)];
        if let Some(earliest) = self.outcome.latest.earliest {
            words.push(format!("{} {earliest}", screen.say("最早", "not before")));
        }
        if let Some(due) = line.due {
            let word = match line.overdue {
                true => screen.say("已逾期", "overdue since"),
                false => screen.say("期限", "due"),
            };
            words.push(format!("{word} {due}"));
        }
        let ink = if line.overdue { Ink::Red } else { Ink::Plain };
        screen.hang("", 0, 2, ink, &words.join("  "), out)?;
        for reason in &line.reasons {
            let place = reason.place.map(|place| format!("{place} "));
            let lead = format!("  {}{}", place.unwrap_or_default(), reason.code);
            let message = reason.message.get(screen.lang);
            let remedy = reason.remedy.get(screen.lang);
            screen.advise(&lead, width(&lead), 4, message, remedy, out)?;
        }
        if let Some(note) = line.note {
            screen.hang("", 0, 2, Ink::Plain, note.get(screen.lang), out)?;
        }
        Ok(())
    }

    /// One line for a list of several orders.
    pub fn line(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let line = Line::new(&self.outcome);
        let mut words = vec![
            line.kind_name(screen.lang).to_owned(),
            line.state.name(screen.lang).to_owned(),
            format!("→ {}", line.turn.named(screen.lang)),
            line.filing_number.to_owned(),
        ];
        words.extend(
            line.due
                .map(|due| format!("{} {due}", screen.say("期限", "due"))),
        );
        words.retain(|word| !word.is_empty());
        let lead = screen.ink(Ink::Bold, line.order);
        let start = width(line.order) + 2;
        screen.hang(&lead, start - 2, start, Ink::Plain, &words.join("  "), out)
    }

    /// The order as one JSON object: its outcome, and what happened.
    pub fn json(&self, codes: &Codes, lang: Lang) -> Value {
        let mut line = order_json(&self.outcome, lang);
        let events = { self.events.iter() }.map(|event| {
            let told = tell(event, codes);
            let mut one = json!({
                "at": event.at.to_rfc3339(),
                "attempt": event.attempt,
                "event": told.id,
                "text": told.text.get(lang),
            });
            match &event.what {
                Happened::Moved { state, .. } => one["state"] = json!(state),
                Happened::Packed { file, bureau, .. } => {
                    one["file"] = json!(file);
                    one["bureau"] = json!(bureau);
                }
                Happened::Taken {
                    file,
                    bureau,
                    sequence,
                }
                | Happened::Sending {
                    file,
                    bureau,
                    sequence,
                    ..
                } => {
                    one["file"] = json!(file);
                    one["bureau"] = json!(bureau);
                    one["sequence"] = json!(sequence);
                }
                Happened::Answered {
                    download, codes, ..
                } => {
                    one["file"] = json!(download);
                    let codes: Vec<u32> = codes.iter().map(|code| code.code).collect();
                    one["codes"] = json!(codes);
                }
                Happened::Read { .. } | Happened::Decided(_) => {}
            }
            one
        });
        line["events"] = Value::Array(events.collect());
        line
    }
}

fn tell(event: &Event, codes: &Codes) -> Told {
    let told = |id, zh: &'static str, en: &'static str, text| Told {
        id,
        head: Text::new(zh, en),
        text,
    };
    let same = |text: String| Text::new(text.clone(), text);
    match &event.what {
        Happened::Read { kind, place } => {
            let text = |lang| {
                let kind = kind.map_or("", |kind| kind.named(lang));
                format!("{place}  {kind}")
            };
            let text = Text::new(text(Lang::Zh), text(Lang::En));
            told("read", "读入", "read", text)
        }
        Happened::Moved { state, note } => {
            let name = |lang| state.name(lang);
            let text = match note {
                Some(note) => Text::new(
                    format!("{}：{}", name(Lang::Zh), note.zh),
                    format!("{}: {}", name(Lang::En), note.en),
                ),
                None => Text::new(name(Lang::Zh), name(Lang::En)),
            };
            told("state", "状态", "state", text)
        }
        Happened::Packed { file, bureau, said } => {
            let said = said.as_ref().map(|said| format!("  {said}"));
            let text = format!("{file}  {bureau}{}", said.unwrap_or_default());
            told("built", "打包", "packed", same(text))
        }
        Happened::Sending {
            file,
            bureau,
            sequence,
            state,
        } => {
            let number = sequence.map_or_else(String::new, |sequence| format!(" #{sequence}"));
            let text = |lang| format!("{file}  {bureau}{number}  {}", state.name(lang));
            let text = Text::new(text(Lang::Zh), text(Lang::En));
            told("sending", "上报", "sent", text)
        }
        Happened::Taken {
            file,
            bureau,
            sequence,
        } => {
            let number = sequence.map_or_else(String::new, |sequence| format!(" #{sequence}"));
            let text = Text::new(
                format!("{bureau}{number} 已受理  {file}"),
                format!("{bureau}{number} took {file}"),
            );
            told("taken", "上报", "sent", text)
        }
        Happened::Answered {
            download,
            codes: found,
            opinions,
        } => {
            let text = |lang| {
                let codes = found.iter().map(|code| code_text(code, codes, lang));
                let opinions = opinions.iter().map(|record| opinion_text(record, lang));
                let parts: Vec<String> = codes.chain(opinions).collect();
                match lang {
                    Lang::Zh => format!("{}  （{download}）", parts.join("；")),
                    Lang::En => format!("{}  ({download})", parts.join("; ")),
                }
            };
            let text = Text::new(text(Lang::Zh), text(Lang::En));
            told("answer", "答复", "answer", text)
        }
        Happened::Decided(decision) => {
            let (action, reason) = (decision.action.name(), &decision.reason);
            let text = Text::new(
                format!("{}：{reason}", action.zh),
                format!("{}: {reason}", action.en),
            );
            told("decision", "人工", "by hand", text)
        }
    }
}

fn code_text(record: &CodeRecord, codes: &Codes, lang: Lang) -> String {
    let known = codes.results().get(record.code);
    let message = known.map_or("", |code| code.message.get(lang));
    let detail = match record.detail.as_str() {
        detail if detail.is_empty() || message.contains(detail) => String::new(),
        detail => format!(" ({detail})"),
    };
    format!("{} {message}{detail}", record.code)
}

fn opinion_text(record: &OpinionRecord, lang: Lang) -> String {
    Opinion::from(record.clone()).to_text(lang)
}
