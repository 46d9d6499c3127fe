//! The clock: a night has one time, China's, whatever time zone the machine believes in; midnight and leap days are days.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::collections::BTreeMap;
use std::fs;

use beian::codes::Codes;
use chrono::{FixedOffset, NaiveDate, Utc};
use night_support::{ORDERS, SmallNight, assert_exit, json_lines};

const PRACTICE: &str = "[[bureau]]\nname = \"practice\"\n";

/// The day that a night at this time is reported under, and the days in the names of its files.
fn days(now: &str) -> (String, Vec<String>) {
    let night = SmallNight::of(&ORDERS[..1]);
    night.configure_at(now, PRACTICE);
    let output = night.run(&["nightly"]);
    assert!(output.status.code().unwrap() < 2, "{now}: {output:?}");
    let reports = fs::read_dir(night.path("reports")).unwrap();
    let mut folders: Vec<String> = reports
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(folders.len(), 1, "{now}: {folders:?}");
    let files = night.ledger().files().unwrap();
    (
        folders.remove(0),
        files.into_iter().map(|file| file.name).collect(),
    )
}

#[test]
fn a_night_belongs_to_the_day_that_it_is_in_china() {
    for (now, day) in [
        ("2026-09-18T23:59:59+08:00", "2026-09-18"),
        ("2026-09-19T00:00:00+08:00", "2026-09-19"),
        ("2026-09-18T15:59:59Z", "2026-09-18"),
        ("2026-09-18T16:00:00Z", "2026-09-19"),
        ("2026-09-18T09:30:00-07:00", "2026-09-19"),
        ("2026-12-31T16:00:00Z", "2027-01-01"),
        ("2028-02-28T16:00:00Z", "2028-02-29"),
        ("2028-02-29T23:59:59+08:00", "2028-02-29"),
        ("2028-02-29T16:00:00Z", "2028-03-01"),
    ] {
        let (folder, names) = days(now);
        assert_eq!(folder, day, "{now}");
        let compact = day.replace('-', "");
        assert!(
            names.iter().all(|name| name.contains(&compact)),
            "{now}: {names:?}"
        );
    }
}

#[test]
fn the_machines_time_zone_does_not_show() {
    let at = |zone: &str| {
        let night = SmallNight::of(&ORDERS[..3]);
        // A quarter of an hour after midnight in China, the day before in America, the same day in Kiribati.
        night.configure_at("2026-09-19T00:15:00+08:00", PRACTICE);
        let mut shown = BTreeMap::new();
        for command in [&["nightly"][..], &["report", "--format", "json"]] {
            let output = night
                .command(command)
                .env("TZ", zone)
                .args(["--lang", "en"])
                .output()
                .unwrap();
            assert_exit(&output, 0);
            shown.insert(command.join(" "), output.stdout);
        }
        for folder in ["outbox", "reports"] {
            for entry in walkdir::WalkDir::new(night.path(folder)) {
                let path = entry.unwrap().into_path();
                if path.is_file() {
                    let name = path
                        .strip_prefix(night.path(""))
                        .unwrap()
                        .display()
                        .to_string();
                    shown.insert(name, fs::read(path).unwrap());
                }
            }
        }
        shown
    };
    let china = at("Asia/Shanghai");
    for zone in ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"] {
        let there = at(zone);
        let differing: Vec<&String> = china
            .keys()
            .filter(|name| china.get(*name) != there.get(*name))
            .collect();
        assert!(
            differing.is_empty() && china.len() == there.len(),
            "{zone}: {differing:?}"
        );
    }
}

#[test]
fn without_a_configured_time_it_is_now_in_china() {
    let china = FixedOffset::east_opt(8 * 3600).unwrap();
    let today = || Utc::now().with_timezone(&china).date_naive().to_string();
    let night = SmallNight::of(&ORDERS[..1]);
    night.write(
        "beian.toml",
        fs::read_to_string(night.path("beian.toml"))
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with("[clock]") && !line.starts_with("now ="))
            .map(|line| format!("{line}\n"))
            .collect::<String>(),
    );
    let before = today();
    let command = night
        .command(&["nightly", "--lang", "en"])
        .env("TZ", "America/Los_Angeles")
        .output()
        .unwrap();
    assert!(command.status.code().unwrap() < 2, "{command:?}");
    let output = night.run(&["report", "--format", "json"]);
    let totals = json_lines(&output).pop().unwrap();
    let night = totals["night"].as_str().unwrap_or_default().to_owned();
    assert!([before, today()].contains(&night), "{totals}");
}

#[test]
fn deadlines_run_over_leap_days_and_holidays() {
    let holidays = Codes::bundled().holidays();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (from, days, until) in [
        // A Monday and a Tuesday in a leap year, and the same days in another.
        ("2028-02-28", 1, "2028-02-29"),
        ("2028-02-28", 2, "2028-03-01"),
        ("2027-02-26", 1, "2027-03-01"),
        // The national holiday of 2026, from Thursday on, with a Saturday on which work is done.
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-10", 1, "2026-10-12"),
    ] {
        assert_eq!(
            holidays.add_working_days(day(from), days),
            day(until),
            "{from} + {days}"
        );
    }
}
