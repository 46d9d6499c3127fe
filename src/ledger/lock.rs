//! One writer: a lock file beside the ledger, held as long as the ledger is open for writing, that names its holder.
//!
//! The lock is the operating system's: it ends with the process, however that ends, so a lock file left behind
//! stops nobody.

use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::error::Error;
use crate::disk;

/// The process that writes to a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its process id.
    pub pid: u32,
    /// The command it carries out: `nightly`.
    pub command: String,
    /// When it began.
    pub since: DateTime<FixedOffset>,
}

impl Holder {
    /// This process.
    pub fn this(command: &str, since: DateTime<FixedOffset>) -> Holder {
        Holder {
            pid: std::process::id(),
            command: command.to_owned(),
            since,
        }
    }
}

impl fmt::Display for Holder {
    /// `nightly, pid 4711, since 2026-07-10 01:30:00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.format("%Y-%m-%d %H:%M:%S");
        write!(
            formatter,
            "{}, pid {}, since {since}",
            self.command, self.pid
        )
    }
}

/// A held lock; dropping it lets the next process in.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a ledger, or says who has it.
    pub fn take(ledger: &Path, holder: &Holder) -> Result<Lock, Error> {
        let path = lock_path(ledger);
        let mut file = disk::open_private(&path)?;
        let failed = |source| Error::Disk {
            path: path.clone(),
            source,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let read = file.read_to_string(&mut text);
                let holder = read.ok().and_then(|_| serde_json::from_str(&text).ok());
                return Err(Error::Locked { path, holder });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let name = serde_json::to_string(holder).map_err(|error| failed(error.into()))?;
        file.set_len(0).map_err(failed)?;
        file.rewind().map_err(failed)?;
        file.write_all(name.as_bytes()).map_err(failed)?;
        Ok(Lock { _file: file })
    }
}

/// The lock file of a ledger.
pub(super) fn lock_path(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}
