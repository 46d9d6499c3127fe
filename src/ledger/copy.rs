//! A copy of a ledger that nobody writes to, made without touching the original.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::lock::lock_path;
use super::{Error, Ledger, Result};

impl Ledger {
    /// Copies the ledger at `path` to `copy`, a file that does not exist; `false` when there is none. Neither the ledger nor
    /// anything beside it is changed, so that nothing is opened but for reading. Refused while another process writes.
    pub fn copy_unopened(path: &Path, copy: &Path) -> Result<bool> {
        let failed = |path: &Path, source| Error::Disk {
            path: path.to_owned(),
            source,
        };
        // Held until the copy is made, where there is one; without one nobody has ever written.
        let lock_path = lock_path(path);
        let lock = match File::open(&lock_path) {
            Ok(lock) => Some(lock),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&lock_path, error)),
        };
        if let Some(mut lock) = lock.as_ref() {
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut text = String::new();
                    let read = lock.read_to_string(&mut text);
                    let holder = read.ok().and_then(|_| serde_json::from_str(&text).ok());
                    return Err(Error::Locked {
                        path: lock_path,
                        holder,
                    });
                }
                Err(TryLockError::Error(source)) => return Err(failed(&lock_path, source)),
            }
        }
        // What a writer that died had not yet moved into the file lies in the log beside it.
        for suffix in ["", "-wal"] {
            let named = |path: &Path| {
                let mut name = path.as_os_str().to_owned();
                name.push(suffix);
                name
            };
            let from = named(path);
            match fs::copy(&from, named(copy)) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if suffix.is_empty() {
                        return Ok(false);
                    }
                }
                Err(error) => return Err(failed(Path::new(&from), error)),
            }
        }
        Ok(true)
    }
}
