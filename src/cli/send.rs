//! `beian send`: what is built goes out, in sequence; no orders are read and no answers fetched.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::night_bar::NightBar;
use super::nightly::failure;
use super::whom::Whom;
use super::{Exit, Failure, Session, dry_run, troubles};
use crate::ledger::{FileRecord, FileState, Ledger};
use crate::nightly::{self, Plan, Rehearsal, Traffic};
use crate::order::Lang;
use crate::report::json_schema::Shape;

/// Arguments of `send`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// 只说明将上报什么，不联网，不改动任何东西 / only say what would be sent: no network, nothing is changed
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Sent)? {
        return Ok(exit);
    }
    let format = arguments.answer.format;
    let config = &session.config;
    let bureaus = arguments.whom.of(session)?;
    if arguments.dry_run {
        let rehearsal = Rehearsal::begin(config).map_err(failure)?;
        let plans = rehearsal.plans(&bureaus).map_err(failure)?;
        unless_reader_left(match format {
            Format::Text => dry_run::print_plans(&plans, Traffic::Send, session),
            Format::Json => planned(&plans),
        })?;
        return Ok(dry_run::exit_of(&plans));
    }
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let mut ledger = nightly::open_ledger(config, "send").map_err(Failure::machine)?;
    let before = waiting(&ledger)?;
    let bar = NightBar::new(session);
    let served = nightly::carry(Traffic::Send, &bureaus, config, &schema, &mut ledger, &bar);
    bar.finish();
    let served = served.map_err(failure)?;
    let named: HashSet<&str> = bureaus.iter().map(|bureau| bureau.name.as_str()).collect();
    let mut files = Vec::new();
    for name in before {
        files.extend(ledger.file_called(&name).map_err(Failure::machine)?);
    }
    files.retain(|file| named.contains(file.bureau.as_str()));
    unless_reader_left(match format {
        Format::Text => print(&files, session.lang),
        Format::Json => {
            let mut out = io::stdout().lock();
            { files.iter() }.try_for_each(|file| writeln!(out, "{}", line(file, file.sequence)))
        }
    })?;
    Ok(troubles::tell(served.troubles, session).unwrap_or(Exit::Clean))
}

/// The names of the files that no bureau is known to have.
fn waiting(ledger: &Ledger) -> Result<Vec<String>, Failure> {
    let files = ledger.files_not_taken().map_err(Failure::machine)?;
    Ok(files.into_iter().map(|file| file.name).collect())
}

/// One file as a line for programs.
fn line(file: &FileRecord, sequence: Option<u32>) -> Value {
    json!({
        "name": file.name,
        "bureau": file.bureau,
        "family": file.family,
        "sequence": sequence,
        "state": file.state,
        "accepted": file.accepted.map(|moment| moment.to_rfc3339()),
        "orders": file.orders,
    })
}

/// What would be sent, each with the number that it would have; that is not known where something has to be settled first.
fn planned(plans: &[Plan]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for plan in plans {
        let is_known = plan.unsettled.is_none() && plan.held.is_none();
        for (number, file) in (plan.next..).zip(&plan.files) {
            writeln!(out, "{}", line(file, is_known.then_some(number)))?;
        }
    }
    Ok(())
}

/// What became of each file that waited, and the sum.
fn print(files: &[FileRecord], lang: Lang) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut sent = 0;
    for file in files {
        let FileRecord {
            name,
            bureau,
            orders,
            ..
        } = file;
        let orders = orders.len();
        match (file.sequence.filter(|_| file.accepted.is_some()), lang) {
            (Some(number), Lang::Zh) => writeln!(
                out,
                "已上报 {name}：管局「{bureau}」序号 {number}，{orders} 个订单"
            )?,
            (Some(number), Lang::En) => writeln!(
                out,
                "sent {name}: number {number} of bureau \"{bureau}\", {orders} orders"
            )?,
            (None, Lang::Zh) => writeln!(
                out,
                "未上报 {name}：{}，{orders} 个订单",
                file.state.name(Lang::Zh)
            )?,
            (None, Lang::En) => writeln!(
                out,
                "not sent {name}: {}, {orders} orders",
                file.state.name(Lang::En)
            )?,
        }
        sent += usize::from(file.state != FileState::Built && file.accepted.is_some());
    }
    let left = files.len() - sent;
    match lang {
        Lang::Zh => writeln!(out, "上报 {sent} 个文件，尚余 {left} 个"),
        Lang::En => writeln!(out, "{sent} files sent, {left} left"),
    }
}
