//! `ledger check`: each invariant is broken by hand in a copy of a sound ledger, and named.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use beian::ledger::{Holder, Ledger, Settlement};
use beian::order::{Kind, Object};
use ledger_support::*;
use night_support::{ORDERS, SmallNight, assert_exit, json_lines, said};
use rusqlite::Connection;

/// A ledger on disk in which every table has rows that an invariant speaks of.
fn sound(folder: &Path) -> PathBuf {
    let path = folder.join("ledger.sqlite");
    let mut ledger = Ledger::open(&path, &Holder::this("test", at(10, 1))).unwrap();
    ledger.begin_run("nightly", at(10, 1)).unwrap();
    let adoption = beian::ledger::Adoption {
        bureau: BUREAU,
        sequence: 4,
        file: None,
        used_ids: &[],
        ids_from: &[1_000_000_500],
        reason: "换用新系统",
    };
    ledger.adopt(&adoption, at(10, 1)).unwrap();
    send_filing(&mut ledger, "D1", 1_000_000_501);
    let objects = [
        ("D1", Object::Subject),
        ("D1", Object::Site(1)),
        ("D1", Object::Access(1, 1)),
    ];
    ledger.allocate(&objects).unwrap();
    ready(&mut ledger, "D2", Kind::NewFiling);
    let lost = build(&mut ledger, &[("D2", filing_keys(1_000_000_601))]);
    ledger.begin_sending(&lost, "hash", at(10, 3)).unwrap();
    ledger.unknown(&lost, None).unwrap();
    let decided = ledger.resolve(&lost, Settlement::Accepted, "管局电话确认", at(10, 4));
    assert_eq!(decided.unwrap(), 6);
    // The third goes its way twice: refused, mended, and packed again.
    send_filing(&mut ledger, "D3", 1_000_000_701);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000701", &[(1004, "")])], &[]),
    );
    register(&mut ledger, "D3", Kind::NewFiling, "mended");
    check(&mut ledger, "D3", beian::ledger::State::Ready);
    build(&mut ledger, &[("D3", filing_keys(1_000_000_701))]);
    ready(&mut ledger, "D4", Kind::NewFiling);
    build(&mut ledger, &[("D4", filing_keys(1_000_000_801))]);
    let filing = "<Baxx><Zt_xx><Ztid>7001</Ztid><Dwmc>南京青杉溪科技有限公司</Dwmc></Zt_xx><Wz_xx><Wzid>8001</Wzid></Wz_xx></Baxx>";
    let copy = document(&format!("<SJTB><ICP>{filing}</ICP></SJTB>"));
    ingest(&mut ledger, "copy.xml", &copy);
    let unknown = results(&[result(1, "5", &[(1004, "")])], &[]);
    ingest(&mut ledger, "b.xml", &unknown);
    ingest(&mut ledger, "c.xml", &unknown[..unknown.len() - 40]);
    ingest(&mut ledger, "c.xml", &unknown);
    let kept = ledger.kept(None).unwrap()[0].id;
    beian::outcome::dismiss(
        &mut ledger,
        kept,
        "不属于本单位",
        beian::codes::Codes::bundled(),
        at(12, 1),
    )
    .unwrap();
    assert_eq!(ledger.check().unwrap(), []);
    path
}

/// Makes a table anew from its own rows, without its constraints, so that they can be broken.
fn unbound(table: &str) -> String {
    format!(
        "CREATE TABLE unbound AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE unbound RENAME TO {table};"
    )
}

