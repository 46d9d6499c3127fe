//! `ledger resolve`, `backup` and `export`, through the real program.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use beian::ledger::{FileState, Ledger};
use night_support::{ORDERS, SmallNight, assert_exit, said};
use rusqlite::Connection;
use serde_json::Value;

/// A night whose first upload got no answer, and neither did the question for it.
fn unknown(taken: bool) -> (SmallNight, String) {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        format!(
            "[[fault]]\ncall = \"isp_upload\"\ndo = \"drop\"\ntaken = {taken}\n\
             [[fault]]\ncall = \"isp_querypreviousupload\"\ndo = \"drop\"\nfrom = 2\ntimes = 20\n"
        ),
    );
    night.configure("[[bureau]]\nname = \"practice\"\nretry.tries = 1\n");
    assert_exit(&night.run(&["nightly"]), 5);
    let files = night.ledger().files().unwrap();
    let file = files.iter().find(|file| file.state == FileState::Unknown);
    let name = file.unwrap().name.clone();
    assert_eq!(night.uploads().len(), usize::from(taken));
    (night, name)
}

fn settlements(night: &SmallNight) -> Vec<(String, u32, bool, String)> {
    let ledger = Connection::open(night.path("ledger.sqlite")).unwrap();
    let mut statement = ledger
        .prepare("SELECT f.name, s.sequence, s.accepted, s.reason FROM settlements s JOIN files f ON f.id = s.file_id")
        .unwrap();
    let rows = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn an_upload_that_a_person_found_to_be_taken_is_with_the_bureau_and_its_number_is_used() {
    let (night, file) = unknown(true);
    let reason = "管局值班电话确认已受理";
    let resolve = ["ledger", "resolve", &file, "--accepted", "--reason", reason];
    let output = night.run(&resolve);
    assert_exit(&output, 0);
    assert!(
        said(&output).contains("under number 1"),
        "{}",
        said(&output)
    );
    for order in &night.ledger().files().unwrap()[0].orders {
        assert_eq!(night.state(order), "under_review");
    }
    assert_eq!(
        settlements(&night),
        [(file.clone(), 1, true, reason.to_owned())]
    );
    night.assert_agreement();
    night.write("practice.toml", "");
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    assert_eq!(night.uploads()[0], (1, file));
    assert_eq!(night.uploads().len(), 3);
    // What was decided stays, whatever becomes of the file.
    assert_eq!(settlements(&night).len(), 1);
}

#[test]
fn an_upload_that_a_person_found_to_be_lost_goes_out_again_under_the_same_number() {
    let (night, file) = unknown(false);
    let stem = file.trim_end_matches(".xml");
    let reason = "管局查无此文件";
    let resolve = [
        "ledger",
        "resolve",
        stem,
        "--not-accepted",
        "--reason",
        reason,
    ];
    assert_exit(&night.run(&resolve), 0);
    let files = night.ledger().files().unwrap();
    let found = files.iter().find(|known| known.name == file).unwrap();
    assert_eq!((found.state, found.sequence), (FileState::Built, None));
    assert_eq!(
        settlements(&night),
        [(file.clone(), 1, false, reason.to_owned())]
    );
    assert_eq!(night.ledger().check().unwrap(), []);
    night.write("practice.toml", "");
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(night.uploads()[0], (1, file));
    night.assert_agreement();
    assert_eq!(settlements(&night).len(), 1);
}

#[test]
fn only_an_unknown_outcome_is_resolved_and_what_is_possible_is_told() {
    let (night, file) = unknown(true);
    let built = night.ledger().files().unwrap();
    let built = built
        .iter()
        .find(|file| file.state == FileState::Built)
        .unwrap();
    let resolve =
        |name: &str, more: &[&str]| night.run(&[&["ledger", "resolve", name], more].concat());
    let output = resolve(&built.name, &["--accepted", "--reason", "x"]);
    assert_exit(&output, 2);
    let words = said(&output);
    assert!(words.contains("the next run sends it"), "{words}");
    assert!(
        words.contains(&format!("the outcome of {file} is unknown")),
        "{words}"
    );
    let output = resolve("no-such.xml", &["--accepted", "--reason", "x"]);
    assert_exit(&output, 2);
    assert!(said(&output).contains("no-such.xml"));
    for more in [
        &["--accepted", "--reason", " "][..],
        &["--accepted"],
        &["--reason", "x"],
        &["--accepted", "--not-accepted", "--reason", "x"],
    ] {
        assert_exit(&resolve(&file, more), 2);
    }
    assert_eq!(settlements(&night), []);
    assert_exit(&resolve(&file, &["--accepted", "--reason", "x"]), 0);
    let again = resolve(&file, &["--not-accepted", "--reason", "x"]);
    assert_exit(&again, 2);
    assert!(said(&again).contains("has taken it"), "{}", said(&again));
    assert_eq!(settlements(&night).len(), 1);
}

#[test]
fn a_backup_is_made_while_a_night_runs_and_is_a_whole_ledger() {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"slow\"\nfrom = 2\ndelay_ms = 60000\n",
    );
    let _bureau = night.with_bureau_elsewhere();
    let mut process = night
        .command(&["nightly", "--quiet"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while night.faults_met() < 2 {
        assert!(Instant::now() < deadline && process.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = night.run(&["ledger", "backup", "copies/ledger.sqlite"]);
    assert_exit(&output, 0);
    assert!(
        process.try_wait().unwrap().is_none(),
        "the night was still running"
    );
    process.kill().unwrap();
    process.wait().unwrap();
    let copy = Ledger::open_read(&night.path("copies/ledger.sqlite")).unwrap();
    let files = copy.files().unwrap();
    let states: Vec<FileState> = files.iter().map(|file| file.state).collect();
    assert_eq!(
        states,
        [FileState::Accepted, FileState::Sending, FileState::Built]
    );
    assert_eq!(copy.check().unwrap(), []);
    assert_eq!(
        copy.sequences().unwrap(),
        night.ledger().sequences().unwrap()
    );
    drop(copy);
    let left: Vec<String> = { fs::read_dir(night.path("copies")).unwrap() }
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["ledger.sqlite"], "one file, and nothing beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(night.path("copies/ledger.sqlite"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // The copy takes the ledger's place, and the night is brought to its end.
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(night.path(&format!("ledger.sqlite{suffix}")));
    }
    fs::copy(
        night.path("copies/ledger.sqlite"),
        night.path("ledger.sqlite"),
    )
    .unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    assert_eq!(night.uploads().len(), 3);
}

#[test]
fn a_backup_is_never_written_over_a_file_unless_that_is_asked_for_nor_over_the_ledger() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    night.write("copy.sqlite", "somebody's");
    let output = night.run(&["ledger", "backup", "copy.sqlite"]);
    assert_exit(&output, 2);
    assert!(said(&output).contains("--force"), "{}", said(&output));
    assert_eq!(fs::read(night.path("copy.sqlite")).unwrap(), b"somebody's");
    assert_exit(
        &night.run(&["ledger", "backup", "copy.sqlite", "--force"]),
        0,
    );
    assert_eq!(
        Ledger::open_read(&night.path("copy.sqlite"))
            .unwrap()
            .check()
            .unwrap(),
        []
    );
    assert_exit(
        &night.run(&["ledger", "backup", "ledger.sqlite", "--force"]),
        2,
    );
    night.assert_agreement();
}

#[test]
fn a_damaged_ledger_gives_no_backup_and_the_old_one_stays() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_exit(&night.run(&["ledger", "backup", "copy.sqlite"]), 0);
    let good = fs::read(night.path("copy.sqlite")).unwrap();
    let ledger = Connection::open(night.path("ledger.sqlite")).unwrap();
    ledger
        .execute_batch("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(state)', '(sms)') WHERE name = 'attempts_by_state'")
        .unwrap();
    drop(ledger);
    let output = night.run(&["ledger", "backup", "copy.sqlite", "--force"]);
    assert_exit(&output, 3);
    assert!(
        said(&output).contains("restore the latest backup"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read(night.path("copy.sqlite")).unwrap(), good);
    assert!(!night.path("copy.sqlite.part").exists());
}

fn exported(night: &SmallNight, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(night.path(name)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

#[test]
fn every_row_of_every_table_is_exported_as_the_schema_says() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    let output = night.run(&["ledger", "export", "-o", "ledger.jsonl"]);
    assert_exit(&output, 0);
    assert!(said(&output).contains("personal data"), "{}", said(&output));
    let lines = exported(&night, "ledger.jsonl");
    let ledger = Connection::open(night.path("ledger.sqlite")).unwrap();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &lines[1..] {
        *counts.entry(line["type"].as_str().unwrap()).or_default() += 1;
    }
    let mut tables = ledger
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        .unwrap();
    let tables: Vec<String> = { tables.query_map([], |row| row.get(0)).unwrap() }
        .map(Result::unwrap)
        .collect();
    assert!(tables.len() > 20);
    for table in &tables {
        let query = format!("SELECT count(*) FROM {table}");
        let rows: i64 = ledger.query_row(&query, [], |row| row.get(0)).unwrap();
        assert_eq!(
            counts.get(table.as_str()).copied().unwrap_or(0),
            rows,
            "{table}"
        );
        assert_eq!(lines[0]["rows"][table], rows, "{table}");
    }
    let schema = night.run(&["ledger", "export", "--print-schema"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let shapes = schema["oneOf"].as_array().unwrap();
    assert_eq!(shapes.len(), tables.len() + 1);
    for line in &lines {
        let shape = shapes
            .iter()
            .find(|shape| shape["title"] == line["type"])
            .unwrap();
        let properties = shape["properties"].as_object().unwrap();
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, properties.keys().collect::<Vec<_>>());
        for (key, value) in line.as_object().unwrap() {
            let kind = match value {
                Value::Null => "null",
                Value::String(_) => "string",
                Value::Number(_) => "integer",
                _ => "json",
            };
            let allowed = &properties[key]["type"];
            let fits = allowed.is_null()
                || *allowed == kind
                || allowed
                    .as_array()
                    .is_some_and(|kinds| kinds.contains(&kind.into()));
            assert!(fits || key == "rows", "{}.{key}: {value}", line["type"]);
        }
    }
    let records: Vec<&Value> = lines
        .iter()
        .filter(|line| line["type"] == "records")
        .collect();
    assert!(records.iter().all(|record| record["fields"].is_object()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(night.path("ledger.jsonl"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // The same ledger gives the same bytes, on standard output too.
    let shown = night.run(&["ledger", "export"]);
    assert_eq!(shown.stdout, fs::read(night.path("ledger.jsonl")).unwrap());
}

#[test]
fn no_password_is_in_the_ledger_or_in_what_is_exported() {
    let night = SmallNight::of(&ORDERS);
    let secret = "Unmistakable-Secret-77";
    night.write("password", secret);
    night.configure("[[bureau]]\nname = \"practice\"\npassword_file = \"password\"\n");
    assert_exit(&night.run(&["nightly"]), 0);
    let shown = night.run(&["ledger", "export"]);
    assert!(shown.stdout.len() > 1000);
    assert!(!String::from_utf8(shown.stdout).unwrap().contains(secret));
    let mut looked_at = 0;
    for entry in walkdir::WalkDir::new(night.path("archive")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).unwrap();
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes())
            );
            looked_at += 1;
        }
    }
    assert!(looked_at > 10);
}
