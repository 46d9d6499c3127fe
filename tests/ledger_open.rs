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
        let before = std::fs::read(&path).unwrap();
        for error in [
            Ledger::open(&path, &Holder::this("nightly", at(10, 1))).unwrap_err(),
            Ledger::open_read(&path).unwrap_err(),
        ] {
            assert!(matches!(error, Error::Damaged { .. }), "{error}");
            let words = error.to_string();
            assert!(words.contains(&path.display().to_string()), "{words}");
            assert!(words.contains("restore the latest backup"), "{words}");
        }
        assert_eq!(
            std::fs::read(&path).unwrap(),
            before,
            "nothing was written into it"
        );
    }
}

#[test]
fn a_ledger_that_was_cut_short_is_refused_with_advice() {
    let (_folder, path) = place();
    let mut ledger = open(&path);
    for number in 0..50 {
        send_filing(&mut ledger, &format!("D{number}"), 1_000_000_000 + number);
    }
    drop(ledger);
    let whole = std::fs::read(&path).unwrap();
    for length in [1000, 4096, whole.len() / 2, whole.len() - 4096] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let error = match Ledger::open_read(&path) {
            Err(error) => error,
            // The first pages may be whole; then every question says so.
            Ok(ledger) => {
                assert!(ledger.check().unwrap().len() > 1, "{length}");
                continue;
            }
        };
        assert!(matches!(error, Error::Damaged { .. }), "{length}: {error}");
        assert!(
            error.to_string().contains("restore the latest backup"),
            "{error}"
        );
    }
}

#[test]
fn a_ledger_of_every_earlier_version_is_brought_up_to_date_and_keeps_what_it_holds() {
    let (_folder, path) = place();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let migrations = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ledger/migrations");
    let mut texts: Vec<PathBuf> = { std::fs::read_dir(migrations).unwrap() }
        .map(|entry| entry.unwrap().path())
        .collect();
    texts.sort();
    for version in 1..texts.len() {
        let _ = std::fs::remove_file(&path);
        let old = rusqlite::Connection::open(&path).unwrap();
        for text in &texts[..version] {
            old.execute_batch(&std::fs::read_to_string(text).unwrap())
                .unwrap();
        }
        old.execute_batch(
            "INSERT INTO runs VALUES (1, '2026-07-09', 'nightly', '2026-07-09T22:00:00+08:00');
             INSERT INTO orders VALUES (1, 'D0', 1);
             INSERT INTO attempts (order_id, number, content_hash, source_file, source_cell, sms, state, opened, changed)
                VALUES (1, 1, 'hash', 'a.xlsx', 'A2', 0, 0, '2026-07-09T22:00:00+08:00', '2026-07-09T22:00:00+08:00');
             INSERT INTO moves (attempt_id, run_id, state, at) VALUES (1, 1, 0, '2026-07-09T22:00:00+08:00');",
        )
        .unwrap();
        old.pragma_update(None, "application_id", 0x6265_696e_u32)
            .unwrap();
        old.pragma_update(None, "user_version", u32::try_from(version).unwrap())
            .unwrap();
        drop(old);
        let older = Ledger::open_read(&path).unwrap_err();
        assert!(matches!(older, Error::Older(_)), "{older}");
        let mut ledger = open(&path);
        assert_eq!(state_of(&ledger, "D0"), State::Draft, "version {version}");
        send_filing(&mut ledger, "D1", 1_000_000_000);
        assert_eq!(ledger.check().unwrap(), [], "version {version}");
        drop(ledger);
        let found: u32 = rusqlite::Connection::open(&path)
            .unwrap()
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(found as usize, texts.len());
    }
}

#[test]
fn what_a_writer_does_is_in_a_log_that_is_synchronized_at_every_commit() {
    let (_folder, path) = place();
    let mut ledger = open(&path);
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    assert!(
        std::fs::metadata(log).unwrap().len() > 0,
        "write-ahead logging"
    );
    assert_eq!(ledger.durability().unwrap(), ("wal".to_owned(), 2));
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