/// For each invariant, what breaks it.
fn breaks() -> Vec<(&'static str, String)> {
    let plain = [
        ("database-sound", "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(state)', '(sms)')
            WHERE name = 'attempts_by_state'"),
        ("references-exist", "DELETE FROM runs"),
        (
            "one-latest-attempt",
            "UPDATE orders SET attempt = 9 WHERE number = 'D1'",
        ),
        (
            "attempts-contiguous",
            "UPDATE attempts SET number = 5 WHERE id = 1",
        ),
        (
            "order-states-known",
            "UPDATE attempts SET state = 42 WHERE id = 1",
        ),
        ("orders-sum", "UPDATE attempts SET state = 42 WHERE id = 1"),
        (
            "state-is-last-step",
            "UPDATE attempts SET state = 13 WHERE id = 1",
        ),
        (
            "history-legal",
            "DELETE FROM moves WHERE id = (SELECT min(id) FROM moves WHERE state = 9)",
        ),
        (
            "history-legal",
            "DELETE FROM moves WHERE id = (SELECT min(id) FROM moves)",
        ),
        (
            "earlier-attempts-not-under-way",
            "UPDATE attempts SET state = 11 WHERE number = 1 AND state = 14",
        ),
        (
            "file-states-known",
            "UPDATE files SET state = 'lost' WHERE id = 1",
        ),
        (
            "file-name-counted",
            "UPDATE counters SET last = 1 WHERE name = 'file'",
        ),
        (
            "file-has-sequence",
            "UPDATE files SET sequence = NULL WHERE id = 1",
        ),
        ("sequence-no-gap", "UPDATE bureaus SET last_sequence = 9"),
        (
            "sequence-no-gap",
            "UPDATE files SET sequence = 40 WHERE sequence = 6",
        ),
        (
            "open-upload-is-next",
            "UPDATE files SET state = 'sending', sequence = 12 WHERE state = 'built'
            AND id = (SELECT max(id) FROM files)",
        ),
        (
            "open-upload-is-recognizable",
            "UPDATE files SET envelope_hash = NULL WHERE id = 1",
        ),
        (
            "taken-has-time",
            "UPDATE files SET accepted = NULL WHERE id = 1",
        ),
        (
            "file-records-sum",
            "UPDATE files SET records = 8 WHERE id = 1",
        ),
        (
            "file-positions",
            "UPDATE file_orders SET position = 3 WHERE file_id = 1",
        ),
        (
            "attempt-in-its-file",
            "UPDATE attempts SET file_id = 2 WHERE id = 1",
        ),
        (
            "packed-is-unsent",
            "UPDATE attempts SET file_id = NULL WHERE state = 8",
        ),
        (
            "packed-is-unsent",
            "UPDATE attempts SET uploaded = NULL WHERE id = 1",
        ),
        (
            "one-unsent-file",
            "INSERT INTO file_orders SELECT max(f.id), 7, l.attempt_id, 1 FROM files f,
            file_orders l WHERE l.file_id = (SELECT min(id) FROM files WHERE accepted IS NULL)",
        ),
        (
            "answer-sum",
            "UPDATE downloads SET matched = 40 WHERE id = 1",
        ),
        ("result-of-carrying-file", "UPDATE codes SET file_id = 1"),
        (
            "own-id-in-range",
            "UPDATE own_ids SET id = 17 WHERE object = 'subject'",
        ),
        (
            "own-id-in-range",
            "UPDATE own_ids SET object = 'site[2]' WHERE object = 'site[1].access[1]'",
        ),
        (
            "record-has-parent",
            "UPDATE records SET parent = 99 WHERE kind = 'site'",
        ),
        (
            "record-parts-counted",
            "UPDATE records SET parts = parts + 1 WHERE kind = 'subject'",
        ),
        ("decision-has-reason", "UPDATE decisions SET reason = ' '"),
        ("decision-has-reason", "UPDATE settlements SET reason = ' '"),
        ("decision-has-reason", "UPDATE adoptions SET reason = ' '"),
        (
            "decision-of-answer",
            "UPDATE decisions SET kept_id = NULL WHERE action = 'dismiss'",
        ),
        (
            "superseded-by-whole",
            "UPDATE kept_answers SET record = 1 WHERE superseded_by IS NOT NULL",
        ),
        ("settlement-of-file", "UPDATE settlements SET sequence = 77"),
        ("base-is-adopted", "UPDATE adoptions SET sequence = 3"),
        ("ids-begin-in-range", "UPDATE id_starts SET first = 5"),
    ];
    let mut breaks: Vec<(&str, String)> = { plain.into_iter() }
        .map(|(id, statement)| (id, statement.to_owned()))
        .collect();
    let enforced = [
        (
            "order-number-once",
            "orders",
            "UPDATE orders SET number = 'D1'",
        ),
        (
            "file-name-once",
            "files",
            "UPDATE files SET name = 'a.XML' WHERE id = 1; UPDATE files SET name = 'A.xml' WHERE id = 2",
        ),
        (
            "sequence-once",
            "files",
            "UPDATE files SET sequence = 5 WHERE sequence = 6",
        ),
        (
            "one-open-upload",
            "files",
            "UPDATE files SET state = 'unknown', sequence = 8 WHERE state = 'built'",
        ),
        (
            "answer-once",
            "downloads",
            "UPDATE downloads SET name = 'a', sha256 = 'b'",
        ),
        (
            "own-id-once",
            "own_ids",
            "UPDATE own_ids SET id = 1000000600",
        ),
        (
            "own-id-of-object",
            "own_ids",
            "UPDATE own_ids SET object = 'subject'",
        ),
    ];
    breaks.extend(
        { enforced.into_iter() }
            .map(|(id, table, statement)| (id, format!("{} {statement}", unbound(table)))),
    );
    breaks
}

#[test]
fn every_invariant_is_broken_by_hand_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let original = sound(folder.path());
    let copy = folder.path().join("copy.sqlite");
    let mut named = BTreeSet::new();
    for (id, statements) in breaks() {
        std::fs::copy(&original, &copy).unwrap();
        let hand = Connection::open(&copy).unwrap();
        hand.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA legacy_alter_table = ON")
            .unwrap();
        let before = hand.total_changes();
        hand.execute_batch(&statements).expect(&statements);
        assert!(
            hand.total_changes() > before,
            "{statements} changes nothing"
        );
        drop(hand);
        let verdicts = Ledger::open_read(&copy).unwrap().prove().unwrap();
        let verdict = verdicts.iter().find(|verdict| verdict.id == id).unwrap();
        assert!(!verdict.places.is_empty(), "{id} holds after {statements}");
        named.insert(id);
    }
    let ledger = Ledger::open_read(&original).unwrap();
    let verdicts = ledger.prove().unwrap();
    let all: BTreeSet<&str> = verdicts.iter().map(|verdict| verdict.id).collect();
    assert_eq!(named, all, "every invariant has been broken");
    eprintln!(
        "{} invariants, {} ways to break them",
        all.len(),
        breaks().len()
    );
}

