//! What the bureau's lists ask for, through the real program: listed, proposed as a workbook that `check` accepts, told in
//! the report, and done when the order is sent or a person says so.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::{Path, PathBuf};

use night_support::{SmallNight, assert_exit, json_lines, said};
use serde_json::Value;

/// A carrier whose filings are known, and to whom these lists came.
fn asked(lists: &[&str]) -> SmallNight {
    let night = SmallNight::of(&[]);
    let answers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    for name in [&["icp-basj/whole"], lists].concat() {
        let file = format!("{}.xml", name.replace('/', "-"));
        night.write(
            &file,
            fs::read(answers.join(name).with_extension("xml")).unwrap(),
        );
        let output = night.run(&["ingest", &file]);
        assert!(output.status.code() <= Some(1), "{}", said(&output));
    }
    night
}

const LISTS: [&str; 5] = [
    "icp-hsrw/whole",
    "icp-wbawzlb/whole",
    "icp-hcjg/whole",
    "icp-xgtz/whole",
    "ip-hcjg/whole",
];

fn tasks(night: &SmallNight) -> Vec<Value> {
    json_lines(&night.run(&["ledger", "tasks", "--format", "json"]))
}

/// The orders that are proposed.
fn proposed(night: &SmallNight) -> Vec<String> {
    let tasks = tasks(night).into_iter();
    let orders = tasks.filter_map(|task| Some(task["order"].as_str()?.to_owned()));
    orders.collect()
}

/// Errors that `check` has about a batch, with their order, rule and message.
fn errors(night: &SmallNight, batch: &str) -> Vec<String> {
    let findings = json_lines(&night.run(&["check", batch, "--format", "json"]));
    let errors = findings
        .iter()
        .filter(|finding| finding["severity"] == "error");
    errors
        .map(|finding| {
            format!(
                "{} {} {} {}",
                finding["order"], finding["rule"], finding["field"], finding["message"]
            )
        })
        .collect()
}

fn proposals(night: &SmallNight) -> Vec<PathBuf> {
    let Ok(reports) = fs::read_dir(night.path("reports")) else {
        return Vec::new();
    };
    let paths = reports.map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = paths
        .filter(|path| path.to_string_lossy().contains("proposed"))
        .collect();
    found.sort();
    found
}

/// What only a person can do about a proposal: fill in what the bureau's message does not say, and send what it asks for of
/// one subject one after the other.
const LEFT_TO_A_PERSON: [&str; 8] = [
    "cancel-access-only-one",
    "limit-one-inflight-order-per-account",
    "value-required",
    "file-xsd-valid",
    "access-location-code",
    "access-method-code",
    "docs-access",
    "docs-access-verification-material",
];

#[test]
fn an_order_that_is_proposed_from_whole_data_is_one_that_the_checks_accept() {
    let night = asked(&LISTS);
    let proposed = proposed(&night);
    assert!(proposed.len() > 8, "{proposed:?}");
    assert_exit(
        &night.run(&["ledger", "tasks", "-o", "orders/proposed.xlsx"]),
        0,
    );
    let errors = errors(&night, "orders");
    let is_left = |error: &&String| {
        LEFT_TO_A_PERSON
            .iter()
            .any(|rule| error.contains(&format!("\"{rule}\"")))
    };
    let other: Vec<_> = errors.iter().filter(|error| !is_left(error)).collect();
    assert_eq!(other, [""; 0]);
    // A verification of a whole filing, two unfiled sites, an unreported source.
    let is_accepted = |order: &str| errors.iter().all(|error| !error.contains(order));
    let accepted: Vec<String> = tasks(&night)
        .iter()
        .filter(|task| task["order"].as_str().is_some_and(is_accepted))
        .map(|task| task["list"].as_str().unwrap().to_owned())
        .collect();
    let expected = ["verification", "unfiled", "unfiled", "ip_audit"];
    assert_eq!(accepted, expected, "{errors:#?}");
}

#[test]
fn of_one_filing_one_change_is_proposed_and_the_other_notices_name_it() {
    let night = asked(&["icp-xgtz/whole"]);
    let tasks = tasks(&night);
    assert_eq!(tasks.len(), 2);
    let order = tasks[0]["order"].as_str().unwrap();
    assert_eq!(tasks[1]["order"], Value::Null);
    assert!(tasks[1]["title"].as_str().unwrap().contains(order));
}

#[test]
fn the_report_of_the_night_tells_what_is_asked_for_and_the_orders_lie_beside_it() {
    let night = asked(&LISTS);
    let output = night.run(&["nightly"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("work that the bureau asks for"), "{report}");
    assert!(report.contains("weibeian.example.cn"), "{report}");
    let page = fs::read_to_string(night.path("reports/2026-09-18.html")).unwrap();
    assert!(page.contains("weibeian.example.cn"));
    let written = proposals(&night);
    assert_eq!(written.len(), 1, "{written:?}");
    assert!(
        said(&output).contains("proposed orders"),
        "{}",
        said(&output)
    );
    // What was proposed once is not proposed again, so that nothing a person wrote into it is lost.
    night.run(&["nightly"]);
    assert_eq!(proposals(&night), written);
}

#[test]
fn the_report_tells_where_a_full_copy_differed() {
    let night = asked(&["sjtb-icp/breaks-schema-two-copies"]);
    let output = night.run(&["nightly"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("ledger and bureau differed"), "{report}");
}

#[test]
fn work_is_done_when_its_order_is_taken_or_when_a_person_says_so() {
    let night = asked(&["icp-wbawzlb/whole"]);
    let before = tasks(&night);
    assert_eq!(before.len(), 2);
    let number = before[0]["task"].to_string();
    let close =
        |reason: &[&str]| night.run(&[&["ledger", "tasks", "--close", &number], reason].concat());
    assert_exit(&close(&[]), 2);
    assert_exit(&close(&["--reason", "网站已关闭"]), 0);
    assert_eq!(tasks(&night), before[1..]);
    assert_exit(&close(&["--reason", "网站已关闭"]), 2);
}
