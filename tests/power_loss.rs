//! The power fails at a step of `build`, `send` or `fetch`: what was never made durable is gone, and the next night brings
//! everything to its end all the same: 0 orders lost, 0 sent twice, 0 numbers reused or skipped.
//!
//! The library of `kill_support` notes what each sync makes durable, SQLite's too: a file's content when the file is synced, a
//! folder's names when the folder is. After the process has died the disk is put together anew from that, twice, as two disks
//! that keep what they promised and nothing else would hold it:
//!
//! - *late names*: a name that was given, changed or removed is so only if its folder was synced afterwards;
//! - *early names*: every name is as it was left, but a file holds what it held when it was last synced.
//!
//! What lay there before the stage began is taken to be durable. Not shown: a sync that lies, a disk that mixes old and new
//! sectors of one unsynced write (SQLite's checksums are for that), and the bureau's own disk.
//!
//! `BEIAN_KILL_STEPS=all cargo test --release --test power_loss -- --nocapture` tries every step; without it a sample.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion
#![cfg(target_os = "linux")]

mod kill_support;
mod night_support;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;

use kill_support::{Death, Wrong, everywhere, go_on, library, open_bureau, watched};
use night_support::SmallNight;

/// The bureau's own memory, which is on another machine.
const ELSEWHERE: &str = "practice";

#[test]
fn what_was_not_durable_when_the_power_failed_is_missed_by_nobody() {
    let Some(library) = library() else {
        eprintln!(
            "skipped: there is no C compiler to build the library with that notes what is synced"
        );
        return;
    };
    let total = everywhere(&library, false, &|before, command, death| {
        fail_and_go_on(before, command, death, &library)
    });
    assert_eq!(total.sum(), 0, "{total:?}");
}

/// What a disk holds for certain, by inode.
#[derive(Default)]
struct Durable {
    files: HashMap<u64, Vec<u8>>,
    /// Names and inodes.
    folders: HashMap<u64, Vec<(String, u64)>>,
}

impl Durable {
    /// All that lies in a folder.
    fn of(folder: &Path) -> Self {
        let mut durable = Self::default();
        durable.look(folder);
        durable
    }

    fn look(&mut self, folder: &Path) {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let (path, inode) = (entry.path(), entry.metadata().unwrap().ino());
            names.push((entry.file_name().into_string().unwrap(), inode));
            if path.is_dir() {
                self.look(&path);
            } else {
                self.files.insert(inode, fs::read(&path).unwrap());
            }
        }
        self.folders
            .insert(fs::metadata(folder).unwrap().ino(), names);
    }

    /// What was made durable since.
    fn note(&mut self, synced: &Path) {
        let log = fs::read_to_string(synced.join("log")).unwrap();
        let mut folder = 0;
        for line in log.lines() {
            let mut words = line.splitn(3, ' ');
            let (what, inode) = (words.next().unwrap(), words.next().unwrap());
            let inode: u64 = inode.parse().unwrap();
            let rest = words.next().unwrap_or_default();
            match what {
                "N" => {
                    self.files.remove(&inode);
                }
                "F" => {
                    self.files
                        .insert(inode, fs::read(synced.join(rest)).unwrap());
                }
                "D" => {
                    folder = inode;
                    self.folders.insert(folder, Vec::new());
                }
                _ => self
                    .folders
                    .get_mut(&folder)
                    .unwrap()
                    .push((rest.to_owned(), inode)),
            }
        }
    }

    /// The content that a file has for certain; nothing where it was never synced.
    fn content(&self, inode: u64) -> &[u8] {
        self.files.get(&inode).map_or(&[], Vec::as_slice)
    }

    /// A disk on which a name is what it was when its folder was last synced. `kinds` says which inodes are folders.
    fn late_names(&self, folder: u64, kinds: &HashMap<u64, bool>, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for (name, inode) in self.folders.get(&folder).into_iter().flatten() {
            let is_folder = self.folders.contains_key(inode) || kinds.get(inode) == Some(&true);
            if is_folder {
                self.late_names(*inode, kinds, &to.join(name));
            } else {
                fs::write(to.join(name), self.content(*inode)).unwrap();
            }
        }
    }

    /// A disk on which every name is as it was left.
    fn early_names(&self, left: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(left).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            let inode = entry.metadata().unwrap().ino();
            if entry.path().is_dir() {
                self.early_names(&entry.path(), &to.join(name));
            } else {
                fs::write(to.join(name), self.content(inode)).unwrap();
            }
        }
    }
}

/// Which inodes below a folder are folders.
fn kinds(folder: &Path, found: &mut HashMap<u64, bool>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let is_folder = entry.path().is_dir();
        found.insert(entry.metadata().unwrap().ino(), is_folder);
        if is_folder {
            kinds(&entry.path(), found);
        }
    }
}

/// Lets the power fail in a stage, runs the night again on either disk, and compares.
fn fail_and_go_on(before: &SmallNight, command: &[&str], death: Death, library: &Path) -> Wrong {
    let mut wrong = Wrong::default();
    let night = before.copied();
    let synced = tempfile::tempdir().unwrap();
    let bureau = open_bureau(&night);
    let root = night.path("");
    let mut durable = Durable::of(&root);
    let status = watched(&night, command, library)
        .env("STEPS_SYNCED", synced.path())
        .env("STEPS_KILL_AT", death.step.to_string())
        .status()
        .unwrap();
    assert_eq!(
        status.signal(),
        Some(9),
        "{command:?} {death:?} was not reached: {status:?}"
    );
    drop(bureau);
    durable.note(synced.path());
    let mut folders = HashMap::new();
    kinds(&root, &mut folders);
    for disk in ["late names", "early names"] {
        let after = SmallNight::empty();
        match disk {
            "late names" => {
                let inode = fs::metadata(&root).unwrap().ino();
                durable.late_names(inode, &folders, &after.path(""));
            }
            _ => durable.early_names(&root, &after.path("")),
        }
        fs::remove_dir_all(after.path(ELSEWHERE)).unwrap();
        after.take_over(&night, ELSEWHERE);
        let _bureau = open_bureau(&after);
        wrong.add(&go_on(&after, &format!("{command:?} {death:?} {disk}")));
    }
    wrong
}
