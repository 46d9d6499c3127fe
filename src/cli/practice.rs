//! `beian practice`: runs the practice bureau until it is stopped.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use super::nightly::failure;
use super::{Exit, Failure, Session};
use crate::nightly::office::{self, OfficeError};

/// Arguments of `practice`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 监听地址 / where to listen
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 场景文件（默认：配置中的 practice.scenario）/ scenario (default: practice.scenario of the configuration)
    #[arg(long)]
    scenario: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut config = session.config.clone();
    if let Some(scenario) = &arguments.scenario {
        config.practice.scenario = Some(std::path::absolute(scenario)?);
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
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} {}",
        session.say("练习管局已启动：", "the practice bureau listens at"),
        running.base_url()
    )?;
    out.flush()?;
    running.wait();
    Ok(Exit::Clean)
}
