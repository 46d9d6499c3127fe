//! `beian practice` as a carrier starts it: what it says, what it remembers, what it refuses.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use night_support::{ORDERS, SmallNight, assert_exit, said};

/// A bureau that is running, ended when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the command and gives the lines it says first.
fn start(night: &SmallNight, arguments: &[&str], lines: usize) -> (Running, Vec<String>) {
    let mut command = night.command(&["practice", "--listen", "127.0.0.1:0", "--lang", "en"]);
    let mut process = { command.args(arguments).stdout(Stdio::piped()) }
        .spawn()
        .unwrap();
    let out = BufReader::new(process.stdout.take().unwrap());
    let said = out.lines().take(lines).map(Result::unwrap).collect();
    (Running(process), said)
}

#[test]
fn it_says_where_it_listens_where_its_wsdls_are_and_what_it_plays() {
    let night = SmallNight::of(&[]);
    night.write("evening.toml", "[review]\nfiling_days = 2\n");
    let (_running, said) = start(
        &night,
        &["--scenario", "evening.toml", "--state", "memory"],
        7,
    );
    let base = said[0].split(' ').next_back().unwrap();
    assert!(base.starts_with("http://127.0.0.1:"), "{said:?}");
    for service in [
        "ISPWebService/upDownLoad",
        "BeianStatusWebService/verifyBamm",
    ] {
        let wsdl = format!("{base}/{service}?wsdl");
        assert!(said.iter().any(|line| line.trim() == wsdl), "{said:?}");
    }
    let has = |label: &str, end: &str| {
        let mut lines = said.iter();
        lines.any(|line| line.trim().starts_with(label) && line.ends_with(end))
    };
    assert!(
        has("scenario:", "evening.toml") && has("memory:", "memory"),
        "{said:?}"
    );
    assert!(has("day:", "2026-09-18"), "{said:?}");
    assert!(night.path("memory/practice.sqlite").exists());
}

#[test]
fn a_rehearsal_goes_on_with_the_memory_of_the_day_before() {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        "[review]\nopinion_days = 1\nfiling_days = 2\n",
    );
    let completed = |night: &SmallNight| {
        let lines = night.report();
        lines
            .iter()
            .filter(|line| line["state"] == "completed")
            .count()
    };
    for (day, expected) in [(18, 0), (19, 0), (20, ORDERS.len())] {
        let now = format!("now = \"2026-09-{day}T22:00:00+08:00\"");
        night.configure("[[bureau]]\nname = \"practice\"\n");
        let config = std::fs::read_to_string(night.path("beian.toml")).unwrap();
        let config = config.replace("now = \"2026-09-18T22:00:00+08:00\"", &now);
        night.write("beian.toml", config);
        assert_exit(&night.run(&["nightly"]), 0);
        assert_eq!(completed(&night), expected, "on the {day}th");
    }
    night.assert_agreement();
}

#[test]
fn a_memory_of_another_version_is_refused_with_advice() {
    let night = SmallNight::of(&[]);
    std::fs::create_dir_all(night.path("old")).unwrap();
    let memory = rusqlite::Connection::open(night.path("old/practice.sqlite")).unwrap();
    memory
        .execute_batch("CREATE TABLE upload (sequence INTEGER)")
        .unwrap();
    drop(memory);
    let arguments = ["practice", "--listen", "127.0.0.1:0", "--state", "old"];
    let output = night.run(&arguments);
    assert_exit(&output, 3);
    assert!(
        said(&output).contains("another version"),
        "{}",
        said(&output)
    );
}
