//! Every upload family, from the operator's files to the bureau's bytes.
//!
//! Each folder of `fixtures/families` is one family: `beian.toml` with the clock pinned, `orders/` in every form that
//! intake reads, and `expected/`, the GBK files that `build` makes of them with an empty ledger, byte for byte: each is a
//! case of `beian regress`, which `tests/regress.rs` runs.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use beian::upload::schema;
use beian::xsd::Schema;
use quick_xml::Reader;
use quick_xml::events::Event;

fn families() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/families");
    let mut families: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures lie in the repository")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    families.sort();
    assert!(families.len() >= 3, "{families:?}");
    families
}

fn name(path: &Path) -> String {
    let name = path.file_name().and_then(OsStr::to_str);
    name.expect("fixtures have plain names").to_owned()
}

/// The XML files of a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension() == Some(OsStr::new("xml")))
        .map(|path| (name(&path), fs::read(&path).expect("a readable file")))
        .collect()
}

#[test]
fn every_expected_file_fits_the_official_schema_in_the_eyes_of_another_validator() {
    let Some(schema) = official_schema() else {
        eprintln!("skipped: the official schema is not beside this checkout");
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    for family in families() {
        let folder = family.join("expected");
        let files = files(&folder);
        assert!(!files.is_empty(), "{} expects nothing", name(&family));
        let output = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(&schema)
            .args(files.keys().map(|name| folder.join(name)))
            .output()
            .expect("xmllint starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert_eq!(said.matches(" validates").count(), files.len(), "{said}");
    }
}

fn official_schema() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/upload.xsd");
    path.exists().then_some(path)
}

/// Every element of the upload schema, by its path without the groups around it: the official one, or else ours.
fn declared() -> BTreeSet<String> {
    let official = official_schema().map(|path| Schema::read_file(&path).expect("it loads"));
    let schema = official.as_ref().unwrap_or_else(|| schema::bundled());
    let lines = schema.outline().into_iter();
    lines
        .filter(|line| line.kind == "element")
        .map(|line| {
            let steps = line.path.split('/').filter(|step| !step.starts_with('('));
            steps.collect::<Vec<_>>().join("/")
        })
        .collect()
}

/// Every element of a file, by its path.
fn elements(xml: &[u8]) -> BTreeSet<String> {
    let text = encoding_rs::GBK.decode(xml).0;
    let mut reader = Reader::from_str(&text);
    let mut path = String::new();
    let mut found = BTreeSet::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                path.push('/');
                path.push_str(start.name().as_ref());
                found.insert(path.clone());
            }
            Event::End(_) => path.truncate(path.rfind('/').expect("an element is open")),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn every_element_of_the_upload_schema_is_written_by_some_fixture() {
    let written: BTreeSet<String> = families()
        .iter()
        .flat_map(|family| files(&family.join("expected")))
        .flat_map(|(_, xml)| elements(&xml))
        .collect();
    let declared = declared();
    let unknown: Vec<_> = written.difference(&declared).collect();
    assert!(unknown.is_empty(), "not in the schema: {unknown:#?}");
    let missing: Vec<_> = declared.difference(&written).collect();
    assert!(missing.is_empty(), "written by no fixture: {missing:#?}");
}
