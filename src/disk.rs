//! Files that must not be half written and that only their owner may read.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::order::Bilingual;

/// What the disk did not let us do; the operator must make room or give permission.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be written: {source}. Look at disk space and permissions", path.display())]
pub struct DiskError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

impl Bilingual for DiskError {
    fn zh(&self) -> String {
        let Self { path, source } = self;
        let path = path.display();
        format!("{path} 无法写入：{source}。请检查磁盘空间与权限")
    }
}

/// Creates a folder and those above it (0700) where they do not exist, and makes their names durable.
pub fn create_folder(path: &Path) -> Result<(), DiskError> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| *folder != Path::new("") && !folder.is_dir())
        .collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let steps = || -> io::Result<()> {
        builder.create(path)?;
        missing
            .iter()
            .try_for_each(|folder| File::open(folder_of(folder))?.sync_all())
    };
    steps().map_err(|source| DiskError {
        path: path.to_owned(),
        source,
    })
}

/// The folder that a path lies in: a name alone is a file of the working folder.
fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

/// Opens a file for reading and writing, or creates it (0600).
pub fn open_private(path: &Path) -> Result<File, DiskError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| DiskError {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file (0600) under a temporary name, makes it durable, gives it its name and makes that durable too. A reader
/// sees the old file or the new one, never a part.
pub fn write(path: &Path, content: &[u8]) -> Result<(), DiskError> {
    write_with(path, |out| out.write_all(content))
}

/// As [`write`], with a function that writes the content.
pub fn write_with(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), DiskError> {
    write_as(path, 0o600, content)
}

/// As [`write_with`], for a file that tells about nobody and that another user's program reads (0644).
pub fn write_public_with(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), DiskError> {
    write_as(path, 0o644, content)
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "there are no modes"))]
fn write_as(
    path: &Path,
    mode: u32,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), DiskError> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".part");
    let temporary = PathBuf::from(temporary);
    let steps = || -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        let mut out = io::BufWriter::new(options.open(&temporary)?);
        content(&mut out)?;
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        std::fs::rename(&temporary, path)?;
        File::open(folder)?.sync_all()
    };
    steps().map_err(|source| {
        // What was written so far helps nobody, and on a full disk it is in the way.
        let _ = std::fs::remove_file(&temporary);
        DiskError {
            path: path.to_owned(),
            source,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_private_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/file.xml");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            assert_eq!(
                std::fs::metadata(folder.path().join("a"))
                    .unwrap()
                    .permissions()
                    .mode()
                    & 0o777,
                0o700
            );
        }
    }

    #[test]
    fn a_path_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), b"").unwrap();
        let error = write(&folder.path().join("file/below.xml"), b"x").unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
    }
}
