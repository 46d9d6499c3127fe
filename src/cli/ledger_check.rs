//! `beian ledger check`: every invariant of the ledger, one line each, and where it does not hold.

use std::io::{self, Write};

use serde_json::json;

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::{Exit, Failure, Session};
use crate::ledger::Verdict;
use crate::order::Lang;
use crate::report::json_schema::Shape;

/// Arguments of `ledger check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Check)? {
        return Ok(exit);
    }
    let ledger = session.ledger().map_err(Failure::machine)?;
    let verdicts = ledger.prove().map_err(Failure::machine)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = verdicts
        .iter()
        .try_for_each(|verdict| match arguments.answer.format {
            Format::Text => text(verdict, session.lang, &mut out),
            Format::Json => line(verdict, session.lang, &mut out),
        });
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    let broken = verdicts.iter().filter(|verdict| !verdict.places.is_empty());
    match broken.count() {
        0 => Ok(Exit::Clean),
        count => {
            session.warn(
                &format!("{count} 项不成立：请停止上报，保留现状，用最近的备份（beian ledger backup）恢复后再核对"),
                &format!("{count} do not hold: stop sending, keep the ledger as it is, and restore the latest backup (beian ledger backup)"),
            );
            Ok(Exit::Findings)
        }
    }
}

/// Of the places, a person needs a few.
const SHOWN: usize = 10;

fn text(verdict: &Verdict, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Verdict {
        id,
        invariant,
        places,
    } = verdict;
    let mark = match (places.is_empty(), lang) {
        (true, Lang::Zh) => "成立",
        (true, Lang::En) => "holds ",
        (false, Lang::Zh) => "不成立",
        (false, Lang::En) => "broken",
    };
    write!(out, "{mark} {id} {}", invariant.get(lang))?;
    let colon = match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    };
    if !places.is_empty() {
        write!(
            out,
            "{colon}{}",
            places[..places.len().min(SHOWN)].join(", ")
        )?;
    }
    if places.len() > SHOWN {
        write!(out, " … ({})", places.len())?;
    }
    writeln!(out)
}

fn line(verdict: &Verdict, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let line = json!({
        "invariant": verdict.id,
        "holds": verdict.places.is_empty(),
        "message": verdict.invariant.get(lang),
        "places": verdict.places,
    });
    writeln!(out, "{line}")
}
