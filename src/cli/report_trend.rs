//! `beian report --trend N`: many nights side by side.

use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::exit::unless_reader_left;
use super::report::{Format, screen_of_a_file};
use super::{Exit, Failure, Session};
use crate::disk;
use crate::ledger::Ledger;
use crate::order::Text;
use crate::report::screen::Screen;
use crate::report::trend::{self, NightLine};

/// Writes the latest `count` nights until `last`.
pub(super) fn run(
    ledger: &Ledger,
    last: Option<NaiveDate>,
    count: usize,
    format: Format,
    output: Option<&Path>,
    session: &Session,
) -> Result<Exit, Failure> {
    let nights = trend::read(ledger, last, count).map_err(Failure::machine)?;
    let write = writer(format)?;
    match output {
        Some(path) => {
            let screen = screen_of_a_file(session.lang);
            disk::write_with(path, |out| write(&nights, &screen, out)).map_err(Failure::machine)?;
        }
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let printed = write(&nights, &session.style().screen(), &mut out);
            unless_reader_left(printed.and_then(|()| out.flush()))?;
        }
    }
    Ok(Exit::Clean)
}

type Form = fn(&[NightLine], &Screen, &mut dyn Write) -> io::Result<()>;

fn writer(format: Format) -> Result<Form, Failure> {
    Ok(match format {
        Format::Text => trend::text,
        Format::Json => |nights, _, out| trend::json(nights, out),
        Format::Csv => |nights, _, out| trend::csv(nights, out),
        Format::Xlsx | Format::Html => {
            return Err(Failure::usage(Text::new(
                "各夜走势只有 text、json、csv 三种格式",
                "a trend comes as text, json or csv",
            )));
        }
    })
}
