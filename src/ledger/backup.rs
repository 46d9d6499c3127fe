//! A copy of the ledger while it is in use: SQLite's online backup, proven before it gets its name.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{Error, Ledger, Result, Verdict};
use crate::disk::{self, DiskError};

/// Pages that are copied at once. All: a copy in steps begins anew whenever somebody writes between two of them.
const ALL: i32 = -1;

impl Ledger {
    /// Copies the ledger as it is at this moment into a file (0600), over one that is there. Hands back every invariant's
    /// verdict on the copy. A copy whose database is not sound is not kept, and is [`Error::Damaged`].
    pub fn back_up(&self, path: &Path) -> Result<Vec<Verdict>> {
        if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
            disk::create_folder(folder)?;
        }
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".part");
        let temporary = PathBuf::from(temporary);
        let steps = || -> Result<Vec<Verdict>> {
            let file = disk::open_private(&temporary)?;
            on_disk(&temporary, file.set_len(0))?;
            let verdicts = self.copy(&temporary)?;
            on_disk(&temporary, file.sync_all())?;
            on_disk(path, fs::rename(&temporary, path))?;
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            on_disk(
                folder,
                File::open(folder).and_then(|folder| folder.sync_all()),
            )?;
            Ok(verdicts)
        };
        steps().inspect_err(|_| {
            // What was copied so far helps nobody.
            let _ = fs::remove_file(&temporary);
        })
    }

    fn copy(&self, path: &Path) -> Result<Vec<Verdict>> {
        let mut copy = Connection::open(path)?;
        let backup = Backup::new(&self.connection, &mut copy)?;
        match backup.step(ALL)? {
            StepResult::Done => {}
            state => {
                let detail = format!("the copy was not finished: {state:?}");
                return Err(Error::Inconsistent(detail));
            }
        }
        drop(backup);
        // One file, without a log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        let copy = Ledger {
            connection: copy,
            run: None,
            _lock: None,
        };
        let verdicts = copy.prove()?;
        let unsound = { verdicts.iter() }
            .find(|verdict| verdict.id == super::check::SOUND && !verdict.places.is_empty());
        if let Some(verdict) = unsound {
            let detail = verdict.places.join("; ");
            return Err(Error::Damaged { detail });
        }
        Ok(verdicts)
    }
}

fn on_disk<T>(path: &Path, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|source| {
        let path = path.to_owned();
        DiskError { path, source }.into()
    })
}
