//! The process is killed at every step of `build`, `send` and `fetch` that changes a file or speaks to the network, one after
//! another; the next night brings everything to its end: 0 orders lost, 0 sent twice, 0 numbers reused or skipped.
//!
//! The steps are found by counting them in a run that is left alone: a small library (`kill_support/steps.c`) is loaded into the
//! program and sees every such call to the system, SQLite's too. It kills with SIGKILL, so that nothing of the process runs any
//! more, before a step, and where a step writes also after half of its bytes.
//!
//! `BEIAN_KILL_STEPS=all cargo test --release --test kill_steps -- --nocapture` kills at every one; without it a sample.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion
#![cfg(target_os = "linux")]

mod kill_support;
mod night_support;

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;

use kill_support::{Death, Wrong, everywhere, go_on, library, open_bureau, watched};
use night_support::SmallNight;

#[test]
fn killed_at_any_step_of_build_send_or_fetch_nothing_is_lost_nothing_sent_twice() {
    let Some(library) = library() else {
        eprintln!("skipped: there is no C compiler to build the library with that counts steps");
        return;
    };
    let total = everywhere(&library, true, &|before, command, death| {
        die_and_go_on(before, command, death, &library)
    });
    assert_eq!(total.sum(), 0, "{total:?}");
}

/// Kills a stage, runs the night again, and compares.
fn die_and_go_on(before: &SmallNight, command: &[&str], death: Death, library: &Path) -> Wrong {
    let night = before.copied();
    let _bureau = open_bureau(&night);
    let mut process = watched(&night, command, library);
    process.env("STEPS_KILL_AT", death.step.to_string());
    if death.torn {
        process.env("STEPS_TORN", "1");
    }
    let status = process.status().unwrap();
    assert_eq!(
        status.signal(),
        Some(9),
        "{command:?} {death:?} was not reached: {status:?}"
    );
    go_on(&night, &format!("{command:?} {death:?}"))
}
