//! The example units in docs/systemd: what they start is a command line of this program, and systemd takes them.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::Path;
use std::process::Command;

use night_support::{ORDERS, SmallNight, assert_exit};

fn unit(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/systemd")
        .join(name);
    fs::read_to_string(path).unwrap()
}

fn value<'u>(unit: &'u str, key: &str) -> &'u str {
    let mut lines = unit.lines();
    lines
        .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
        .unwrap()
}

#[test]
fn what_the_service_starts_is_a_night() {
    let service = unit("beian.service");
    let line: Vec<&str> = value(&service, "ExecStart").split_whitespace().collect();
    assert_eq!(line[..2], ["/usr/bin/beian", "nightly"]);
    let night = SmallNight::of(&ORDERS[..2]);
    let arguments: Vec<&str> = { line[1..].iter() }
        .map(|argument| match *argument {
            "/etc/beian/beian.toml" => "beian.toml",
            argument => argument,
        })
        .collect();
    for _ in 0..2 {
        assert_exit(&night.command(&arguments).output().unwrap(), 0);
    }
    night.assert_agreement();
    assert_eq!(value(&service, "SuccessExitStatus"), "1");
}

#[test]
fn systemd_takes_both_units() {
    let folder = tempfile::tempdir().unwrap();
    // The program lies elsewhere until it is installed, and the user is not there yet.
    let service = unit("beian.service")
        .replace("/usr/bin/beian", env!("CARGO_BIN_EXE_beian"))
        .replace("User=beian", "User=root");
    let paths = [
        ("beian.service", service),
        ("beian.timer", unit("beian.timer")),
    ]
    .map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    });
    let Ok(verified) = Command::new("systemd-analyze")
        .arg("verify")
        .args(&paths)
        .output()
    else {
        eprintln!("skipped: systemd-analyze is not here");
        return;
    };
    let said = String::from_utf8_lossy(&verified.stderr);
    // What it says of other units of this machine is not about ours.
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("beian")).collect();
    assert!(ours.is_empty(), "{said}");
}
