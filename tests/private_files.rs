//! Whatever the program writes about people only its owner may read, however open the machine leaves new files.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion
#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use support::Night;

/// Runs a command where new files are open to everybody unless somebody closes them.
fn run(night: &Night, arguments: &[&str]) {
    let output = Command::new("sh")
        .args(["-c", "umask 0; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_beian"))
        .args(arguments)
        .args(["--config", "beian.toml", "--lang", "en"])
        .current_dir(night.path(""))
        .output()
        .unwrap();
    let code = output.status.code().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(code < 2, "{arguments:?}: {code}\n{said}");
}

fn everything(night: &Night) -> BTreeSet<PathBuf> {
    walkdir::WalkDir::new(night.path(""))
        .min_depth(1)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .collect()
}

#[test]
fn reports_lists_letters_copies_and_all_else_are_their_owners_alone() {
    let night = Night::copy();
    let before = everything(&night);
    run(&night, &["build", "orders", "--out", "b/copies"]);
    run(&night, &["nightly"]);
    run(
        &night,
        &[
            "check",
            "orders",
            "--annotate",
            "a/checked",
            "--fix",
            "a/fixed",
        ],
    );
    for (format, name) in [
        ("text", "c/report.txt"),
        ("json", "c/report.json"),
        ("csv", "c/report.csv"),
        ("xlsx", "c/report.xlsx"),
        ("html", "c/report.html"),
    ] {
        run(&night, &["report", "--format", format, "-o", name]);
    }
    run(&night, &["report", "--annotate", "d/told"]);
    run(&night, &["report", "--trend", "3", "-o", "d/trend.txt"]);
    run(&night, &["template", "-o", "e/template.xlsx"]);
    run(&night, &["ledger", "backup", "f/copy.sqlite"]);
    run(&night, &["ledger", "export", "-o", "f/ledger.jsonl"]);
    run(&night, &["ledger", "tasks", "-o", "f/tasks.xlsx"]);
    let outbox = everything(&night)
        .into_iter()
        .find(|path| {
            path.starts_with(night.path("run/outbox"))
                && path.extension().is_some_and(|end| end == "xml")
        })
        .unwrap();
    run(
        &night,
        &["seal", outbox.to_str().unwrap(), "-o", "g/sealed.zip"],
    );
    run(&night, &["open", "g/sealed.zip", "-o", "g/opened.xml"]);

    let after = everything(&night);
    let written: Vec<&PathBuf> = after.difference(&before).collect();
    for part in [
        "run/ledger.sqlite",
        "run/archive",
        "run/inbox",
        "run/practice",
        "run/reports",
        "a/checked",
        "a/fixed",
        "b/copies",
        "c/report.html",
        "d/told",
        "d/trend.txt",
        "e",
        "f/copy.sqlite",
        "f/ledger.jsonl",
        "g/opened.xml",
    ] {
        let part = night.path(part);
        assert!(
            written.iter().any(|path| path.starts_with(&part)),
            "{}",
            part.display()
        );
    }
    for name in ["notices", "lists", "verification-forms.html"] {
        assert!(written.iter().any(|path| path.ends_with(name)), "{name}");
    }
    for path in written {
        let metadata = path.metadata().unwrap();
        let expected = if metadata.is_dir() { 0o700 } else { 0o600 };
        let mode = metadata.permissions().mode() & 0o777;
        assert_eq!(mode, expected, "{mode:o} {}", path.display());
    }
}
