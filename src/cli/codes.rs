//! `beian codes [TABLE]`: the code tables that count, and one of them in full. `codes import` takes the bureau's own.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Exit, Failure, Session, codes_import};
use crate::codes::Codes;
use crate::ledger::{self, Ledger};
use crate::order::Text;
use crate::outcome;

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 表名（留空列出全部表）或 regions / a table (all tables when left out), or `regions`
    table: Option<String>,
    /// 只显示包含此文字的行 / only rows with this text
    #[arg(long, short)]
    search: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 读入管局下发的代码表，替代内置的，并列出变化 / take in the bureau's tables in the place of the bundled ones, and show what changes
    Import(codes_import::Arguments),
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(Command::Import(arguments)) = &arguments.command {
        return codes_import::run(arguments, session);
    }
    let codes = match Ledger::open_read(&session.config.path(&session.config.ledger.path)) {
        Ok(ledger) => outcome::effective_codes(&ledger).map_err(Failure::machine)?,
        Err(ledger::Error::Missing(_)) => Cow::Borrowed(Codes::bundled()),
        Err(error) => return Err(Failure::machine(error)),
    };
    let mut out = io::stdout().lock();
    let wanted = |line: &str| {
        arguments
            .search
            .as_deref()
            .is_none_or(|search| line.contains(search))
    };
    match arguments.table.as_deref() {
        None => {
            for table in codes.tables() {
                writeln!(
                    out,
                    "{:<24} {:<10} {}",
                    table.name,
                    table.tag,
                    table.title.get(session.lang)
                )?;
            }
            writeln!(
                out,
                "{:<24} {:<10} {}",
                "regions",
                "",
                session.say("行政区划", "regions")
            )?;
        }
        Some("regions") => {
            let live = codes.regions().iter().filter(|region| !region.historical);
            for line in live
                .map(|region| format!("{} {}", region.code, region.name))
                .filter(|line| wanted(line))
            {
                writeln!(out, "{line}")?;
            }
        }
        Some(name) => {
            let Some(table) = codes.table(name) else {
                return Err(Failure::usage(Text::new(
                    "没有这个代码表；`beian codes` 列出全部",
                    "no such table; `beian codes` lists them",
                )));
            };
            let rows = table
                .rows()
                .iter()
                .map(|row| format!("{:>4} {}", row.id, row.name.get(session.lang)));
            for line in rows.filter(|line| wanted(line)) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Exit::Clean)
}
