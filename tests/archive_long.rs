//! An archive whose journal has grown for years: what a night does with it takes no longer than on the first day.
//!
//! `BEIAN_JOURNAL_LINES=500000 cargo test --release --test archive_long -- --nocapture` says how long each thing takes there.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use beian::archive::{Archive, Kind, Note};
use beian::ledger::{ContentHash, Moment};

/// Lines of the journal, unless the variable says otherwise: enough that reading them all is seen.
const LINES: u64 = 50_000;

fn now() -> Moment {
    Moment::parse_from_rfc3339("2026-09-18T22:00:00+08:00").unwrap()
}

fn note(kind: Kind, name: &str) -> Note<'_> {
    Note {
        kind,
        bureau: "practice",
        name,
        sequence: None,
    }
}

/// An archive with a journal of so many lines, all of which are about one content that is there.
fn grown(folder: &Path, lines: u64) -> Archive {
    let archive = Archive::at(folder.to_owned());
    archive
        .keep(&[(note(Kind::LastUpload, ""), b"<return/>")], now())
        .unwrap();
    let mut before = ContentHash::of(b"").to_string();
    let content = ContentHash::of(b"<return/>").to_string();
    let mut journal = String::new();
    for number in 1..=lines {
        let line = format!(
            "{{\"number\":{number},\"at\":\"2026-09-18T22:00:00+08:00\",\"kind\":\"last_upload\",\"bureau\":\"practice\",\
             \"name\":\"33000000000120260918XZBA{number:06}.xml\",\"sequence\":null,\"sha256\":\"{content}\",\"size\":9,\
             \"before\":\"{before}\"}}"
        );
        before = ContentHash::of(line.as_bytes()).to_string();
        writeln!(journal, "{line}").unwrap();
    }
    fs::write(archive.journal(), journal).unwrap();
    let head = format!("{{\"entries\":{lines},\"sha256\":\"{before}\"}}");
    fs::write(folder.join("head.json"), head).unwrap();
    archive
}

/// What a night does: keeps what is sent and received, finds the package of a file, takes in a file from disk.
fn night(archive: &Archive, folder: &Path) -> Duration {
    let began = Instant::now();
    for number in 0..20_u8 {
        let name = format!("sent{number}.xml");
        let content = [number; 1000];
        archive
            .keep(&[(note(Kind::Package, &name), &content)], now())
            .unwrap();
        let found = archive.find(Kind::Package, &name).unwrap();
        assert_eq!(found.as_deref(), Some(&content[..]));
        let file = folder.join(&name);
        fs::write(&file, [number, 1]).unwrap();
        for _ in 0..2 {
            archive
                .keep_file(&note(Kind::Ingested, &name), &file, now())
                .unwrap();
        }
    }
    began.elapsed()
}

#[test]
fn a_night_does_not_read_what_was_written_years_ago() {
    let lines = std::env::var("BEIAN_JOURNAL_LINES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(LINES);
    let folder = tempfile::tempdir().unwrap();
    let young = grown(&folder.path().join("young"), 10);
    let old = grown(&folder.path().join("old"), lines);
    let first = night(&young, folder.path());
    let later = night(&old, folder.path());
    let began = Instant::now();
    let verified = old.verify().unwrap();
    let whole = began.elapsed();
    assert!(verified.is_sound(), "{verified:?}");
    assert_eq!(verified.entries, lines + 40);
    eprintln!(
        "a night of 20 files with a journal of 10 lines: {first:?}; of {lines}: {later:?}; verifying it: {whole:?}"
    );
    // Reading the journal once for each file would take twenty times what reading it once takes.
    assert!(
        later < first * 3 + whole,
        "{later:?} is not {first:?}; reading everything once takes {whole:?}"
    );
}
