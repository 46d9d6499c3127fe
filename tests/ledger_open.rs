//! Opening a ledger: one writer, private files, and no guessing about ledgers that are newer or none.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use std::path::PathBuf;

use beian::ledger::{Error, FileState, Holder, Ledger, State};
use beian::order::Kind;
use ledger_support::*;

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger").join("beian.db");
    (folder, path)
}

fn open(path: &std::path::Path) -> Ledger {
    Ledger::open(path, &Holder::this("nightly", at(10, 1))).unwrap()
}

#[test]
fn a_second_writer_learns_who_holds_the_ledger() {
    let (_folder, path) = place();
    let first = open(&path);
    let error = Ledger::open(&path, &Holder::this("fetch", at(10, 2))).unwrap_err();
    let message = error.to_string();
    let Error::Locked {
        holder: Some(holder),
        ..
    } = error
    else {
        panic!("{message}")
    };
    assert_eq!(
        (holder.pid, holder.command.as_str()),
        (std::process::id(), "nightly")
    );
    assert!(
        message.contains("nightly") && message.contains("2026-07-10 01:00:00"),
        "{message}"
    );
    drop(first);
    open(&path);
}

#[test]
fn a_reader_reads_while_another_writes() {
    let (_folder, path) = place();
    let mut writer = open(&path);
    register(&mut writer, "D1", Kind::NewFiling, "a");
    assert_eq!(
        state_of(&Ledger::open_read(&path).unwrap(), "D1"),
        State::Draft
    );
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let (_folder, path) = place();
    let mut ledger = open(&path);
    send_filing(&mut ledger, "D1", 1_000_000_000);
    drop(ledger);
    let ledger = open(&path);
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn an_upload_that_was_under_way_when_its_writer_died_is_unknown() {
    let (_folder, path) = place();
    let mut ledger = open(&path);
    ready(&mut ledger, "D1", Kind::NewFiling);
    let file = build(&mut ledger, &[("D1", vec![])]);
    ledger.begin_sending(&file, "hash", at(10, 2)).unwrap();
    drop(ledger);
    assert_eq!(open(&path).files().unwrap()[0].state, FileState::Unknown);
}

#[test]
fn a_ledger_of_a_newer_program_is_refused_with_advice() {
    let (_folder, path) = place();
    drop(open(&path));
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let error = Ledger::open(&path, &Holder::this("nightly", at(10, 1))).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("update the program"));
    assert!(matches!(Ledger::open_read(&path), Err(Error::Newer { .. })));
}

#[test]
fn another_programs_database_and_plain_rubbish_are_no_ledger() {
    let (folder, _) = place();
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE songs (title TEXT)")
        .unwrap();
    let rubbish = folder.path().join("rubbish.db");
    std::fs::write(&rubbish, "no database at all, ".repeat(100)).unwrap();
    for path in [other, rubbish] {
        let error = Ledger::open(&path, &Holder::this("nightly", at(10, 1))).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }
}

#[test]
fn reading_a_ledger_that_does_not_exist_creates_none() {
    let (_folder, path) = place();
    assert!(matches!(Ledger::open_read(&path), Err(Error::Missing(_))));
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = place();
    let mut ledger = open(&path);
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = path.parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        assert_eq!(mode(&entry), 0o600, "{}", entry.display());
    }
}
