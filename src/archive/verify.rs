//! Verifying: every line follows from the one before, and every content that should be there is what was kept.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::fault::{Fault, Problem};
use super::journal::{Entry, Kind, hash};
use super::store::digest;
use super::{Archive, Result};
use crate::disk::DiskError;
use crate::order::Text;

/// What verifying came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Lines of the journal.
    pub entries: u64,
    /// Contents that should be there.
    pub contents: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Contents that were pruned.
    pub pruned: u64,
    /// What is wrong, or worth knowing.
    pub problems: Vec<Problem>,
}

impl Verification {
    /// Whether nothing is lost or changed.
    pub fn is_sound(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| !problem.fault.is_error())
    }
}

/// What the journal says of a content.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub size: u64,
    pub is_pruned: bool,
    /// What it was kept as first, for a message.
    pub described: Text,
}

impl Archive {
    /// Reads the whole journal and every content. An error means that this machine could not read them.
    pub fn verify(&self) -> Result<Verification> {
        let mut found = Verification::default();
        if !self.journal().exists() {
            found.problems.extend(self.strays(&BTreeMap::new())?);
            return Ok(found);
        }
        // No line is written and no content removed meanwhile.
        let mut journal = self.lock()?;
        if self.heal(&mut journal)? {
            found.problems.push(Problem {
                fault: Fault::Healed,
                place: self.journal().display().to_string(),
                message: Text::new(
                    "最后一行被崩溃截断，已删去",
                    "the last line was cut off by a crash and has been removed",
                ),
            });
        }
        let standings = self.chain(&mut found)?;
        let kept: Vec<(&String, &Standing)> = { standings.iter() }
            .filter(|(_, standing)| !standing.is_pruned)
            .collect();
        found.contents = kept.len() as u64;
        found.bytes = kept.iter().map(|(_, standing)| standing.size).sum();
        found.pruned = standings.len() as u64 - found.contents;
        let judged: Vec<Option<Problem>> = kept
            .into_par_iter()
            .map(|(sha256, standing)| self.judge(sha256, standing))
            .collect::<Result<_>>()?;
        found.problems.extend(judged.into_iter().flatten());
        found.problems.extend(self.strays(&standings)?);
        Ok(found)
    }

