//! `beian ledger lookup KEY`: what is filed under a name, and which orders were sent under it.

use std::io::{self, Write};

use serde_json::json;

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::{Exit, Failure, Session};
use crate::ledger::DecisionRecord;
use crate::order::{Kind, Lang, Text};
use crate::outcome::{self, Found, Outcome};
use crate::report::json_schema::Shape;
use crate::report::{discreet, filing};

/// Arguments of `ledger lookup`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 域名或网址、IP 地址、证件号码、备案号、双方的标识或订单号 / domain or page, IP address, certificate, filing number, id of either side, or order number
    #[arg(required_unless_present = "print_schema")]
    key: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Lookup)? {
        return Ok(exit);
    }
    let key = arguments.key.as_deref().unwrap_or_default();
    let ledger = session.ledger().map_err(Failure::machine)?;
    let codes = outcome::effective_codes(&ledger).map_err(Failure::machine)?;
    let found = outcome::find(&ledger, key, &codes, session.config.now());
    let mut found = found.map_err(Failure::machine)?;
    if found == Found::default() {
        return Err(Failure::usage(Text::new(
            format!("台账中没有与“{key}”相符的备案或订单"),
            format!("the ledger has no record and no order under \"{key}\""),
        )));
    }
    let mut decisions: Vec<Vec<DecisionRecord>> = { found.orders.iter() }
        .map(|order| ledger.decisions(&order.order))
        .collect::<Result<_, _>>()
        .map_err(Failure::machine)?;
    if !session.style().unmask {
        found.orders.iter_mut().for_each(discreet::outcome);
        for decision in decisions.iter_mut().flatten() {
            discreet::words(&mut decision.reason);
        }
    }
    let printed = match arguments.answer.format {
        Format::Text => text(&found, &decisions, session),
        Format::Json => lines(&found, session),
    };
    unless_reader_left(printed)?;
    Ok(Exit::Clean)
}

fn text(found: &Found, decisions: &[Vec<DecisionRecord>], session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    filing::text(&found.filings, session.style(), &mut out)?;
    for (order, decisions) in found.orders.iter().zip(decisions) {
        writeln!(out, "{}", line(order, session))?;
        if let Some(note) = &order.latest.note {
            writeln!(out, "    {}", note.get(session.lang))?;
        }
        for decision in decisions {
            let at = decision.at.format("%Y-%m-%d %H:%M");
            let action = decision.action.name();
            let (action, reason) = (action.get(session.lang), &decision.reason);
            writeln!(out, "    {at} {action}: {reason}")?;
        }
    }
    out.flush()
}

fn line(order: &Outcome, session: &Session) -> String {
    let latest = &order.latest;
    let kind = latest.kind.map_or("", |kind| kind.named(session.lang));
    let state = latest.state.name(session.lang);
    let number = latest.number;
    let attempt = session.say("次", "attempt");
    let mut line = match session.lang {
        Lang::Zh => format!("订单 {} {kind} 第 {number} {attempt} {state}", order.order),
        Lang::En => format!("order {} {kind} {attempt} {number} {state}", order.order),
    };
    if let Some(step) = latest.state.step() {
        let step = step.name();
        line += session.say("（", " (");
        line += step.get(session.lang);
        line += session.say("）", ")");
    }
    line
}

fn lines(found: &Found, session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for record in &found.filings {
        writeln!(out, "{}", filing::json(record, session.style()))?;
    }
    for order in &found.orders {
        let line = json!({
            "order": order.order,
            "kind": order.latest.kind.map(Kind::name),
            "attempt": order.latest.number,
            "state": order.latest.state,
            "state_name": order.latest.state.name(Lang::Zh),
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
