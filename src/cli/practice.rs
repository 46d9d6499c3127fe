//! `beian practice`: runs the practice bureau until it is stopped.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use super::exit::unless_reader_left;
use super::nightly::failure;
use super::{Exit, Failure, Session};
use crate::bureau::Call;
use crate::config::Config;
use crate::nightly::office::{self, OfficeError};
use crate::practice::Running;

/// Arguments of `practice`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 监听地址 / where to listen
    #[arg(long, default_value = "127.0.0.1:8630")]
    listen: SocketAddr,
    /// 场景文件（默认：配置中的 practice.scenario）/ scenario (default: practice.scenario of the configuration)
    #[arg(long)]
    scenario: Option<PathBuf>,
    /// 记忆目录（默认：配置中的 practice.state）/ folder of its memory (default: practice.state of the configuration)
    #[arg(long)]
    state: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut config = session.config.clone();
    if let Some(scenario) = &arguments.scenario {
        config.practice.scenario = Some(std::path::absolute(scenario)?);
    }
    if let Some(state) = &arguments.state {
        config.practice.state = std::path::absolute(state)?;
    }
    // A configuration that already points at an address is rehearsed with the credentials of its first bureau.
    let bureau = config
        .bureau
        .iter()
        .find(|bureau| bureau.is_practice())
        .or(config.bureau.first())
        .cloned()
        .unwrap_or_default();
    let password = office::password(&config, &bureau).map_err(Failure::usage)?;
    let stopped = |error: OfficeError| failure(error.into());
    let key = office::key(&config, &bureau).map_err(stopped)?;
    let running = office::start_practice(&config, &bureau, arguments.listen, password, key)
        .map_err(stopped)?;
    // Whoever started it may read no more than the address.
    let announced = announce(&mut io::stdout().lock(), &config, &running, session);
    unless_reader_left(announced)?;
    running.wait();
    Ok(Exit::Clean)
}

/// Says where it listens, on the first line and last on it, and what it plays.
fn announce(
    out: &mut impl Write,
    config: &Config,
    running: &Running,
    session: &Session,
) -> io::Result<()> {
    let base = running.base_url();
    let listens = session.say("练习管局已启动：", "the practice bureau listens at");
    writeln!(out, "{listens} {base}")?;
    let services: BTreeSet<&str> = Call::ALL.into_iter().map(Call::service).collect();
    for service in services {
        writeln!(out, "  {base}/{service}?wsdl")?;
    }
    let scenario = config.practice.scenario.as_deref();
    let scenario = scenario.map(|path| config.path(path).display().to_string());
    let none = session.say(
        "无（数据检查通过即批准）",
        "none (what the data checks let pass is approved)",
    );
    let label = session.say("  场景：", "  scenario:");
    writeln!(out, "{label} {}", scenario.as_deref().unwrap_or(none))?;
    let label = session.say("  记忆：", "  memory:");
    let state = config.path(&config.practice.state);
    writeln!(out, "{label} {}", state.display())?;
    let label = session.say("  日期：", "  day:");
    writeln!(out, "{label} {}", config.now().date_naive())?;
    out.flush()
}
