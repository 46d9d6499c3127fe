//! What stops intake: a wrong command line, or a disk that cannot be read.

use std::io;
use std::path::PathBuf;

/// Why a batch could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator named something that is not there.
    #[error("{}: no such file or folder (correct the command line)", .0.display())]
    Missing(PathBuf),
    /// The operator named a file that is no spreadsheet and no order.
    #[error("{}: neither a spreadsheet (.xlsx .xls .ods .csv) nor an order folder (correct the command line)", .0.display())]
    NotAnInput(PathBuf),
    /// The batch holds more files than the configuration allows.
    #[error(
        "more than {0} files in one batch (split the batch, or raise the intake bound `files` in the configuration)"
    )]
    TooManyFiles(usize),
    /// This machine refuses to list a folder.
    #[error("{}: this folder cannot be listed (see its permissions and the disk)", .path.display())]
    Disk {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}
