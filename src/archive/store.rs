//! Contents: each in a file called by its SHA-256, written once.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::journal::{Draft, Kind};
use super::{Archive, Error, Result};
use crate::disk::{self, DiskError};
use crate::ledger::{ContentHash, Moment};

/// What a content is, to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// What it is.
    pub kind: Kind,
    /// The bureau's name in the configuration; empty for what came from disk.
    pub bureau: &'a str,
    /// The file that it is or that it is about; empty where it is about none.
    pub name: &'a str,
    /// The `dataSequence` of an upload.
    pub sequence: Option<u32>,
}

impl Note<'_> {
    fn draft(&self, sha256: String, size: u64) -> Draft {
        Draft {
            kind: self.kind,
            bureau: self.bureau.to_owned(),
            name: self.name.to_owned(),
            sequence: self.sequence,
            sha256,
            size,
        }
    }
}

impl Archive {
    /// Keeps contents, each with what it is. All of it is durable when this returns.
    pub fn keep(&self, contents: &[(Note<'_>, &[u8])], now: Moment) -> Result<()> {
        let mut journal = self.lock()?;
        let mut drafts = Vec::new();
        for (note, content) in contents {
            let sha256 = ContentHash::of(content).to_string();
            let size = content.len() as u64;
            let path = self.content(&sha256);
            if !is_there(&path, size) {
                disk::write(&path, content)?;
            }
            drafts.push(note.draft(sha256, size));
        }
        self.append(&mut journal, &drafts, now)
    }

    /// Keeps the content of a file, however large it is; once, if it comes again as the same.
    pub fn keep_file(&self, note: &Note<'_>, path: &Path, now: Moment) -> Result<()> {
        let mut journal = self.lock()?;
        let (sha256, size) = digest(path)?;
        let place = self.content(&sha256);
        let was_there = is_there(&place, size);
        if !was_there {
            disk::write_with(&place, |out| {
                let copied = io::copy(&mut File::open(path)?, out)?;
                if copied == size {
                    Ok(())
                } else {
                    Err(io::Error::other("it changed while it was copied"))
                }
            })?;
        }
        if was_there && self.has(note, &sha256)? {
            return Ok(());
        }
        self.append(&mut journal, &[note.draft(sha256, size)], now)
    }

    /// Whether the journal says that this content is here as this.
    fn has(&self, note: &Note<'_>, sha256: &str) -> Result<bool> {
        for entry in self.latest_entries()? {
            let entry = entry?;
            if entry.sha256 != sha256 {
                continue;
            }
            if entry.kind == Kind::Pruned {
                return Ok(false);
            }
            if entry.kind == note.kind && entry.name == note.name {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The content that was kept last as this kind and under this name; none when there is none or it was pruned.
    pub fn find(&self, kind: Kind, name: &str) -> Result<Option<Vec<u8>>> {
        for entry in self.latest_entries()? {
            let entry = entry?;
            if entry.kind == kind && entry.name == name {
                return self.read(&entry.sha256);
            }
        }
        Ok(None)
    }

    /// A content by its hash; none when it is not there.
    pub fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let path = self.content(sha256);
        match fs::read(&path) {
            Ok(content) if ContentHash::of(&content).to_string() == sha256 => Ok(Some(content)),
            Ok(_) => Err(Error::Content { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(DiskError { path, source }.into()),
        }
    }

    /// The hash that a file's content would have here.
    pub fn hash_of(path: &Path) -> Result<String> {
        Ok(digest(path)?.0)
    }

    /// The folder of the contents.
    pub(super) fn contents(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// Where a content lies.
    pub fn content(&self, sha256: &str) -> PathBuf {
        self.contents().join(sha256)
    }
}

fn is_there(path: &Path, size: u64) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == size)
}

/// Hash and length of a file, which is not held in memory.
pub(super) fn digest(path: &Path) -> Result<(String, u64)> {
    let steps = || -> io::Result<(String, u64)> {
        let mut source = BufReader::new(File::open(path)?);
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        let mut size = 0;
        loop {
            let count = source.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            hash.update(&buffer[..count]);
            size += count as u64;
        }
        Ok((
            ContentHash::from(<[u8; 32]>::from(hash.finalize())).to_string(),
            size,
        ))
    };
    steps().map_err(|source| {
        let path = path.to_owned();
        DiskError { path, source }.into()
    })
}
