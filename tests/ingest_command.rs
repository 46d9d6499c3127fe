//! `beian ingest`: what it takes, what it prints, and how it ends.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use support::{beian, json_lines};
use tempfile::TempDir;

const KEYS: [(&str, &str); 2] = [
    ("TEST_AES_KEY", "0123456789abcdef"),
    ("TEST_AES_IV", "0102030405060708"),
];

/// A carrier with an empty ledger.
struct Carrier(TempDir);

impl Carrier {
    fn new() -> Carrier {
        let folder = tempfile::tempdir().unwrap();
        let config = "[carrier]\nisp_id = 330000000001\n[[bureau]]\nname = \"甲\"\nurl = \"practice\"\n\
            encrypt = true\naes_key_env = \"TEST_AES_KEY\"\naes_iv_env = \"TEST_AES_IV\"\n\
            [clock]\nnow = \"2026-09-18T22:00:00+08:00\"\n";
        fs::write(folder.path().join("beian.toml"), config).unwrap();
        Carrier(folder)
    }

    /// Puts a fixture under another name.
    fn bring(&self, fixture: &str, name: &str) -> &Carrier {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(answers().join(fixture), path).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ingest(&self, arguments: &[&str]) -> Output {
        let mut command = beian();
        command
            .current_dir(self.0.path())
            .arg("ingest")
            .args(arguments)
            .args(["--lang", "en"])
            .envs(KEYS);
        command.output().unwrap()
    }

    fn lines(&self, arguments: &[&str], exit: i32) -> Vec<Value> {
        let output = self.ingest(&[arguments, &["--format", "json"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(exit), "{said}");
        json_lines(&output)
    }
}

fn answers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// File, family and number of records of each line.
fn summary(lines: &[Value]) -> Vec<(&str, &str, u64)> {
    let of = |line: &'_ Value, key: &str| line[key].as_str().unwrap().to_owned().leak() as &str;
    lines
        .iter()
        .map(|line| {
            (
                of(line, "file"),
                of(line, "family"),
                line["records"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[test]
fn what_a_file_is_shows_in_what_it_holds_and_not_in_its_name() {
    let carrier = Carrier::new();
    carrier
        .bring("icp-wbawzlb/utf-8.xml", "in/a.zip")
        .bring("icp-wbawzlb/whole.xml", "in/b")
        .bring("calls/download.zip", "in/c.xml")
        .bring("calls/download.soap.xml", "in/deeper/d.txt")
        .bring("calls/download.return.xml", "in/deeper/e.xml")
        .bring("calls/download-encrypted.return.xml", "in/f.answer")
        .bring("icp-xgtz/whole.xml", "in/.hidden");
    let lines = carrier.lines(&["in"], 1);
    assert_eq!(
        summary(&lines),
        [
            ("in/a.zip", "ICP/WBAWZLB", 2),
            ("in/b", "ICP/WBAWZLB", 2),
            ("in/c.xml", "ICP/XGTZ", 2),
            ("in/deeper/d.txt", "ICP/BAJG", 12),
            ("in/deeper/e.xml", "ICP/BASJ", 2),
            ("in/f.answer", "ICP/HSRW", 2),
        ]
    );
    for line in &lines {
        let count = |key: &str| line[key].as_u64().unwrap();
        assert_eq!(
            count("records"),
            count("matched") + count("unmatched") + count("ambiguous")
        );
        assert_eq!(line["error"], Value::Null);
    }
}

#[test]
fn an_answer_is_taken_in_once_under_the_name_that_the_bureau_gave_it() {
    let carrier = Carrier::new();
    carrier
        .bring("calls/download.soap.xml", "first.xml")
        .bring("calls/download.soap.xml", "second.xml");
    let first = text(&carrier.ingest(&["first.xml"]));
    assert!(!first.contains("taken in before"), "{first}");
    let second = text(&carrier.ingest(&["second.xml"]));
    assert!(second.contains("taken in before"), "{second}");
    let ledger = beian::ledger::Ledger::open_read(&ledger_of(&carrier)).unwrap();
    let kept = ledger.kept(None).unwrap();
    assert_eq!(kept.len(), 12, "kept once");
    assert_eq!(kept[0].download, "BAJG20260917000001.zip");
}

fn ledger_of(carrier: &Carrier) -> PathBuf {
    let config = beian::config::Config::read(&carrier.path("beian.toml")).unwrap();
    config.path(&config.ledger.path)
}

#[test]
fn what_cannot_be_read_is_kept_and_reported_and_the_rest_is_taken_in() {
    let carrier = Carrier::new();
    carrier
        .bring("icp-bajg/breaks-schema-cut-off.xml", "in/1.xml")
        .bring("calls/download-wrong-hash.return.xml", "in/2.xml")
        .bring("calls/querypreviousupload.return.xml", "in/3.xml")
        .bring("calls/upload.soap.xml", "in/4.xml")
        .bring("icp-xgtz/whole.xml", "in/9.xml");
    let zip = fs::read(answers().join("calls/download.zip")).unwrap();
    fs::write(carrier.path("in/5.zip"), &zip[..zip.len() / 2]).unwrap();
    fs::write(carrier.path("in/6.html"), "<html><p>502</p></html>").unwrap();
    fs::write(carrier.path("in/7.xml"), "").unwrap();
    let lines = carrier.lines(&["in"], 1);
    let errors: Vec<&str> = lines
        .iter()
        .map(|line| line["error"].as_str().unwrap_or_default())
        .collect();
    let expected = [
        "cut off",
        "hash does not match",
        "<UploadData>",
        "carries no file (code 14",
        "no end record",
        "neither <DownloadData> nor",
        "no XML",
        "",
    ];
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.contains(expected), "{error} is not {expected}");
    }
    assert_eq!(summary(&lines)[7], ("in/9.xml", "ICP/XGTZ", 2));
    let again = carrier.lines(&["in"], 1);
    assert_eq!(again, lines, "nothing is forgotten, and nothing twice");
    let ledger = beian::ledger::Ledger::open_read(&ledger_of(&carrier)).unwrap();
    let whole: Vec<_> = ledger
        .kept(None)
        .unwrap()
        .into_iter()
        .filter(|kept| kept.record == 0)
        .collect();
    assert_eq!(whole.len(), 7);
    assert!(whole[0].raw.starts_with("<?xml"), "as it was received");
}

#[test]
fn an_answer_that_brings_nothing_is_clean() {
    let carrier = Carrier::new();
    carrier.bring("calls/download-nothing.soap.xml", "nothing.xml");
    let lines = carrier.lines(&["nothing.xml"], 0);
    assert_eq!(summary(&lines), [("nothing.xml", "", 0)]);
}

#[test]
fn a_path_that_is_not_there_is_a_mistake_on_the_command_line() {
    let carrier = Carrier::new();
    carrier.bring("icp-xgtz/whole.xml", "a.xml");
    let output = carrier.ingest(&["a.xml", "b.xml"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output), "", "nothing was begun");
    assert!(String::from_utf8_lossy(&output.stderr).contains("b.xml"));
}

#[test]
fn an_encrypted_answer_without_its_key_is_told() {
    let carrier = Carrier::new();
    fs::write(carrier.path("beian.toml"), "").unwrap();
    carrier.bring("calls/download-encrypted.return.xml", "a.xml");
    let lines = carrier.lines(&["a.xml"], 1);
    let error = lines[0]["error"].as_str().unwrap();
    assert!(error.contains("no key is configured"), "{error}");
}

#[test]
fn every_line_has_the_shape_that_is_printed() {
    let carrier = Carrier::new();
    let printed = text(&carrier.ingest(&["--print-schema", "--format", "json"]));
    let schema: Value = serde_json::from_str(&printed).unwrap();
    carrier.bring("icp-xgtz/whole.xml", "a.xml");
    let lines = carrier.lines(&["a.xml"], 0);
    let required = schema["required"].as_array().unwrap();
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    let required: Vec<&str> = required.iter().map(|key| key.as_str().unwrap()).collect();
    assert_eq!(keys, required);
}
