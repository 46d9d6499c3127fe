//! `beian fetch`: the bureau's answers come in, are stored, verified, taken in, and acknowledged; nothing is sent.

use std::io::{self, Write as _};

use super::exit::unless_reader_left;
use super::ingest::{print_line, print_sum};
use super::night_bar::NightBar;
use super::nightly::failure;
use super::whom::Whom;
use super::{Exit, Failure, Session, troubles};
use crate::nightly::{self, Traffic};
use crate::outcome::IngestLine;

/// Arguments of `fetch`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = super::format::Format::Text)]
    format: super::format::Format,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let bureaus = arguments.whom.of(session)?;
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let mut ledger = nightly::open_ledger(config, "fetch").map_err(Failure::machine)?;
    let bar = NightBar::new(session);
    let served = nightly::carry(Traffic::Fetch, &bureaus, config, &schema, &mut ledger, &bar);
    bar.finish();
    let served = served.map_err(failure)?;
    unless_reader_left(print(&served.ingested, arguments, session))?;
    let clean = served.ingested.iter().all(IngestLine::is_clean);
    let exit = if clean { Exit::Clean } else { Exit::Findings };
    Ok(troubles::tell(served.troubles, session).unwrap_or(exit))
}

fn print(lines: &[IngestLine], arguments: &Arguments, session: &Session) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in lines {
        print_line(line, arguments.format, session.lang, &mut out)?;
    }
    if arguments.format == super::format::Format::Text {
        print_sum(lines, session.lang, &mut out)?;
    }
    out.flush()
}
