//! `beian status KEY`: the story of one order, by any key a person may have at hand.

use std::io::{self, Write};

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::{Exit, Failure, Session};
use crate::ledger::Selection;
use crate::order::Text;
use crate::outcome;
use crate::report::json_schema::Shape;
use crate::report::story::Story;

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 订单号、域名或网址、IP 地址、备案号、证件号码、双方的标识、文件名、管局#序号、网站或主办单位名称 / order number, domain or page, IP address, filing number, certificate, id of either side, file, BUREAU#SEQUENCE, name of website or organizer
    #[arg(required_unless_present = "print_schema")]
    key: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Status)? {
        return Ok(exit);
    }
    let key = arguments.key.as_deref().unwrap_or_default();
    let config = &session.config;
    let ledger = session.ledger().map_err(Failure::machine)?;
    let known = outcome::effective_codes(&ledger).map_err(Failure::machine)?;
    let codes = config.codes(known).map_err(Failure::usage)?;
    let numbers = outcome::named(&ledger, key).map_err(Failure::machine)?;
    if numbers.is_empty() {
        return Err(Failure::usage(Text::new(
            "台账中没有与此相符的订单；备案本身可用 beian ledger lookup 查",
            "the ledger has no order under this key; `beian ledger lookup` tells what is filed",
        )));
    }
    let story = |number: &String| -> Result<Option<Story>, Failure> {
        let found = outcome::outcomes(&ledger, Selection::Number(number), &codes, config.now());
        let found = found.map_err(Failure::machine)?.into_iter().next();
        let Some(outcome) = found else {
            return Ok(None);
        };
        let events = ledger.history(number).map_err(Failure::machine)?;
        Ok(Some(Story::new(outcome, events, session.style().unmask)))
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for number in &numbers {
        let Some(story) = story(number)? else {
            continue;
        };
        let printed = match arguments.answer.format {
            Format::Json => writeln!(out, "{}", story.json(&codes, session.lang)),
            Format::Text if numbers.len() > 1 => story.line(&session.style().screen(), &mut out),
            Format::Text => story.text(&codes, session.style(), &mut out),
        };
        unless_reader_left(printed)?;
    }
    unless_reader_left(out.flush())?;
    if numbers.len() > 1 && arguments.answer.format == Format::Text {
        session.talk(
            &format!("{} 个订单；用订单号看其中一个的经过", numbers.len()),
            &format!(
                "{} orders; name one by its number for its story",
                numbers.len()
            ),
        );
    }
    Ok(Exit::Clean)
}
