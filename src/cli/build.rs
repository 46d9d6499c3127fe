//! `beian build <INPUT>...`: check, write, prove and seal; no network.

use std::io;
use std::path::PathBuf;

use super::night_bar::NightBar;
use super::nightly::failure;
use super::{Exit, Failure, Session, check};
use crate::check::Standing;
use crate::config::Bureau;
use crate::nightly::{self, OutboxFolder};

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 工作簿、CSV、订单文件夹或它们的上级文件夹 / workbooks, CSV files, order folders, or folders of them
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// 输出文件夹（默认：配置中的 paths.outbox）/ where to write (default: paths.outbox of the configuration)
    #[arg(long)]
    out: Option<PathBuf>,
    /// 输出格式：text、json 或 csv / form of the findings
    #[arg(long, value_enum, default_value_t = check::Format::Text)]
    format: check::Format,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let mut ledger = nightly::open_ledger(config, "build").map_err(Failure::machine)?;
    ledger
        .begin_run("build", config.now())
        .map_err(Failure::machine)?;
    let outbox = |bureau: &Bureau| match &arguments.out {
        Some(folder) => OutboxFolder(folder.clone()),
        None => OutboxFolder::of(config, &bureau.name),
    };
    let bar = NightBar::new(session);
    let prepared = nightly::prepare(
        &arguments.input,
        config,
        &schema,
        &mut ledger,
        &outbox,
        &bar,
    );
    bar.finish();
    let (examination, built) = prepared.map_err(failure)?;
    check::print(&examination, arguments.format, session)
        .map_err(|error: io::Error| Failure::from(error))?;
    for name in &built {
        session.talk(&format!("已生成 {name}"), &format!("built {name}"));
    }
    let held_back = examination
        .verdicts
        .iter()
        .any(|verdict| matches!(verdict.standing, Standing::HeldBack(_)));
    Ok(if held_back || !examination.findings.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}
