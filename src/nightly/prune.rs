//! Removing what was sent long ago: the interface wants every uploaded file kept for more than three months.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::Days;

use super::build::{BuildError, OutboxFolder};
use crate::config::Config;
use crate::disk::DiskError;
use crate::ledger::{Actor, Ledger, Moment};

/// The fewest days for which a file is kept, counted from its upload: longer than any three months.
pub const KEPT_DAYS: u64 = 92;

/// The files that may go: the bureau took them `days` ago or more, and all of their orders are over. By name.
pub fn prunable(
    ledger: &Ledger,
    config: &Config,
    days: u64,
    now: Moment,
) -> Result<Vec<PathBuf>, BuildError> {
    let days = Days::new(days.max(KEPT_DAYS));
    let mut paths = Vec::new();
    for file in ledger.files()? {
        let is_old = { file.accepted.as_ref() }
            .and_then(|taken| taken.checked_add_days(days))
            .is_some_and(|end| end <= now);
        if !is_old {
            continue;
        }
        let numbers: Vec<&str> = file.orders.iter().map(String::as_str).collect();
        let states = ledger.states_of(&numbers)?;
        if states.values().any(|state| state.who() != Actor::Nobody) {
            continue;
        }
        let outbox = OutboxFolder::of(config, &file.bureau).0;
        let named = |extension| outbox.join(&file.name).with_extension(extension);
        let parts = ["xml", "zip", "json"].map(named);
        paths.extend(parts.into_iter().filter(|path| path.exists()));
    }
    Ok(paths)
}

/// Removes files; one that is gone already is no error.
pub fn prune(paths: &[PathBuf]) -> Result<(), BuildError> {
    for path in paths {
        match fs::remove_file(path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                let path = path.clone();
                return Err(DiskError { path, source }.into());
            }
            _ => {}
        }
    }
    Ok(())
}
