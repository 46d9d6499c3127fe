//! The journal: one line for everything that was kept, chained by hashes, written by one process at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use chrono::SubsecRound as _;
use serde::{Deserialize, Serialize};

use super::backwards::Backwards;
use super::{Archive, Error, Result};
use crate::disk::{self, DiskError};
use crate::ledger::{ContentHash, Moment};
use crate::order::Text;

/// What a content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The XML of a file, as it was proven.
    Document,
    /// The archive that it was packed into.
    Package,
    /// That archive, on its way to the bureau: the upload began.
    Sent,
    /// The answer to `isp_upload`.
    UploadAnswer,
    /// The answer to `isp_download`, with the file in it.
    DownloadAnswer,
    /// The answer to `isp_downloadack`.
    Acknowledgement,
    /// The answer to `isp_querypreviousupload`.
    LastUpload,
    /// The answer to `isp_querybeianstatus`.
    StatusAnswer,
    /// The answer to `isp_verifybamm`.
    PasswordAnswer,
    /// An answer file that was taken in from disk.
    Ingested,
    /// The content was removed: it need not be kept any longer.
    Pruned,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Counts from 1 without gaps.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// What it is.
    pub kind: Kind,
    /// The bureau's name in the configuration; empty for what came from disk.
    pub bureau: String,
    /// The file that it is or that it is about; empty where it is about none.
    pub name: String,
    /// The `dataSequence` of an upload.
    pub sequence: Option<u32>,
    /// Hash of the content, and its name below `files/`.
    pub sha256: String,
    /// Length of the content in bytes.
    pub size: u64,
    /// Hash of the line before, without its line break; of the first line, the hash of nothing.
    pub before: String,
}

/// An entry that is to be written: without what the journal itself adds.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: Kind,
    pub bureau: String,
    pub name: String,
    pub sequence: Option<u32>,
    pub sha256: String,
    pub size: u64,
}

/// The last line that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// Its number.
    pub entries: u64,
    /// Its hash.
    pub sha256: String,
}

impl Head {
    fn none() -> Head {
        Head {
            entries: 0,
            sha256: hash(b""),
        }
    }
}

/// The longest piece that is read at once to find the last line.
const PIECE: u64 = 4096;

impl Archive {
    /// The journal's file.
    pub fn journal(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    fn head_path(&self) -> PathBuf {
        self.folder.join("head.json")
    }

    /// Opens the journal as its only writer; it is created if need be. Another process waits until the file is dropped.
    pub(super) fn lock(&self) -> Result<File> {
        disk::create_folder(&self.folder)?;
        let path = self.journal();
        let is_new = !path.exists();
        let file = disk::open_private(&path)?;
        self.on_disk(file.lock())?;
        if is_new {
            // Its name has to be as durable as what stands in it.
            self.on_disk(File::open(&self.folder).and_then(|folder| folder.sync_all()))?;
        }
        Ok(file)
    }

    /// Adds entries, all of them durable when this returns.
    pub(super) fn append(&self, file: &mut File, drafts: &[Draft], now: Moment) -> Result<()> {
        self.heal(file)?;
        let mut last = self.last(file)?;
        self.compare_with_head(&last)?;
        let mut lines = Vec::new();
        for draft in drafts {
            let entry = Entry {
                number: last.entries + 1,
                at: now.trunc_subsecs(0),
                kind: draft.kind,
                bureau: draft.bureau.clone(),
                name: draft.name.clone(),
                sequence: draft.sequence,
                sha256: draft.sha256.clone(),
                size: draft.size,
                before: last.sha256,
            };
            let line = self.on_disk(serde_json::to_vec(&entry).map_err(io::Error::from))?;
            last = Head {
                entries: entry.number,
                sha256: hash(&line),
            };
            lines.extend(line);
            lines.push(b'\n');
        }
        self.on_disk(
            file.seek(SeekFrom::End(0))
                .and_then(|_| file.write_all(&lines))
                .and_then(|()| file.sync_all()),
        )?;
        let head = self.on_disk(serde_json::to_vec(&last).map_err(io::Error::from))?;
        Ok(disk::write(&self.head_path(), &head)?)
    }

    /// Cuts off a line that a crash left unfinished. Whether there was one.
    pub(super) fn heal(&self, file: &mut File) -> Result<bool> {
        let length = self.on_disk(file.metadata())?.len();
        let end = self.on_disk(end_of_last_whole_line(file, length))?;
        if end == length {
            return Ok(false);
        }
        self.on_disk(file.set_len(end).and_then(|()| file.sync_all()))?;
        tracing::warn!(
            journal = %self.journal().display(),
            bytes = length - end,
            "the last line of the archive's journal was cut off by a crash and has been removed; what it was about was not done"
        );
        Ok(true)
    }

    /// The last line. The file ends with a whole one.
    fn last(&self, file: &mut File) -> Result<Head> {
        let length = self.on_disk(file.metadata())?.len();
        if length == 0 {
            return Ok(Head::none());
        }
        let begin = self.on_disk(end_of_last_whole_line(file, length - 1))?;
        let mut line = Vec::new();
        self.on_disk(
            file.seek(SeekFrom::Start(begin))
                .and_then(|_| file.read_to_end(&mut line)),
        )?;
        line.pop();
        let entry: Entry = serde_json::from_slice(&line).map_err(|_| Error::Journal {
            path: self.journal(),
            why: Text::new("最后一行无法读懂", "its last line cannot be read"),
        })?;
        Ok(Head {
            entries: entry.number,
            sha256: hash(&line),
        })
    }

    /// Refuses to go on where the journal's end is not what was written last. One that holds more than the head was cut
    /// off between the two.
    fn compare_with_head(&self, last: &Head) -> Result<()> {
        let Some(head) = self.head()? else {
            return Ok(());
        };
        let why = if head.entries > last.entries {
            let (first, end) = (last.entries + 1, head.entries);
            Text::new(
                format!("末尾的第 {first} 至 {end} 条不见了"),
                format!("entries {first} to {end} at its end are gone"),
            )
        } else if head.entries == last.entries && head.sha256 != last.sha256 {
            Text::new("最后一行被改动过", "its last line was changed")
        } else {
            return Ok(());
        };
        Err(Error::Journal {
            path: self.journal(),
            why,
        })
    }

    /// The last line as it was remembered; none where nothing is, or nothing that can be read.
    pub(super) fn head(&self) -> Result<Option<Head>> {
        match std::fs::read(self.head_path()) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => {
                let path = self.head_path();
                Err(DiskError { path, source }.into())
            }
        }
    }

