//! Commands over a ledger that has grown for years: none of them walks through it.
//!
//! In CI the ledger is small, and what is held is that the time does not grow with it. The figures of a ledger with a
//! million orders (3 GB, some minutes) come from
//!
//! ```text
//! BEIAN_LEDGER_ORDERS=1000000 cargo test --release --test ledger_many -- --nocapture
//! ```

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

#[path = "../night_support/mod.rs"]
mod night_support;

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use beian::ledger::{Holder, Ledger};
use chrono::DateTime;
use night_support::{ORDERS, SmallNight};

/// Orders of the ledger that everything is measured against.
const FEW: u32 = 1_000;
/// Orders of the large one, unless `BEIAN_LEDGER_ORDERS` says otherwise.
const MANY: u32 = 5_000;

/// A batch of six orders beside a ledger of `count` orders.
fn night_with(count: u32) -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    night.configure("[[bureau]]\nname = \"practice\"\n[paths]\nmetrics = \"beian.prom\"\n");
    let path = night.path("ledger.sqlite");
    let now = DateTime::parse_from_rfc3339("2026-09-18T12:00:00+08:00").unwrap();
    drop(Ledger::open(&path, &Holder::this("test", now)).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; BEGIN;")
        .unwrap();
    let statements = include_str!("orders.sql").replace(":orders", &count.to_string());
    connection.execute_batch(&statements).unwrap();
    connection.execute_batch("COMMIT;").unwrap();
    night
}

/// The commands, by what they are called in the figures. A key is one of the middle of the ledger.
fn commands(count: u32) -> Vec<(&'static str, Vec<String>)> {
    let middle = count / 2 + 7;
    let number = format!("M{middle:08}");
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    vec![
        ("report", list(&["report"])),
        (
            "report of a past night",
            list(&["report", "--night", "2026-09-17", "--format", "json"]),
        ),
        (
            "report as a workbook",
            list(&["report", "--format", "xlsx", "-o", "report.xlsx"]),
        ),
        (
            "report as a page",
            list(&["report", "--format", "html", "-o", "report.html"]),
        ),
        ("report --trend 30", list(&["report", "--trend", "30"])),
        ("status by order", list(&["status", &number])),
        (
            "status by domain",
            list(&["status", &format!("d{middle}.cn")]),
        ),
        (
            "status by address",
            list(&["status", &Ipv4Addr::from(16_777_216 + middle).to_string()]),
        ),
        (
            "status by filing number",
            list(&["status", &format!("浙ICP备{middle:08}号")]),
        ),
        (
            "ledger lookup by domain",
            list(&["ledger", "lookup", &format!("d{middle}.cn")]),
        ),
        (
            "ledger lookup by id",
            list(&["ledger", "lookup", &(1_000_000_000 + middle).to_string()]),
        ),
        ("ledger assign", list(&["ledger", "assign"])),
        ("ledger tasks", list(&["ledger", "tasks"])),
        ("check", list(&["check", "orders"])),
        ("classify", list(&["classify", "orders"])),
        ("build", list(&["build", "orders"])),
        ("send", list(&["send"])),
        ("fetch", list(&["fetch"])),
        ("nightly", list(&["nightly"])),
        ("nightly again", list(&["nightly"])),
    ]
}

fn times(count: u32) -> Vec<(&'static str, Duration)> {
    let night = night_with(count);
    let commands = commands(count).into_iter().map(|(name, arguments)| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let began = Instant::now();
        let output = night.run(&arguments);
        let took = began.elapsed();
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{name}: {code:?} {}",
            night_support::said(&output)
        );
        (name, took)
    });
    commands.collect()
}

#[test]
fn a_ledger_that_has_grown_leaves_every_command_as_fast_as_it_was() {
    let many = std::env::var("BEIAN_LEDGER_ORDERS").map_or(MANY, |count| count.parse().unwrap());
    let (few, many) = (times(FEW), times(many));
    let mut slow = Vec::new();
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        println!(
            "{name:26} {:7.3} s {:7.3} s",
            few.as_secs_f64(),
            many.as_secs_f64()
        );
        // What is open and what a night read is the same amount in both.
        if many > few * 4 + Duration::from_secs(2) {
            slow.push(format!("{name}: {few:?} → {many:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
