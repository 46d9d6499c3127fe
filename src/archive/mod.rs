//! What was sent and what was received, byte for byte, for as long as the interface and the reconciliation need it.
//!
//! A folder with two parts. `files/` holds contents, each under its SHA-256, so that equal bytes lie there once and changed
//! bytes betray themselves. `journal.jsonl` says what each of them is: one line for everything that was kept, in order,
//! and each line holds the hash of the line before, so that no line can be changed, removed or put elsewhere unnoticed.
//! `head.json` remembers the last line, because a chain alone does not show that its end is missing.
//!
//! The journal is a file and no table of the ledger, because it is a second witness: it tells what was sent when the ledger
//! is lost or an old copy, and [`Archive::compare`] would compare nothing if both lay in one file.
//!
//! A content is durable before its line, and its line before whatever depends on it begins: before the first byte of an
//! upload leaves, and before an answer is taken in or acknowledged. A line that a crash cut off is cut away by the next
//! writer, which says so. Removing a content is a line too; the chain stays whole.

mod backwards;
mod compare;
mod error;
mod fault;
mod journal;
mod keeper;
mod prune;
mod store;
mod verify;

use std::path::PathBuf;

pub use error::Error;
pub use fault::{Fault, Problem};
pub use journal::{Entry, Kind};
pub use keeper::Keeper;
pub use prune::Content;
pub use store::Note;
pub use verify::Verification;

/// Result of an operation of the archive.
pub type Result<T> = std::result::Result<T, Error>;

/// The archive in a folder, which need not exist yet.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: PathBuf,
}

impl Archive {
    /// The archive in this folder.
    pub fn at(folder: PathBuf) -> Archive {
        Archive { folder }
    }
}
