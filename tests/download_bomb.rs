//! An answer that is a zip bomb: more than a thousandfold is refused before it is unpacked, and what is just within the
//! limit is unpacked as it is read, in little memory. A tenth of the real size here; for the whole:
//!
//! ```text
//! BEIAN_BOMB_KB=511 cargo test --release --test download_bomb -- --nocapture
//! ```

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs;
use std::path::Path;
use std::time::Instant;

use beian::codes::Codes;
use beian::envelope::{Limits, zip};
use beian::ledger::{Holder, Ledger, Moment};
use beian::outcome::{self, AnswerFile, Received};

/// What an answer of half a megabyte may take.
const BOUND_MIB: u64 = 64;

/// One record, nearly as long as a text may be; `noise` characters of it do not compress.
fn record(noise: usize, seed: &mut u32) -> String {
    let mut text = String::new();
    for _ in 0..noise {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push(char::from(b'a' + (*seed >> 24) as u8 % 26));
    }
    text.push_str(&"0".repeat(3_000_000 - noise));
    format!("<Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx><Bs>{text}</Bs></Jg_xx>")
}

/// A packed document of about so many kilobytes, and how many times larger it becomes.
fn bomb(kilobytes: usize, noise: usize) -> (Vec<u8>, u64) {
    let mut document = "<?xml version=\"1.0\"?><DownloadData><ICP><BAJG>".to_owned();
    let mut seed = 7;
    // A record comes to some three kilobytes.
    for _ in 0..kilobytes.div_ceil(3) {
        document += &record(noise, &mut seed);
    }
    document += "</BAJG></ICP></DownloadData>";
    let name = "BAJG20260918000001.xml".parse().unwrap();
    let packed = zip(document.as_bytes(), &name, Some(9)).unwrap();
    let ratio = document.len() as u64 / packed.len() as u64;
    (packed, ratio)
}

/// The most memory that this process has held, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Takes in an answer file; how many records there were, what was wrong with it, and by how much the peak rose.
fn take_in(ledger: &mut Ledger, path: &Path) -> (u32, Option<String>, Option<u64>) {
    let told = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak_mib();
    let now = Moment::parse_from_rfc3339("2026-09-19T01:00:00+08:00").unwrap();
    let (records, error) = match AnswerFile::receive(path).unwrap() {
        Received::Answer(answer) => {
            let codes = Codes::bundled();
            let line = outcome::ingest(ledger, &answer.name, &answer, codes, now).unwrap();
            (line.records, line.error)
        }
        Received::Unusable(why) => (0, Some(why)),
        _ => panic!("an archive"),
    };
    let risen = peak_mib()
        .zip(before)
        .filter(|_| told)
        .map(|(after, before)| after - before);
    (records, error.map(|error| error.en.into_owned()), risen)
}

/// One test, because the peak is the whole process's.
#[test]
fn a_bomb_is_refused_or_read_in_little_memory() {
    let limits = Limits::default();
    assert_eq!((limits.bytes, limits.ratio), (2 << 30, 1000));
    let kilobytes = std::env::var("BEIAN_BOMB_KB").map_or(51, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let now = Moment::parse_from_rfc3339("2026-09-19T01:00:00+08:00").unwrap();
    let holder = Holder::this("test", now);
    let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite"), &holder).unwrap();
    for (name, noise) in [("over.zip", 0), ("within.zip", 120)] {
        let (packed, ratio) = bomb(kilobytes, noise);
        let path = folder.path().join(name);
        fs::write(&path, &packed).unwrap();
        let length = packed.len();
        drop(packed);
        let started = Instant::now();
        let (records, error, risen) = take_in(&mut ledger, &path);
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{name}: {length} bytes, {ratio}fold, {records} records, {seconds:.1} s, {risen:?} MiB"
        );
        if noise == 0 {
            assert!(ratio > limits.ratio, "{ratio}");
            assert!(error.unwrap().contains("more than 1000 times"));
            assert_eq!(records, 0);
        } else {
            assert!(ratio < limits.ratio && ratio > 900, "{ratio}");
            assert_eq!((records as usize, error), (kilobytes.div_ceil(3), None));
        }
        match risen {
            Some(risen) => assert!(risen < BOUND_MIB, "{name}: {risen} MiB"),
            None => eprintln!("skipped: this system does not tell how much memory was used"),
        }
    }
}
