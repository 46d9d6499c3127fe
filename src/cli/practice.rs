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
    // In one piece; and whoever started it may read no more than the address.
    let mut out = io::stdout().lock();
    let announced = out.write_all(announcement(&config, &running, session).as_bytes());
    unless_reader_left(announced.and_then(|()| out.flush()))?;
    running.wait();
    Ok(Exit::Clean)
}

/// Where it listens, at the end of the first line, and what it plays.
fn announcement(config: &Config, running: &Running, session: &Session) -> String {
    let base = running.base_url();
    let services: BTreeSet<&str> = Call::ALL.into_iter().map(Call::service).collect();
    let wsdls = services.into_iter();
    let wsdls: String = wsdls
        .map(|service| format!("  {base}/{service}?wsdl\n"))
        .collect();
    let scenario = config.practice.scenario.as_deref();
    let scenario = scenario.map(|path| config.path(path).display().to_string());
    let none = session.say(
        "无（数据检查通过即批准）",
        "none (what the data checks let pass is approved)",
    );
    let mut text = format!(
        "{} {base}\n{wsdls}",
        session.say("练习管局已启动：", "the practice bureau listens at")
    );
    for (label, value) in [
        (
            session.say("场景：", "scenario:"),
            scenario.as_deref().unwrap_or(none),
        ),
        (
            session.say("记忆：", "memory:"),
            &config.path(&config.practice.state).display().to_string(),
        ),
        (
            session.say("日期：", "day:"),
            &config.now().date_naive().to_string(),
        ),
    ] {
        text.push_str(&format!("  {label} {value}\n"));
    }
    text
}
