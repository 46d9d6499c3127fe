//! `beian ledger tasks`: what the bureau's lists ask for, and the orders that would do it, as a workbook.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::exit::unless_reader_left;
use super::format::Format;
use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::config::Config;
use crate::ledger::{Ledger, TaskRecord};
use crate::nightly;
use crate::order::{Lang, Text};
use crate::outcome;
use crate::report::json_schema::Shape;
use crate::report::proposed::{self, ProposedError, Surroundings};

/// Arguments of `ledger tasks`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 把拟报订单写成工作簿 / write the proposed orders into a workbook
    #[arg(long, short, value_name = "FILE.xlsx")]
    output: Option<PathBuf>,
    /// 办结一项（编号），须写明理由 / close a task by its number; needs a reason
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "reason",
        conflicts_with = "output"
    )]
    close: Option<i64>,
    /// 理由，记入台账 / why; kept in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    print_schema: PrintSchema,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Tasks)? {
        return Ok(exit);
    }
    let config = &session.config;
    if let Some(number) = arguments.close {
        let reason = arguments.reason.as_deref().unwrap_or_default().trim();
        return close(number, reason, session);
    }
    let ledger = session.ledger().map_err(Failure::machine)?;
    let tasks = ledger.tasks().map_err(Failure::machine)?;
    if let Some(path) = &arguments.output {
        let written = write_workbook(&tasks, &ledger, config, path).map_err(failure)?;
        session.talk(
            &format!("{written} 个拟报订单写入 {}", path.display()),
            &format!("{written} proposed orders are in {}", path.display()),
        );
    }
    unless_reader_left(print(&tasks, arguments.format, session))?;
    Ok(Exit::Clean)
}

/// Writes the proposed orders of open tasks; how many there are.
pub(super) fn write_workbook(
    tasks: &[TaskRecord],
    ledger: &Ledger,
    config: &Config,
    path: &std::path::Path,
) -> Result<usize, ProposedError> {
    let codes = outcome::effective_codes(ledger)?;
    let surroundings = Surroundings {
        carrier: config.carrier.isp_id,
        province: config.carrier.province,
        today: config.now().date_naive(),
        codes: &codes,
    };
    proposed::write(tasks, ledger, &surroundings, path)
}

pub(super) fn failure(error: ProposedError) -> Failure {
    Failure::machine(error)
}

fn close(number: i64, reason: &str, session: &Session) -> Result<Exit, Failure> {
    if reason.is_empty() {
        return Err(Failure::usage(Text::new(
            "请用 --reason 写明理由",
            "say why with --reason",
        )));
    }
    let now = session.config.now();
    let mut ledger =
        nightly::open_ledger(&session.config, "ledger tasks").map_err(Failure::machine)?;
    if ledger
        .close_task(number, reason, now)
        .map_err(Failure::machine)?
    {
        return Ok(Exit::Clean);
    }
    Err(Failure::usage(Text::new(
        format!("没有编号为 {number} 的未办结任务"),
        format!("there is no open task {number}"),
    )))
}

fn print(tasks: &[TaskRecord], format: Format, session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for record in tasks {
        let TaskRecord {
            id,
            task,
            order,
            opened,
        } = record;
        let title = task.title.get(session.lang);
        if format == Format::Json {
            let line = json!({
                "task": id,
                "list": task.list,
                "title": title,
                "order": order,
                "opened": opened.to_rfc3339(),
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let list = task.list.name();
        let order = order
            .as_ref()
            .map_or_else(String::new, |order| match session.lang {
                Lang::Zh => format!("（拟报订单 {order}）"),
                Lang::En => format!(" (proposed order {order})"),
            });
        writeln!(out, "{id:>5} {} {title}{order}", list.get(session.lang))?;
    }
    out.flush()
}
