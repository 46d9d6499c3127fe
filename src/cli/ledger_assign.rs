//! `beian ledger assign`: the answers that wait for a person, and what a person decides about one of them.

use std::io::{self, Write};

use serde_json::json;

use super::exit::unless_reader_left;
use super::format::Format;
use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::ledger::{self, KeptRecord, State};
use crate::nightly;
use crate::order::{Lang, Text};
use crate::outcome::{self, ByHandError};
use crate::report::json_schema::Shape;
use crate::report::masked_xml;
use crate::report::screen::Ink;

/// Arguments of `ledger assign`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 待判定答复的编号；不写则列出全部 / number of a kept answer; without it, all are listed
    #[arg(requires = "reason")]
    answer: Option<i64>,
    /// 它所属的订单号 / the order that it is about
    #[arg(requires = "answer")]
    order: Option<String>,
    /// 答复本身不能决定时，它的含义 / what the answer means where it decides nothing by itself
    #[arg(long = "as", value_enum, value_name = "MEANING", requires = "order")]
    meaning: Option<Meaning>,
    /// 该答复不予采用 / the answer is to count for no order
    #[arg(long, conflicts_with = "order", requires = "answer")]
    dismiss: bool,
    /// 理由，记入台账 / why; kept in the ledger
    #[arg(long, value_name = "TEXT", requires = "answer")]
    reason: Option<String>,
    /// 列表的输出格式 / form of the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    print_schema: PrintSchema,
}

/// What a person knows an answer to mean.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Meaning {
    /// 审核通过 / the order is approved
    Approved,
    /// 退回 / the order is refused
    Refused,
}

impl From<Meaning> for outcome::Meaning {
    fn from(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Approved => Self::Approved,
            Meaning::Refused => Self::Refused,
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Kept)? {
        return Ok(exit);
    }
    let Some(answer) = arguments.answer else {
        return list(arguments.format, session);
    };
    let reason = arguments.reason.as_deref().unwrap_or_default().trim();
    if reason.is_empty() {
        return Err(Failure::usage(Text::new(
            "请用 --reason 写明理由",
            "say why with --reason",
        )));
    }
    if arguments.order.is_none() && !arguments.dismiss {
        return Err(Failure::usage(Text::new(
            "请写明答复所属的订单号，或用 --dismiss 不予采用",
            "name the order that the answer is about, or --dismiss it",
        )));
    }
    let now = session.config.now();
    let mut ledger =
        nightly::open_ledger(&session.config, "ledger assign").map_err(Failure::machine)?;
    ledger
        .begin_run("ledger assign", now)
        .map_err(Failure::machine)?;
    let codes = outcome::effective_codes(&ledger).map_err(Failure::machine)?;
    let decided = match &arguments.order {
        Some(order) => {
            let order = (order.as_str(), arguments.meaning.map(Into::into));
            outcome::assign(&mut ledger, answer, order, reason, &codes, now)
        }
        None => outcome::dismiss(&mut ledger, answer, reason, &codes, now),
    };
    tell(answer, &decided.map_err(failure)?, session);
    Ok(Exit::Clean)
}

fn failure(error: ByHandError) -> Failure {
    match error {
        ByHandError::Ledger(ledger::Error::UnknownOrder(_))
        | ByHandError::NotOpen(_)
        | ByHandError::NeverSent(_)
        | ByHandError::NoResult(_)
        | ByHandError::Completes(_)
        | ByHandError::DecidesNothing(_) => Failure::usage(error),
        ByHandError::Ledger(_) => Failure::machine(error),
    }
}

fn tell(answer: i64, standing: &[(String, State)], session: &Session) {
    if standing.is_empty() {
        session.talk(
            &format!("答复 {answer} 已办结，没有订单因此改变"),
            &format!("answer {answer} is settled; it changed no order"),
        );
    }
    for (order, state) in standing {
        session.talk(
            &format!("订单 {order}：{}", state.name(Lang::Zh)),
            &format!("order {order}: {}", state.name(Lang::En)),
        );
    }
}

/// Lists what waits.
fn list(format: Format, session: &Session) -> Result<Exit, Failure> {
    let ledger = session.ledger().map_err(Failure::machine)?;
    let kept = ledger.kept(None).map_err(Failure::machine)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = kept.iter().try_for_each(|answer| match format {
        Format::Text => text(answer, session, &mut out),
        Format::Json => line(answer, session, &mut out),
    });
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    if kept.is_empty() {
        session.talk("没有待判定的答复", "no answer waits for a decision");
    }
    Ok(Exit::Clean)
}

/// Of a long answer, a terminal shows the beginning.
const SHOWN: usize = 600;

fn text(answer: &KeptRecord, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let style = session.style();
    let screen = style.screen();
    let KeptRecord {
        id,
        download,
        record,
        family,
        why,
        raw,
        candidates,
        ..
    } = answer;
    let head = match (record, session.lang) {
        (0, Lang::Zh) => format!("{id:>5} {download} 整个文件"),
        (0, Lang::En) => format!("{id:>5} {download}, the whole file"),
        (_, Lang::Zh) => format!("{id:>5} {download} 第 {record} 条 {family}"),
        (_, Lang::En) => format!("{id:>5} {download}, record {record}, {family}"),
    };
    screen.hang("", 0, 6, Ink::Bold, &head, out)?;
    screen.hang("      ", 6, 6, Ink::Plain, why.get(session.lang), out)?;
    if !candidates.is_empty() {
        let lead = session.say("可能的订单：", "orders: ");
        let orders = format!("{lead}{}", candidates.join(" "));
        screen.hang("      ", 6, 6, Ink::Plain, &orders, out)?;
    }
    let words: Vec<&str> = raw.split_whitespace().collect();
    let raw = masked_xml(&words.join(" "), style.unmask);
    let shown: String = raw.chars().take(SHOWN).collect();
    let rest = if shown.len() < raw.len() { " …" } else { "" };
    screen.hang("      ", 6, 6, Ink::Dim, &format!("{shown}{rest}"), out)
}

fn line(answer: &KeptRecord, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let line = json!({
        "answer": answer.id,
        "file": answer.download,
        "record": answer.record,
        "family": answer.family,
        "reason": answer.reason.id(),
        "message": answer.why.get(session.lang),
        "orders": answer.candidates,
        "raw": masked_xml(&answer.raw, session.style().unmask),
    });
    writeln!(out, "{line}")
}
