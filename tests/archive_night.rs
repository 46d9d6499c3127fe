//! The archive in a night of the real program: what lies there afterwards, and what is taken from it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use beian::archive::Kind;
use beian::envelope::Archive as Package;
use beian::ledger::ContentHash;
use night_support::{ORDERS, SmallNight, assert_exit, json_lines, said};
use serde_json::Value;

fn verify(night: &SmallNight) -> (Output, Vec<Value>) {
    let output = night.run(&["archive", "verify", "--format", "json"]);
    let lines = json_lines(&output);
    (output, lines)
}

fn problems(lines: &[Value]) -> Vec<&str> {
    let problems = lines.iter().filter_map(|line| line["problem"].as_str());
    problems.collect()
}

/// The clock of the batch, so many days after its night.
fn days_later(night: &SmallNight, days: u64) {
    let text = fs::read_to_string(night.path("beian.toml")).unwrap();
    let now = chrono::NaiveDate::from_ymd_opt(2026, 9, 18).unwrap() + chrono::Days::new(days);
    let lines = text.lines().map(|line| match line.strip_prefix("now = ") {
        Some(_) => format!("now = \"{now}T22:00:00+08:00\"\n"),
        None => format!("{line}\n"),
    });
    night.write("beian.toml", lines.collect::<String>());
}

#[test]
fn a_night_keeps_every_byte_that_it_sends_and_receives() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    let (output, lines) = verify(&night);
    assert_exit(&output, 0);
    assert_eq!(lines.len(), 1, "{lines:?}");
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for entry in night.archived() {
        *counts.entry(entry.kind).or_default() += 1;
    }
    let uploads = night.uploads();
    for kind in [
        Kind::Document,
        Kind::Package,
        Kind::Sent,
        Kind::UploadAnswer,
    ] {
        assert_eq!(counts[&kind], uploads.len(), "{kind:?}");
    }
    assert_eq!(counts[&Kind::LastUpload], 1);
    // The last download says that there is nothing more.
    assert_eq!(
        counts[&Kind::DownloadAnswer],
        counts[&Kind::Acknowledgement] + 1
    );
    for (sequence, name) in &uploads {
        let document = night.path("outbox/practice").join(name);
        let kept = night.archived_content(Kind::Document, name);
        assert_eq!(fs::read(&kept).unwrap(), fs::read(&document).unwrap());
        let kept = night.archived_content(Kind::Package, name);
        assert!(Package::in_file(&kept, &beian::envelope::Limits::default()).is_ok());
        let sent = night
            .archived()
            .into_iter()
            .find(|entry| entry.kind == Kind::Sent && entry.name == *name);
        assert_eq!(sent.unwrap().sequence, Some(*sequence));
    }
    let inbox = fs::read_dir(night.path("inbox/practice")).unwrap();
    let mut answers = 0;
    for answer in inbox {
        let hash = ContentHash::of(&fs::read(answer.unwrap().path()).unwrap()).to_string();
        assert!(night.archived().iter().any(|entry| entry.sha256 == hash));
        answers += 1;
    }
    assert_eq!(answers, counts[&Kind::Acknowledgement]);
}

#[test]
fn files_that_the_bureau_lacks_come_from_the_archive_when_the_outbox_is_gone() {
    let night = SmallNight::of(&ORDERS[..5]);
    assert_exit(&night.run(&["nightly"]), 0);
    let sent = night.uploads();
    assert_eq!(sent.len(), 2);
    let memory = rusqlite::Connection::open(night.path("practice/practice.sqlite")).unwrap();
    memory.execute("DELETE FROM upload", []).unwrap();
    drop(memory);
    fs::remove_dir_all(night.path("outbox")).unwrap();
    night.bring(ORDERS[5], ORDERS[5]);
    let output = night.run(&["nightly"]);
    assert_eq!(night.uploads()[..2], sent, "{}", said(&output));
    assert_eq!(night.uploads().len(), 3);
    assert!(night.archive().verify().unwrap().is_sound());
}

