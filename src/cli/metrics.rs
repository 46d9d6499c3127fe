//! The figures of a run, left for the monitoring agent where the configuration asks for them (`paths.metrics`).

use std::time::Instant;

use super::{Command, Exit, Session};
use crate::disk;
use crate::metrics::{self, Metrics, Standing};
use crate::order::Bilingual as _;

/// The commands that are runs: what they change is what the figures are about.
pub(super) fn name(command: &Command) -> Option<&'static str> {
    match command {
        Command::Nightly(_) => Some("nightly"),
        Command::Build(_) => Some("build"),
        Command::Ingest(_) => Some("ingest"),
        Command::Send(_) => Some("send"),
        Command::Fetch(_) => Some("fetch"),
        _ => None,
    }
}

/// Writes the figures. A run is not worse because they cannot be written; that is said.
pub(super) fn write(command: &'static str, began: Instant, exit: Exit, session: &Session) {
    let config = &session.config;
    let Some(path) = &config.paths.metrics else {
        return;
    };
    session.stages.end();
    let now = config.now();
    let ledger = session.ledger();
    let standing = ledger.and_then(|ledger| Standing::read(&ledger, now));
    let metrics = Metrics {
        command,
        began: now,
        took: began.elapsed(),
        exit: exit.number(),
        stages: session.stages.taken(),
        // The run itself has said what is the matter with its ledger.
        ledger: standing.ok(),
    };
    let written = disk::write_public_with(&config.path(path), |out| metrics::write(&metrics, out));
    if let Err(error) = written {
        session.warn(&error.zh(), &error.to_string());
    }
}
