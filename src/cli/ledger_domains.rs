//! `beian ledger domains`: which domains may be served here, for the system that blocks what is not filed.

use std::io::{self, Write};

use clap::ValueEnum;

use super::exit::unless_reader_left;
use super::{Exit, Failure, Session};
use crate::ledger::ServedDomain;
use crate::report::spreadsheet;
use crate::report::work_lists::why_served;

/// Arguments of `ledger domains`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 只列可放行的或只列应拦截的 / only what may be served, or only what is to be blocked
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// 输出格式：每行一个域名，或表格 / a domain a line, or a table
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    Allow,
    Block,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let ledger = session.ledger().map_err(Failure::machine)?;
    let domains = ledger.served_domains(config.carrier.isp_id);
    let mut domains = domains.map_err(Failure::machine)?;
    if let Some(only) = arguments.only {
        domains.retain(|domain| domain.served.is_allowed() == (only == Only::Allow));
    }
    unless_reader_left(print(&domains, arguments.format, session))?;
    Ok(Exit::Clean)
}

fn print(domains: &[ServedDomain], format: Format, session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut lines = domains.iter().map(|domain| {
        let verdict = if domain.served.is_allowed() {
            "allow"
        } else {
            "block"
        };
        let why = why_served(domain.served);
        let number = domain.number.as_deref().unwrap_or_default();
        [verdict, &domain.domain, number, why.get(session.lang)].map(str::to_owned)
    });
    match format {
        Format::Text => {
            lines.try_for_each(|line| writeln!(out, "{}", line.join("\t").trim_end()))?
        }
        Format::Csv => {
            let header = ["verdict", "domain", "filing_number", "reason"];
            let mut table = spreadsheet::table(&mut out, &header)?;
            for line in lines {
                spreadsheet::row(&mut table, line.each_ref().map(String::as_str))?;
            }
            table.flush()?;
        }
    }
    out.flush()
}