#[test]
fn an_answer_file_from_disk_is_kept_before_it_is_read_and_once() {
    let night = SmallNight::of(&[]);
    let answer = b"<DownloadData version=\"V.3.0\"><ICP><BAJG></BAJG></ICP></DownloadData>";
    for _ in 0..2 {
        night.ingest("BAJG1.xml", answer);
    }
    night.ingest("broken.xml", b"<DownloadData><ICP>");
    let entries = night.archived();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["BAJG1.xml", "broken.xml"]);
    let kept = night.archived_content(Kind::Ingested, "BAJG1.xml");
    assert_eq!(fs::read(kept).unwrap(), answer);
    assert_exit(&verify(&night).0, 0);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_to_do_and_ends_with_1() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let (_, name) = night.uploads().remove(0);
    let package = night.archived_content(Kind::Package, &name);
    let mut bytes = fs::read(&package).unwrap();
    bytes[40] ^= 1;
    fs::write(&package, bytes).unwrap();
    let text = night.run(&["archive", "verify"]);
    assert_exit(&text, 1);
    let shown = String::from_utf8(text.stdout).unwrap();
    assert!(
        shown.contains(&package.file_name().unwrap().to_string_lossy().into_owned()),
        "{shown}"
    );
    assert!(
        shown.contains("is not what was kept. Look at the disk"),
        "{shown}"
    );
    assert!(shown.contains("1 things are wrong"), "{shown}");
    let chinese = night.run(&["archive", "verify", "--lang", "zh"]);
    let shown = String::from_utf8(chinese.stdout).unwrap();
    assert!(shown.contains("与存入时不同"), "{shown}");
    let (output, lines) = verify(&night);
    assert_exit(&output, 1);
    assert_eq!(problems(&lines), ["content_changed"]);
    assert_eq!(lines.last().unwrap()["totals"]["errors"], 1);
}

#[test]
fn ledger_and_archive_are_held_against_each_other() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let ledger = fs::read(night.path("ledger.sqlite")).unwrap();
    let change = |statement: &str| {
        let ledger = rusqlite::Connection::open(night.path("ledger.sqlite")).unwrap();
        assert!(ledger.execute(statement, []).unwrap() > 0, "{statement}");
    };
    for (statement, expected) in [
        (
            "UPDATE files SET sha256 = 'other'",
            vec!["differs_from_ledger"],
        ),
        ("UPDATE files SET sequence = 7", vec!["differs_from_ledger"]),
        (
            "UPDATE files SET name = 'A.xml'",
            vec![
                "not_archived",
                "not_archived",
                "differs_from_ledger",
                "not_in_ledger",
            ],
        ),
        (
            "UPDATE downloads SET name = name || '.other' WHERE id = 1",
            vec!["not_archived"],
        ),
    ] {
        change(statement);
        let (output, lines) = verify(&night);
        assert_exit(&output, 1);
        assert_eq!(problems(&lines), expected, "{statement}");
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(night.path(&format!("ledger.sqlite{suffix}")));
        }
        night.write("ledger.sqlite", &ledger);
    }
    assert_exit(&verify(&night).0, 0);
}

#[test]
fn what_a_ledger_got_before_there_was_an_archive_is_not_asked_for() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    fs::remove_dir_all(night.path("archive")).unwrap();
    days_later(&night, 1);
    night.bring(ORDERS[1], ORDERS[1]);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(night.uploads().len(), 2);
    assert_exit(&verify(&night).0, 0);
}

#[test]
fn a_line_cut_off_by_a_crash_is_healed_and_said_by_the_next_night() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let journal = night.archive().journal();
    let mut text = fs::read(&journal).unwrap();
    text.extend(b"{\"number\":99,\"at\":\"2026-");
    fs::write(&journal, text).unwrap();
    night.bring(ORDERS[1], ORDERS[1]);
    let output = night.run(&["nightly"]);
    assert_exit(&output, 0);
    assert!(
        said(&output).contains("cut off by a crash"),
        "{}",
        said(&output)
    );
    assert_exit(&verify(&night).0, 0);
}

#[test]
fn a_night_does_not_go_on_over_a_journal_whose_end_is_missing() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let journal = night.archive().journal();
    let text = fs::read_to_string(&journal).unwrap();
    let shorter = text.trim_end().rfind('\n').unwrap() + 1;
    fs::write(&journal, &text[..shorter]).unwrap();
    night.bring(ORDERS[1], ORDERS[1]);
    let output = night.run(&["nightly"]);
    assert_exit(&output, 3);
    assert!(
        said(&output).contains("beian archive verify"),
        "{}",
        said(&output)
    );
    assert_eq!(night.uploads().len(), 1);
    let (output, lines) = verify(&night);
    assert_exit(&output, 1);
    assert!(problems(&lines).contains(&"lines_removed"));
}

