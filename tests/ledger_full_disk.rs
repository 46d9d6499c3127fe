//! A disk that takes no more: a clear error, nothing half written, and the next run goes on. Files that may not grow over a
//! limit stand for a full disk: a system refuses both in the same way.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion
#![cfg(unix)]

mod night_support;

use std::process::{Command, Output};

use night_support::{ORDERS, SmallNight, assert_exit, said};

/// Runs a night in which no file may be larger than so many blocks of 512 bytes.
fn limited(night: &SmallNight, blocks: u32) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" nightly --lang en");
    Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_beian")])
        .current_dir(night.path(""))
        .output()
        .unwrap()
}

#[test]
fn whatever_file_cannot_be_written_the_night_says_so_and_the_next_one_ends_it() {
    let mut stopped = 0;
    for blocks in [1, 100, 400, 700] {
        let night = SmallNight::of(&ORDERS);
        let output = limited(&night, blocks);
        let code = output.status.code();
        let words = said(&output);
        assert!(!words.contains("panicked"), "{blocks}: {words}");
        if code != Some(0) {
            stopped += 1;
            eprintln!("{blocks} blocks: {code:?} {words}");
            // Whatever was under way when the ledger could not be written is settled by the next run.
            assert!(matches!(code, Some(3..=5)), "{blocks}: {code:?} {words}");
            assert!(!words.is_empty(), "{blocks}");
        }
        for entry in walkdir::WalkDir::new(night.path("")) {
            let path = entry.unwrap().into_path();
            let is_part = path
                .extension()
                .is_some_and(|extension| extension == "part");
            assert!(!is_part, "{blocks}: {} is half written", path.display());
        }
        assert_exit(&night.run(&["nightly"]), 0);
        night.assert_agreement();
    }
    assert!(stopped > 1, "{stopped} nights met the limit");
}

#[test]
fn a_folder_that_may_not_be_written_is_named_and_the_night_ends_with_3() {
    let night = SmallNight::of(&ORDERS[..1]);
    night.configure("[[bureau]]\nname = \"practice\"\n[ledger]\npath = \"closed/ledger.sqlite\"\n");
    if !night.close("closed") {
        return;
    }
    let output = night.run(&["nightly"]);
    assert_exit(&output, 3);
    let words = said(&output);
    assert!(
        words.contains("closed") && words.contains("permissions"),
        "{words}"
    );
    assert!(night.path("practice").read_dir().is_err() || night.uploads().is_empty());
    night.open_again("closed");
    assert_exit(&night.run(&["nightly"]), 0);
}
