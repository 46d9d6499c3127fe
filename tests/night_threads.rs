//! The same input, configuration and ledger give the same bytes, at any number of threads.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::{Night, beian};

/// Everything a night leaves behind for people and bureau, by name.
fn night_at(threads: &str) -> BTreeMap<String, Vec<u8>> {
    let night = Night::copy();
    let mut left = BTreeMap::new();
    for (name, arguments) in [
        ("check", &["check", "orders", "--format", "json"][..]),
        ("nightly", &["nightly"]),
    ] {
        let output = beian()
            .current_dir(night.path(""))
            .env("RAYON_NUM_THREADS", threads)
            .args(arguments)
            .args(["--config", "beian.toml", "--lang", "zh"])
            .output()
            .unwrap();
        assert!(!output.stdout.is_empty(), "{name}");
        left.insert(name.to_owned(), output.stdout);
    }
    for folder in ["run/outbox", "run/reports"] {
        let files = walkdir::WalkDir::new(night.path(folder)).into_iter();
        for entry in files
            .filter_map(Result::ok)
            .filter(|it| it.path().is_file())
        {
            let name = entry.path().strip_prefix(night.path("")).unwrap();
            left.insert(name.display().to_string(), fs::read(entry.path()).unwrap());
        }
    }
    left
}

#[test]
fn one_two_and_sixteen_threads_leave_the_same_bytes_behind() {
    let one = night_at("1");
    assert!(
        one.keys().any(|name| name.ends_with(".zip")),
        "{:?}",
        one.keys()
    );
    for threads in ["2", "16"] {
        let other = night_at(threads);
        let differing: Vec<&String> = one
            .keys()
            .chain(other.keys())
            .filter(|name| one.get(*name) != other.get(*name))
            .collect();
        assert!(differing.is_empty(), "{threads} threads: {differing:?}");
    }
}
