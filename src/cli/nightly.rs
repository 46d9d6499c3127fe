//! `beian nightly`: the whole night, from pending orders to the reports of the morning.

use std::io::{self, Write};
use std::path::PathBuf;

use super::exit::unless_reader_left;
use super::night_bar::NightBar;
use super::report::{carrier_name, write_reports};
use super::{Exit, Failure, Session};
use crate::bureau::SendError;
use crate::codes::Codes;
use crate::nightly::{self, FetchError, NightError, NightRun};
use crate::report::night::{self, Night};

/// Arguments of `nightly`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 待报订单（默认：配置中的 paths.orders）/ pending orders (default: paths.orders of the configuration)
    input: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let inputs = match &arguments.input[..] {
        [] => vec![config.path(&config.paths.orders)],
        inputs => inputs.to_vec(),
    };
    let Some(bureau) = config.bureau.first() else {
        return Err(Failure::usage(
            session.say("配置中没有管局", "the configuration names no bureau"),
        ));
    };
    let now = config.now();
    let mut ledger = nightly::open_ledger(config, "nightly").map_err(Failure::machine)?;
    let bar = NightBar::new(session);
    let run = nightly::run(&inputs, config, bureau, &schema, &mut ledger, &bar);
    bar.finish();
    let run = run.map_err(failure)?;
    let night = Night::read(
        &ledger,
        now.date_naive(),
        carrier_name(config),
        Codes::bundled(),
        now,
    );
    let night = night.map_err(Failure::machine)?;
    let folder = config.path(&config.paths.reports);
    let reports = write_reports(&night, &folder, session.lang).map_err(Failure::machine)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = night::text(&night, &session.style().screen(), &mut out);
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    for report in reports {
        session.talk(
            &format!("报告：{}", report.display()),
            &format!("report: {}", report.display()),
        );
    }
    Ok(tell(&run).unwrap_or_else(|| exit_of(&night)))
}

/// Says what went wrong on the way to the bureau; the report was written all the same.
fn tell(run: &NightRun) -> Option<Exit> {
    let send = run.send_error.as_ref().map(|error| {
        let failure = match error {
            SendError::Ledger(_) | SendError::Outbox { .. } => Failure::machine(error),
            SendError::Unknown { .. } => Failure::unknown(error),
            SendError::Envelope(_) => Failure::usage(error),
            SendError::Call(_) | SendError::NotTaken { .. } => Failure::bureau(error),
        };
        failure.tell()
    });
    let fetch = run.fetch_error.as_ref().map(|error| {
        let failure = match error {
            FetchError::Disk(_) | FetchError::Ledger(_) => Failure::machine(error),
            FetchError::Call(_) | FetchError::Refused { .. } => Failure::bureau(error),
            FetchError::Unreadable { .. } => Failure::findings(error),
        };
        failure.tell()
    });
    send.or(fetch)
}

/// 0 when everything that was read is sent or approved, 1 when somebody has to mend something.
pub(super) fn exit_of(night: &Night) -> Exit {
    let totals = night.totals();
    let clean = totals.held_back == 0
        && totals.refused == 0
        && night.findings.is_empty()
        && night.unmatched.is_empty();
    if clean { Exit::Clean } else { Exit::Findings }
}

/// Who must act on what stopped the night.
pub(super) fn failure(error: NightError) -> Failure {
    match error {
        NightError::Examine(_) | NightError::Office(_) => Failure::usage(error),
        NightError::Ledger(_) | NightError::Build(_) => Failure::machine(error),
    }
}
