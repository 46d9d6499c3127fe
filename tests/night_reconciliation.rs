//! The reconciliation of real nights: what is complete and what is missing, what is overdue since earlier nights, whether
//! the sequence is in order, what need not be kept any more, and that the figures agree.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::Path;

use night_support::{ORDERS, SmallNight, assert_exit};
use serde_json::Value;

/// The same carrier on another day, with nothing to read.
fn on(night: &SmallNight, day: &str) {
    let config = fs::read_to_string(night.path("beian.toml")).unwrap();
    let at = config.find("now = ").unwrap();
    let end = at + config[at..].find('\n').unwrap();
    let now = format!("now = \"{day}T22:00:00+08:00\"");
    night.write("beian.toml", [&config[..at], &now, &config[end..]].concat());
}

/// The line that belongs to no order.
fn rest(night: &SmallNight) -> Value {
    night.report().pop().unwrap()
}

fn texts(ties: &Value) -> Vec<String> {
    let ties = ties.as_array().unwrap().iter();
    ties.map(|tie| format!("{} {}", tie["holds"], tie["text"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_figures_of_a_night_agree_with_each_other_and_with_the_ledgers_own_count() {
    let night = SmallNight::of(&ORDERS);
    night.run(&["nightly"]);
    let rest = rest(&night);
    assert_eq!(rest["ties_out"], true, "{rest:#}");
    let ties = texts(&rest["ties"]);
    for expected in [
        "true read 6 = held back 0 + waiting 0 + sent 6",
        "true the report lists 6 orders, the ledger counts 6",
        "true of 6 orders sent, 6 lie in files that the bureau has taken",
    ] {
        assert!(ties.iter().any(|tie| tie == expected), "{ties:#?}");
    }
    assert!(
        ties.iter().any(|tie| tie.starts_with("true records of ")),
        "{ties:#?}"
    );
}

#[test]
fn a_ledger_that_counts_otherwise_is_said_loudly_and_ends_with_3() {
    let night = SmallNight::of(&ORDERS);
    night.run(&["nightly"]);
    // A file that claims never to have been taken, while its orders are completed.
    let ledger = rusqlite::Connection::open(night.path("ledger.sqlite")).unwrap();
    let broken = "UPDATE files SET state = 'unknown' WHERE sequence = 3";
    assert_eq!(ledger.execute(broken, []).unwrap(), 1);
    let output = night.run(&["report"]);
    assert_exit(&output, 3);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("✗ the sums do not agree"), "{text}");
    assert!(text.contains("not there: "), "{text}");
}

#[test]
fn of_each_file_the_report_says_what_is_missing_and_the_sequence_is_told() {
    let night = SmallNight::sent(&ORDERS);
    let told = rest(&night);
    let files = told["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    let missing: Vec<&Value> = files
        .iter()
        .flat_map(|file| file["missing"].as_array().unwrap())
        .collect();
    assert_eq!(missing.len(), ORDERS.len(), "{files:#?}");
    assert!(files.iter().all(|file| file["complete"] == false));
    let sequence = &told["sequences"][0];
    assert_eq!(sequence["last"], 3);
    assert_eq!(sequence["gaps"], serde_json::json!([]));
    assert_eq!(sequence["sound"], true);
    // The bureau is asked for its own count before each night's first upload.
    assert_eq!(sequence["bureau_count"], 0);
}

#[test]
fn orders_that_a_bureau_keeps_too_long_are_in_every_later_report() {
    let night = SmallNight::sent(&ORDERS[1..]);
    fs::remove_dir_all(night.path("orders")).unwrap();
    night.bring(ORDERS[0], ORDERS[0]);
    // 20 working days after 18 September end after the October holidays; Zhejiang takes 30.
    on(&night, "2026-11-30");
    night.run(&["nightly"]);
    let overdue = rest(&night)["overdue"].as_array().unwrap().clone();
    let mut numbers: Vec<&str> = { overdue.iter() }
        .map(|order| order["order"].as_str().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ORDERS[1..]);
    assert!(overdue.iter().all(|order| order["overdue"] == true));
    assert!(overdue.iter().all(|order| order["next"] == "bureau"));
    let output = night.run(&["report"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("sent earlier, overdue"), "{text}");
}

#[test]
fn a_report_of_a_past_night_bears_its_date_and_says_as_of_when_it_speaks() {
    let night = SmallNight::sent(&ORDERS);
    on(&night, "2026-09-25");
    let output = night.run(&["report", "--night", "2026-09-18"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let first = text.lines().next().unwrap();
    assert!(first.contains("2026-09-18 22:00"), "{first}");
    assert!(first.contains("as of 2026-09-25 22:00"), "{first}");
}

#[test]
fn days_beyond_the_holidays_that_are_known_are_said_to_leave_out_weekends_only() {
    let night = SmallNight::sent(&ORDERS);
    assert_eq!(rest(&night)["remarks"], serde_json::json!([]));
    let later = SmallNight::of(&ORDERS);
    later.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    on(&later, "2031-03-03");
    later.run(&["nightly"]);
    let remarks = rest(&later)["remarks"].clone();
    let remark = remarks[0].as_str().unwrap();
    assert!(remark.contains("leave out weekends only"), "{remark}");
}

#[test]
fn files_whose_time_is_over_are_named_as_long_as_they_lie_there() {
    let night = SmallNight::of(&ORDERS);
    night.run(&["nightly"]);
    on(&night, "2026-12-14");
    let soon = rest(&night)["retention"].as_array().unwrap().clone();
    assert_eq!(soon.len(), 3, "a week ahead");
    assert!(soon.iter().all(|file| file["removable"] == false));
    assert_eq!(soon[0]["until"], "2026-12-19");
    on(&night, "2026-12-20");
    let over = rest(&night)["retention"].as_array().unwrap().clone();
    assert!(
        over.iter().all(|file| file["removable"] == true),
        "{over:#?}"
    );
    assert_exit(&night.run(&["archive", "prune"]), 0);
    assert_eq!(rest(&night)["retention"], serde_json::json!([]));
}

/// Takes in an answer file of the fixtures.
fn ingest(night: &SmallNight, fixture: &str) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let name = format!("{}.xml", fixture.replace('/', "-"));
    let document = fs::read(fixtures.join(fixture).with_extension("xml")).unwrap();
    night.write(&name, document);
    let output = night.run(&["ingest", &name]);
    assert!(output.status.code() <= Some(1));
}

#[test]
fn differences_work_and_cancellations_by_the_bureau_are_in_json_and_in_tables() {
    let night = SmallNight::of(&ORDERS[..1]);
    for fixture in [
        "icp-basj/whole",
        "sjtb-icp/breaks-schema-two-copies",
        "icp-xgtz/whole",
        "icp-zxsj/whole",
    ] {
        ingest(&night, fixture);
    }
    night.run(&["nightly"]);
    let told = rest(&night);
    let differences = told["differences"].as_array().unwrap();
    assert!(!differences.is_empty(), "{told:#}");
    assert!(differences.iter().all(|line| line["text"] != ""));
    let tasks = told["tasks"].as_array().unwrap();
    assert!(
        tasks.iter().any(|task| task["list"] == "rectification"),
        "{tasks:#?}"
    );
    for (table, lines) in [("differences", differences), ("tasks", tasks)] {
        let output = night.run(&["report", "--format", "csv", "--table", table]);
        let csv = String::from_utf8(output.stdout).unwrap();
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.records().count(), lines.len(), "{table}: {csv}");
    }
}

#[test]
fn empty_filings_and_wrong_passwords_are_named_as_what_somebody_has_to_look_after() {
    let night = SmallNight::of(&ORDERS[..2]);
    night.run(&["nightly"]);
    assert_eq!(rest(&night)["records"], serde_json::json!([]));
    let ledger = rusqlite::Connection::open(night.path("ledger.sqlite")).unwrap();
    for change in [
        "UPDATE records SET state = 'cancelled' WHERE kind = 'site' AND id = (SELECT min(id) FROM records WHERE kind = 'site')",
        "UPDATE records SET state = 'cancelled' WHERE kind = 'access' AND id = (SELECT max(id) FROM records WHERE kind = 'access')",
        "UPDATE records SET password = 'wrong' WHERE kind = 'subject' AND id = (SELECT max(id) FROM records WHERE kind = 'subject')",
    ] {
        assert_eq!(ledger.execute(change, []).unwrap(), 1, "{change}");
    }
    let records = rest(&night)["records"].as_array().unwrap().clone();
    let what: Vec<&str> = { records.iter() }
        .map(|record| record["what"].as_str().unwrap())
        .collect();
    assert_eq!(what, ["empty_subject", "empty_site", "wrong_password"]);
    let subject = records[0]["name"].as_str().unwrap();
    assert!(
        subject.contains('*'),
        "an organizer's name is masked: {subject}"
    );
}

#[test]
fn answers_of_earlier_nights_go_on_waiting_in_the_report() {
    let night = SmallNight::of(&ORDERS[..1]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let document = fs::read(fixtures.join("icp-zxsj/whole.xml")).unwrap();
    let (exit, line) = night.ingest("zxsj.xml", &document);
    assert_eq!(exit, 1, "{line}");
    night.run(&["nightly"]);
    let open = rest(&night)["to_decide"].as_array().unwrap().clone();
    assert!(!open.is_empty());
    assert!(open.iter().all(|answer| answer["new"] == true));
    on(&night, "2026-09-21");
    night.bring(ORDERS[1], ORDERS[1]);
    let output = night.run(&["nightly"]);
    assert_exit(&output, 0);
    let later = rest(&night)["to_decide"].as_array().unwrap().clone();
    assert_eq!(later.len(), open.len());
    assert!(later.iter().all(|answer| answer["new"] == false));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("(since"), "{text}");
}
