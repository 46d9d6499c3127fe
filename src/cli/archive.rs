//! `beian archive prune`: removes uploaded files that need not be kept any more.

use std::io::{self, Write};

use super::exit::unless_reader_left;
use super::{Exit, Failure, Session};
use crate::ledger::Ledger;
use crate::nightly::{self, KEPT_DAYS};

/// Arguments of `archive`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 删除早已上报且订单都已结束的文件 / remove files that were sent long ago and whose orders are all over
    Prune(Prune),
}

#[derive(Debug, clap::Args)]
struct Prune {
    /// 上报满多少天的；接口要求保存三个月以上，不得少于 92 / sent so many days ago; the interface wants more than three months
    #[arg(long, value_name = "DAYS", default_value_t = KEPT_DAYS, value_parser = clap::value_parser!(u64).range(KEPT_DAYS..))]
    older_than: u64,
    /// 只列出，不删除 / list them, remove nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let Command::Prune(arguments) = &arguments.command;
    let config = &session.config;
    let ledger = Ledger::open_read(&config.path(&config.ledger.path)).map_err(Failure::machine)?;
    let paths = nightly::prunable(&ledger, config, arguments.older_than, config.now());
    let paths = paths.map_err(Failure::machine)?;
    if !arguments.dry_run {
        nightly::prune(&paths).map_err(Failure::machine)?;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = paths
        .iter()
        .try_for_each(|path| writeln!(out, "{}", path.display()));
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}
