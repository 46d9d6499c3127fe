//! What the tests of the real program share: a copy of a fixture to work in, and the program itself.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A copy of a fixture in a folder of its own.
pub struct Night {
    folder: TempDir,
}

impl Night {
    /// Copies `fixtures/first-night`.
    pub fn copy() -> Self {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-night");
        Self::of(&fixture, &["orders", "beian.toml", "practice.toml"])
    }

    /// Copies the named files and folders of a fixture, without what an earlier run left behind.
    pub fn of(fixture: &Path, names: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the copy");
        for name in names {
            copy(&fixture.join(name), &folder.path().join(name));
        }
        Self { folder }
    }

    /// A path below the copy.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command with the copy's configuration.
    pub fn beian(&self, arguments: &[&str]) -> Output {
        let mut command = beian();
        command
            .current_dir(self.folder.path())
            .args(arguments)
            .args(["--config", "beian.toml", "--lang", "zh"]);
        command.output().expect("the program starts")
    }
}

/// The program under test.
pub fn beian() -> Command {
    Command::new(env!("CARGO_BIN_EXE_beian"))
}

/// The standard output as JSON lines.
pub fn json_lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

/// Reads the rules that must fire, by order; an empty order stands for findings of files and rows.
pub fn expected() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-night/expected.csv");
    let text = fs::read_to_string(path).expect("the list of expected rules");
    let pairs = text.lines().skip(1).filter_map(|line| line.split_once(','));
    pairs
        .map(|(order, rule)| (order.to_owned(), rule.to_owned()))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a readable folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a readable file");
    }
}
