//! Removing contents that need not be kept any longer. Whose turn that is, others decide.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use super::journal::{Draft, Entry, Kind};
use super::verify::note;
use super::{Archive, Result};
use crate::disk::DiskError;
use crate::ledger::Moment;

/// A content that may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its hash.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
    /// The file that it was last kept as; empty where it was none.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Whether the journal says already that it is gone.
    is_noted: bool,
}

impl Archive {
    /// The contents of which every entry may go. One that lies there although the journal says that it was removed is among
    /// them.
    pub fn prunable(&self, may_go: impl Fn(&Entry) -> bool) -> Result<Vec<Content>> {
        let mut standings = BTreeMap::new();
        let mut stays: BTreeMap<String, bool> = BTreeMap::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for entry in self.entries()? {
            note(&mut standings, &entry);
            let stays = stays.entry(entry.sha256.clone()).or_default();
            if entry.kind == Kind::Pruned {
                *stays = false;
            } else {
                *stays |= !may_go(&entry);
                names.insert(entry.sha256, entry.name);
            }
        }
        let contents = standings.into_iter().filter_map(|(sha256, standing)| {
            let path = self.content(&sha256);
            let goes = match standing.is_pruned {
                true => path.exists(),
                false => !stays.get(&sha256).copied().unwrap_or(true),
            };
            goes.then(|| Content {
                name: names.remove(&sha256).unwrap_or_default(),
                size: standing.size,
                is_noted: standing.is_pruned,
                path,
                sha256,
            })
        });
        Ok(contents.collect())
    }

    /// Removes the contents of which every entry may go, and tells which. The journal says so before the first of them goes.
    pub fn prune(&self, may_go: impl Fn(&Entry) -> bool, now: Moment) -> Result<Vec<Content>> {
        if !self.journal().exists() {
            return Ok(Vec::new());
        }
        // Nothing that was to go is kept again meanwhile.
        let mut journal = self.lock()?;
        self.heal(&mut journal)?;
        let contents = self.prunable(may_go)?;
        if contents.is_empty() {
            return Ok(contents);
        }
        let drafts: Vec<Draft> = { contents.iter() }
            .filter(|content| !content.is_noted)
            .map(|content| Draft {
                kind: Kind::Pruned,
                bureau: String::new(),
                name: content.name.clone(),
                sequence: None,
                sha256: content.sha256.clone(),
                size: content.size,
            })
            .collect();
        self.append(&mut journal, &drafts, now)?;
        for Content { path, .. } in &contents {
            match fs::remove_file(path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    let path = path.clone();
                    return Err(DiskError { path, source }.into());
                }
                _ => {}
            }
        }
        let path = self.contents();
        let durable = File::open(&path).and_then(|folder| folder.sync_all());
        durable.map_err(|source| DiskError { path, source })?;
        Ok(contents)
    }
}