#[test]
fn a_sound_ledger_has_a_line_for_every_invariant_and_ends_with_0() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    let output = night.run(&["ledger", "check"]);
    assert_exit(&output, 0);
    let text = String::from_utf8(output.stdout).unwrap();
    let count = night.ledger().prove().unwrap().len();
    assert_eq!(text.lines().count(), count);
    assert!(
        text.lines().all(|line| line.starts_with("holds ")),
        "{text}"
    );
    let lines = json_lines(&night.run(&["ledger", "check", "--format", "json"]));
    assert_eq!(lines.len(), count);
    assert!(lines.iter().all(|line| line["holds"] == true));
}

#[test]
fn a_broken_invariant_is_told_with_its_place_and_ends_with_1() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let ledger = Connection::open(night.path("ledger.sqlite")).unwrap();
    ledger
        .execute("UPDATE bureaus SET last_sequence = 3", [])
        .unwrap();
    let output = night.run(&["ledger", "check"]);
    assert_exit(&output, 1);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let broken: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("broken"))
        .collect();
    assert_eq!(
        broken,
        [
            "broken sequence-no-gap the sequence numbers that a bureau has taken have no gap: practice"
        ]
    );
    assert!(said(&output).contains("stop sending"), "{}", said(&output));
    let lines = json_lines(&night.run(&["ledger", "check", "--format", "json", "--lang", "zh"]));
    let broken: Vec<_> = lines.iter().filter(|line| line["holds"] == false).collect();
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0]["places"][0], "practice");
    assert_eq!(broken[0]["message"], "管局已受理的序号连续无缺");
}
