//! What one bureau is sent and what it answers, for the client that speaks to it.

use super::{Archive, Kind, Note, Result};
use crate::ledger::Moment;

/// The archive as one bureau's client sees it.
#[derive(Clone, Debug)]
pub struct Keeper {
    archive: Archive,
    bureau: String,
    now: Moment,
}

impl Keeper {
    /// A keeper for the bureau of this name; everything is noted under `now`, the time of the run.
    pub fn new(archive: Archive, bureau: &str, now: Moment) -> Keeper {
        Keeper {
            archive,
            bureau: bureau.to_owned(),
            now,
        }
    }

    /// Keeps what was sent or received; durable when this returns.
    pub fn keep(
        &self,
        kind: Kind,
        name: &str,
        sequence: Option<u32>,
        content: &[u8],
    ) -> Result<()> {
        let note = Note {
            kind,
            bureau: &self.bureau,
            name,
            sequence,
        };
        self.archive.keep(&[(note, content)], self.now)
    }
}