    /// The entries of all lines that can be read, in order.
    pub(super) fn entries(&self) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for line in self.lines()? {
            entries.extend(serde_json::from_slice::<Entry>(&line?));
        }
        Ok(entries)
    }

    /// Follows the chain from its beginning to what is remembered as its end.
    fn chain(&self, found: &mut Verification) -> Result<BTreeMap<String, Standing>> {
        let head = self.head()?;
        let mut standings = BTreeMap::new();
        let mut before = hash(b"");
        let mut number = 0;
        let mut at_head = None;
        for line in self.lines()? {
            let line = line?;
            found.entries += 1;
            let place = self.place(found.entries);
            match serde_json::from_slice::<Entry>(&line) {
                Ok(entry) => {
                    let problem = link(&entry, number, &before, found.entries);
                    found
                        .problems
                        .extend(problem.map(|(fault, message)| Problem {
                            fault,
                            place,
                            message,
                        }));
                    number = entry.number;
                    note(&mut standings, &entry);
                }
                Err(_) => {
                    found.problems.push(Problem {
                        fault: Fault::Unreadable,
                        place,
                        message: Text::new("这一行无法读懂", "this line cannot be read"),
                    });
                    number += 1;
                }
            }
            before = hash(&line);
            if head
                .as_ref()
                .is_some_and(|head| head.entries == found.entries)
            {
                at_head = Some(before.clone());
            }
        }
        let end = |fault, message| Problem {
            fault,
            place: self.place(found.entries),
            message,
        };
        let problem = match head {
            None if found.entries == 0 => None,
            None => Some(end(
                Fault::NoHead,
                Text::new(
                    "head.json 不存在或无法读懂",
                    "head.json is not there or cannot be read",
                ),
            )),
            Some(head) => match at_head {
                None if head.entries > found.entries => {
                    let (first, last) = (found.entries + 1, head.entries);
                    Some(end(
                        Fault::Removed,
                        Text::new(
                            format!("末尾的第 {first} 至 {last} 条不见了"),
                            format!("entries {first} to {last} at the end are gone"),
                        ),
                    ))
                }
                Some(hash) if hash != head.sha256 && head.entries == found.entries => Some(end(
                    Fault::Changed,
                    Text::new("最后一行被改动过", "the last line was changed"),
                )),
                _ => None,
            },
        };
        found.problems.extend(problem);
        Ok(standings)
    }

    fn place(&self, line: u64) -> String {
        format!("{}:{line}", self.journal().display())
    }

    /// Whether a content is there and what was kept.
    fn judge(&self, sha256: &str, standing: &Standing) -> Result<Option<Problem>> {
        let path = self.content(sha256);
        let problem = |fault, zh: String, en: String| {
            let place = path.display().to_string();
            let message = Text::new(zh, en);
            Ok(Some(Problem {
                fault,
                place,
                message,
            }))
        };
        let Text { zh, en } = &standing.described;
        if !path.exists() {
            return problem(
                Fault::ContentMissing,
                format!("{zh}不见了"),
                format!("{en} is not there"),
            );
        }
        let (found, size) = digest(&path)?;
        if found == sha256 && size == standing.size {
            return Ok(None);
        }
        problem(
            Fault::ContentChanged,
            format!("{zh}与存入时不同"),
            format!("{en} is not what was kept"),
        )
    }

    /// Files that no line speaks of, and those that were to be removed.
    fn strays(&self, standings: &BTreeMap<String, Standing>) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for path in self.files()? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let (fault, message) = match standings.get(&*name) {
                None => (
                    Fault::Stray,
                    Text::new(
                        "日志中没有这个文件",
                        "the journal does not speak of this file",
                    ),
                ),
                Some(standing) if standing.is_pruned => (
                    Fault::Leftover,
                    Text::new("应已删除", "it was to be removed"),
                ),
                Some(_) => continue,
            };
            problems.push(Problem {
                fault,
                place: path.display().to_string(),
                message,
            });
        }
        Ok(problems)
    }

    /// Everything that lies below `files/`, sorted.
    pub(super) fn files(&self) -> Result<Vec<PathBuf>> {
        let folder = self.contents();
        let read = || -> io::Result<Vec<PathBuf>> {
            let mut paths: Vec<PathBuf> = fs::read_dir(&folder)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<io::Result<_>>()?;
            paths.sort();
            Ok(paths)
        };
        match read() {
            Ok(paths) => Ok(paths),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(source) => Err(DiskError {
                path: folder,
                source,
            }
            .into()),
        }
    }
}

/// Notes what an entry says of its content.
pub(super) fn note(standings: &mut BTreeMap<String, Standing>, entry: &Entry) {
    let standing = standings
        .entry(entry.sha256.clone())
        .or_insert_with(|| Standing {
            size: entry.size,
            is_pruned: false,
            described: describe(entry),
        });
    standing.is_pruned = entry.kind == Kind::Pruned;
}

/// What an entry is about, for a message; no line break in it.
fn describe(entry: &Entry) -> Text {
    let name: String = entry.name.chars().filter(|c| !c.is_control()).collect();
    let number = entry.number;
    if name.is_empty() {
        return Text::new(
            format!("第 {number} 条的内容"),
            format!("the content of entry {number}"),
        );
    }
    Text::new(
        format!("第 {number} 条（{name}）的内容"),
        format!("the content of entry {number} ({name})"),
    )
}

/// How a line fails to follow from the one before, if it does.
fn link(entry: &Entry, number: u64, before: &str, line: u64) -> Option<(Fault, Text)> {
    let expected = number + 1;
    if entry.number == expected && entry.before == before {
        return None;
    }
    let found = entry.number;
    Some(if found > expected {
        let last = found - 1;
        (
            Fault::Removed,
            Text::new(
                format!("它之前的第 {expected} 至 {last} 条不见了"),
                format!("entries {expected} to {last} before it are gone"),
            ),
        )
    } else if found < expected {
        (
            Fault::Moved,
            Text::new(
                format!("这里是第 {found} 条，应为第 {expected} 条"),
                format!("entry {found} stands here, where {expected} belongs"),
            ),
        )
    } else {
        let above = line - 1;
        (
            Fault::Changed,
            Text::new(
                format!("第 {above} 行不是写这一行时的样子，两行之一被改动过"),
                format!(
                    "line {above} is not what it was when this one was written: one of the two was changed"
                ),
            ),
        )
    })
}