#[test]
fn nothing_leaves_that_cannot_be_kept_first() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["build", "orders"]), 0);
    fs::rename(night.path("archive"), night.path("away")).unwrap();
    night.write("archive", "a file, where the folder should be");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 3);
    let words = said(&output);
    assert!(
        words.contains("archive") && words.contains("could not be kept"),
        "{words}"
    );
    assert!(night.uploads().is_empty());
    fs::remove_file(night.path("archive")).unwrap();
    fs::rename(night.path("away"), night.path("archive")).unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn an_answer_that_cannot_be_kept_counts_as_one_that_did_not_come() {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"slow\"\ndelay_ms = 2000\n",
    );
    let _bureau = night.with_bureau_elsewhere();
    let mut command = night.command(&["nightly", "--lang", "en"]);
    let process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut process = process.unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while night.faults_met() < 1 {
        if process.try_wait().unwrap().is_some() || Instant::now() > deadline {
            panic!("{}", said(&process.wait_with_output().unwrap()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    fs::rename(night.path("archive"), night.path("away")).unwrap();
    night.write("archive", "a file, where the folder should be");
    let output = process.wait_with_output().unwrap();
    // The bureau has the file, and nobody here may say so before that is known from an answer.
    assert_exit(&output, 5);
    assert!(
        said(&output).contains("it is unknown whether"),
        "{}",
        said(&output)
    );
    assert_eq!(night.uploads().len(), 1);
    fs::remove_file(night.path("archive")).unwrap();
    fs::rename(night.path("away"), night.path("archive")).unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    assert_exit(&verify(&night).0, 0);
}

#[test]
fn nothing_is_pruned_before_three_months_or_before_it_is_reconciled() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    // One more, which the bureau does not answer.
    night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    let open = "20260918-0050";
    night.bring(open, open);
    night.run(&["nightly"]);
    let unanswered = night.uploads().pop().unwrap().1;
    let count = night.uploads().len();
    assert_eq!(count, 4, "the order {open} was sent");
    night.ingest("unknown.xml", "<DownloadData version=\"V.3.0\"><ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx><Czlx>1</Czlx><Bs>1</Bs></Jg_xx></BAJG></ICP></DownloadData>".as_bytes());
    assert_exit(&night.run(&["archive", "prune", "--older-than", "91"]), 2);
    let before = night.archived();

    days_later(&night, 91);
    let early = night.run(&["archive", "prune"]);
    assert_exit(&early, 0);
    assert!(early.stdout.is_empty());
    assert_eq!(night.archived(), before);

    days_later(&night, 92);
    let rehearsal = night.run(&["archive", "prune", "--dry-run"]);
    assert_eq!(night.archived(), before);
    let pruned = night.run(&["archive", "prune"]);
    assert_exit(&pruned, 0);
    let shown = String::from_utf8(pruned.stdout).unwrap();
    assert_eq!(shown, String::from_utf8(rehearsal.stdout).unwrap());
    for path in shown.lines() {
        assert!(!std::path::Path::new(path).exists(), "{path}");
    }
    for (_, name) in &night.uploads()[..3] {
        assert!(shown.contains(name.trim_end_matches(".xml")), "{name}");
        assert!(!night.path("outbox/practice").join(name).exists());
        assert!(!night.archived_content(Kind::Package, name).exists());
    }
    assert!(
        shown.contains("inbox/practice/"),
        "copies of answers go too: {shown}"
    );
    // What is open stays: the file without an answer, and the answer that waits for a person.
    assert!(night.path("outbox/practice").join(&unanswered).exists());
    for kind in [
        Kind::Document,
        Kind::Package,
        Kind::Sent,
        Kind::UploadAnswer,
    ] {
        assert!(
            night.archived_content(kind, &unanswered).exists(),
            "{kind:?}"
        );
    }
    assert!(
        night
            .archived_content(Kind::Ingested, "unknown.xml")
            .exists()
    );
    let (output, lines) = verify(&night);
    assert_exit(&output, 0);
    assert!(lines[0]["totals"]["pruned"].as_u64().unwrap() > 0);

    // Once it is decided about, it goes.
    let answer = night.open_answers()[0]["answer"].to_string();
    let dismiss = [
        "ledger",
        "assign",
        &answer,
        "--dismiss",
        "--reason",
        "不属于本单位",
    ];
    assert_exit(&night.run(&dismiss), 0);
    assert_exit(&night.run(&["archive", "prune"]), 0);
    assert!(
        !night
            .archived_content(Kind::Ingested, "unknown.xml")
            .exists()
    );
    assert!(night.archived_content(Kind::Document, &unanswered).exists());
    assert_exit(&verify(&night).0, 0);
}
