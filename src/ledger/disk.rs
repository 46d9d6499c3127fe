//! Files and folders that only their owner can read: a ledger holds what people filed.

use std::fs::{DirBuilder, File, OpenOptions};
use std::path::Path;

use super::error::Error;

/// Opens a file for reading and writing, or creates it (0600).
pub(super) fn open_private(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| Error::Disk {
        path: path.to_owned(),
        source,
    })
}

/// Creates a folder and those above it (0700) where they do not exist.
pub(super) fn create_private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| Error::Disk {
        path: path.to_owned(),
        source,
    })
}