    /// The journal's lines without their line breaks, as far as they are whole; none where there is no journal.
    pub(super) fn lines(&self) -> Result<impl Iterator<Item = Result<Vec<u8>>> + use<'_>> {
        let file = match File::open(self.journal()) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return self.on_disk(Err(error)),
        };
        let mut reader = file.map(BufReader::new);
        Ok(std::iter::from_fn(move || {
            let mut line = Vec::new();
            match reader.as_mut()?.read_until(b'\n', &mut line) {
                Ok(_) if line.pop() == Some(b'\n') => Some(Ok(line)),
                Ok(_) => None,
                Err(error) => Some(self.on_disk(Err(error))),
            }
        }))
    }

    /// The entries of all lines that can be read, the last one first.
    pub(super) fn latest_entries(&self) -> Result<impl Iterator<Item = Result<Entry>> + use<'_>> {
        let lines = match File::open(self.journal()) {
            Ok(file) => Some(self.on_disk(Backwards::of(file))?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return self.on_disk(Err(error)),
        };
        let lines = lines.into_iter().flatten();
        Ok(lines.filter_map(|line| match self.on_disk(line) {
            Ok(line) => serde_json::from_slice(&line).ok().map(Ok),
            Err(error) => Some(Err(error)),
        }))
    }

    /// What the system says about the journal.
    fn on_disk<T>(&self, result: io::Result<T>) -> Result<T> {
        result.map_err(|source| {
            let path = self.journal();
            DiskError { path, source }.into()
        })
    }
}

/// The hash of a line or a content, as the journal writes it.
pub(super) fn hash(bytes: &[u8]) -> String {
    ContentHash::of(bytes).to_string()
}

/// Where the last whole line of the first `length` bytes ends; 0 when there is none.
fn end_of_last_whole_line(file: &mut File, length: u64) -> io::Result<u64> {
    let mut end = length;
    while end > 0 {
        let begin = end.saturating_sub(PIECE);
        let mut piece = vec![0; usize::try_from(end - begin).unwrap_or_default()];
        file.seek(SeekFrom::Start(begin))?;
        file.read_exact(&mut piece)?;
        if let Some(at) = piece.iter().rposition(|byte| *byte == b'\n') {
            return Ok(begin + at as u64 + 1);
        }
        end = begin;
    }
    Ok(0)
}
