//! What every fixture answer says, read into messages; the fixtures that do not break the official schema are valid under it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use beian::download::Messages;

/// Folders of `fixtures/answers` that are no family's: answers of calls, and documents whose outcome is the point.
const NOT_OF_A_FAMILY: [&str; 2] = ["calls", "awkward"];

/// The documents under `fixtures/answers`, each in the folder of its family.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let mut documents = Vec::new();
    for family in fs::read_dir(folder).unwrap() {
        let family = family.unwrap().path();
        if family.is_dir() && !NOT_OF_A_FAMILY.iter().any(|other| family.ends_with(other)) {
            let entries = fs::read_dir(family).unwrap();
            documents.extend(entries.map(|entry| entry.unwrap().path()));
        }
    }
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    documents.sort();
    documents
}

fn name(path: &Path) -> String {
    let family = path
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_string_lossy();
    format!("{family}_{}", path.file_stem().unwrap().to_string_lossy())
}

/// The messages as text, without the fields that are absent.
fn shown(path: &Path) -> String {
    let mut text = String::new();
    for message in Messages::new(File::open(path).unwrap()) {
        let message = match message {
            Ok(message) => message,
            Err(error) => {
                writeln!(text, "error: {error}").unwrap();
                continue;
            }
        };
        writeln!(text, "{} {}", message.number, message.family).unwrap();
        for unknown in message.unknown() {
            writeln!(text, "not understood: {unknown}").unwrap();
        }
        let content = in_short(&format!("{:#?}", message.content));
        let present = content
            .lines()
            .filter(|line| !line.ends_with(": None,") && !line.ends_with(": [],"));
        for line in present {
            writeln!(text, "{line}").unwrap();
        }
    }
    text
}

/// Values of one line without what the debug format puts around them.
fn in_short(content: &str) -> String {
    let lines: Vec<&str> = content.lines().collect();
    let mut short = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let wrapped =
            line.ends_with('(') && lines.get(at + 2).is_some_and(|end| end.trim() == "),");
        if wrapped {
            let before = line
                .trim_end_matches("Some(")
                .trim_end_matches("IpAddress(");
            writeln!(short, "{before}{}", lines[at + 1].trim()).unwrap();
            at += 3;
        } else {
            writeln!(short, "{line}").unwrap();
            at += 1;
        }
    }
    short
}

#[test]
fn every_fixture_says_what_it_said() {
    let documents = documents();
    assert!(documents.len() >= 17, "a fixture for every family");
    for path in documents {
        insta::with_settings!({ snapshot_path => "snapshots/download", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name(&path), shown(&path));
        });
    }
}

#[test]
fn fixtures_that_do_not_say_so_do_not_break_the_official_schema() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/download.xsd");
    if !schema.exists() {
        eprintln!("skipped: the official schema is not beside this checkout");
        return;
    }
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    for path in documents() {
        let output = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .args([&schema, &path])
            .output()
            .unwrap();
        let breaks = name(&path).contains("breaks-schema");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            !breaks,
            "{}: {said}",
            path.display()
        );
    }
}
