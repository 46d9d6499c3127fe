//! Removing what was sent and received long ago: the interface wants every uploaded file kept for more than three months,
//! and what is not reconciled is needed for longer.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::Days;
use walkdir::WalkDir;

use super::build::{BuildError, OutboxFolder};
use super::keep::archive;
use crate::archive::{Archive, Content, Entry, Kind};
use crate::config::Config;
use crate::disk::DiskError;
use crate::ledger::{self, Actor, FileRecord, Ledger, Moment};

/// The fewest days for which anything is kept: longer than any three months.
pub const KEPT_DAYS: u64 = 92;

/// Removes what need not be kept any longer, or with `is_rehearsal` only tells what that would be: paths of the outbox, of
/// the archive, and of answers in the inbox that the archive had too.
///
/// A sent file goes `days` after the bureau took it, once all of its orders are over; an answer `days` after it came, once
/// the ledger has taken it in and no person has to decide about any of it.
pub fn prune(
    ledger: &Ledger,
    config: &Config,
    days: u64,
    is_rehearsal: bool,
    now: Moment,
) -> Result<Vec<PathBuf>, BuildError> {
    let reconciled = Reconciled::read(ledger, days, now)?;
    let mut paths = outbox_files(&reconciled, config);
    let archive = archive(config);
    let inbox = config.path(&config.paths.inbox);
    let may_go = |entry: &Entry| reconciled.may_go(entry);
    if is_rehearsal {
        let contents = archive.prunable(may_go)?;
        let copies = copies(&inbox, &contents)?;
        paths.extend(contents.into_iter().map(|content| content.path));
        paths.extend(copies);
        return Ok(paths);
    }
    paths.iter().try_for_each(|path| remove(path))?;
    let contents = archive.prune(may_go, now)?;
    let copies = copies(&inbox, &contents)?;
    copies.iter().try_for_each(|path| remove(path))?;
    paths.extend(contents.into_iter().map(|content| content.path));
    paths.extend(copies);
    Ok(paths)
}

/// What is old enough and over.
struct Reconciled {
    days: Days,
    now: Moment,
    /// Every file that the ledger knows, and whether it may go.
    files: HashMap<String, bool>,
    outboxes: Vec<(String, String)>,
    /// Answer files that were taken in and leave nothing open.
    answers: HashSet<String>,
}

impl Reconciled {
    fn read(ledger: &Ledger, days: u64, now: Moment) -> ledger::Result<Self> {
        let mut reconciled = Self {
            days: Days::new(days.max(KEPT_DAYS)),
            now,
            files: HashMap::new(),
            outboxes: Vec::new(),
            answers: HashSet::new(),
        };
        for file in ledger.files()? {
            let goes = reconciled.is_over(&file, ledger)?;
            if goes {
                reconciled.outboxes.push((file.bureau, file.name.clone()));
            }
            reconciled.files.insert(file.name, goes);
        }
        let answers = ledger.answer_files()?;
        let open: HashSet<String> = { answers.iter() }
            .filter(|answer| answer.is_open)
            .map(|answer| answer.name.clone())
            .collect();
        let names = answers.into_iter().map(|answer| answer.name);
        reconciled.answers = names.filter(|name| !open.contains(name)).collect();
        Ok(reconciled)
    }

    fn is_over(&self, file: &FileRecord, ledger: &Ledger) -> ledger::Result<bool> {
        if !file.accepted.is_some_and(|taken| self.is_old(taken)) {
            return Ok(false);
        }
        let numbers: Vec<&str> = file.orders.iter().map(String::as_str).collect();
        let states = ledger.states_of(&numbers)?;
        Ok(states.values().all(|state| state.who() == Actor::Nobody))
    }

    fn is_old(&self, moment: Moment) -> bool {
        moment
            .checked_add_days(self.days)
            .is_some_and(|end| end <= self.now)
    }

    fn may_go(&self, entry: &Entry) -> bool {
        let is_reconciled = match entry.kind {
            // What was built and never recorded was never sent.
            Kind::Document | Kind::Package => self.files.get(&entry.name).copied().unwrap_or(true),
            Kind::Sent | Kind::UploadAnswer => {
                self.files.get(&entry.name).copied().unwrap_or(false)
            }
            Kind::DownloadAnswer | Kind::Ingested => {
                entry.name.is_empty() || self.answers.contains(&entry.name)
            }
            Kind::Acknowledgement
            | Kind::LastUpload
            | Kind::StatusAnswer
            | Kind::PasswordAnswer
            | Kind::Pruned => true,
        };
        is_reconciled && self.is_old(entry.at)
    }
}

fn outbox_files(reconciled: &Reconciled, config: &Config) -> Vec<PathBuf> {
    let files = reconciled.outboxes.iter().flat_map(|(bureau, name)| {
        let outbox = OutboxFolder::of(config, bureau).0;
        ["xml", "zip", "json"].map(|extension| outbox.join(name).with_extension(extension))
    });
    files.filter(|path| path.exists()).collect()
}

/// The files of the inbox that hold the same bytes as one of these contents.
fn copies(inbox: &Path, contents: &[Content]) -> Result<Vec<PathBuf>, BuildError> {
    let hashes: HashSet<&str> = { contents.iter() }
        .map(|content| content.sha256.as_str())
        .collect();
    let sizes: HashSet<u64> = contents.iter().map(|content| content.size).collect();
    let mut copies = Vec::new();
    if hashes.is_empty() || !inbox.exists() {
        return Ok(copies);
    }
    for entry in WalkDir::new(inbox).sort_by_file_name() {
        let entry = entry.map_err(|error| DiskError {
            path: error.path().unwrap_or(inbox).to_owned(),
            source: error
                .into_io_error()
                .unwrap_or_else(|| io::Error::other("a loop of links")),
        })?;
        let is_candidate = entry.file_type().is_file()
            && entry
                .metadata()
                .is_ok_and(|found| sizes.contains(&found.len()));
        if is_candidate && hashes.contains(Archive::hash_of(entry.path())?.as_str()) {
            copies.push(entry.into_path());
        }
    }
    Ok(copies)
}

/// Removes a file; one that is gone already is no error.
fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(DiskError {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}
