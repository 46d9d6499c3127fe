//! The first night from end to end: the real program on the fixture batch, against the practice bureau over HTTP.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use support::{Night, expected, json_lines};

fn findings_by_order(lines: &[Value]) -> BTreeMap<String, Vec<&Value>> {
    let mut by_order: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for line in lines {
        by_order
            .entry(line["order"].as_str().unwrap_or_default().to_owned())
            .or_default()
            .push(line);
    }
    by_order
}

#[test]
fn every_wrong_order_is_found_in_its_own_way_and_no_clean_one_is_accused() {
    let night = Night::copy();
    let output = night.beian(&["check", "orders", "--format", "json"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = json_lines(&output);
    let by_order = findings_by_order(&lines);
    let expected = expected();
    let mut missing = Vec::new();
    for (order, rule) in &expected {
        let found = by_order
            .get(order)
            .is_some_and(|lines| lines.iter().any(|line| line["rule"] == *rule));
        if !found {
            missing.push(format!("{order} {rule}"));
        }
    }
    assert!(missing.is_empty(), "not found: {missing:#?}");
    let wrong: BTreeSet<&str> = expected.iter().map(|(order, _)| order.as_str()).collect();
    let accused: Vec<&Value> = lines
        .iter()
        .filter(|line| {
            line["severity"] != "info" && !wrong.contains(line["order"].as_str().unwrap_or(""))
        })
        .collect();
    assert!(accused.is_empty(), "clean orders are accused: {accused:#?}");
    assert!(
        lines
            .iter()
            .all(|line| !line["file"].as_str().unwrap_or("").is_empty()),
        "a finding without its file"
    );
}

#[test]
fn the_night_runs_through_and_its_sums_agree() {
    let night = Night::copy();
    let first = night.beian(&["nightly"]);
    let said = String::from_utf8_lossy(&first.stdout).into_owned();
    assert_eq!(
        first.status.code(),
        Some(1),
        "{said}\n{}",
        String::from_utf8_lossy(&first.stderr)
    );
    assert!(said.contains("数字相符"), "{said}");

    let report = night.beian(&["report", "--format", "json"]);
    let lines = json_lines(&report);
    let totals = &lines.last().expect("totals")["totals"];
    let sum = |keys: &[&str]| {
        keys.iter()
            .map(|key| totals[key].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!(sum(&["read"]), sum(&["held_back", "waiting", "sent"]));
    assert_eq!(sum(&["sent"]), sum(&["approved", "refused", "pending"]));
    assert_eq!(
        sum(&["read"]),
        lines.len() as u64 - 1,
        "every order has one line"
    );
    assert!(
        sum(&["read"]) >= 120 && sum(&["held_back"]) >= 25,
        "{totals}"
    );
    assert!(
        sum(&["approved"]) > 90 && sum(&["refused"]) >= 10 && sum(&["pending"]) >= 1,
        "{totals}"
    );

    let orders: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line["order"].as_str())
        .collect();
    assert_eq!(orders.len() as u64, sum(&["read"]), "no order twice");
    let refused = lines.iter().filter(|line| {
        line["state"]
            .as_str()
            .is_some_and(|state| state.starts_with("returned_to"))
    });
    for line in refused {
        let codes = line["codes"].as_array().expect("codes");
        assert!(!codes.is_empty(), "{line}");
        for code in codes {
            assert!(code["code"].is_number(), "{line}");
            for key in ["message", "remedy", "who", "retry"] {
                assert!(
                    code[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{key} of {line}"
                );
            }
        }
    }
    let filed = lines.iter().filter(|line| line["state"] == "completed");
    assert!(
        filed
            .filter(|line| line["filing_number"].as_str().is_some())
            .count()
            > 90
    );
}

#[test]
fn the_same_night_again_sends_nothing_twice() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    let sent = files_in(&night.path("run/outbox"), "zip");
    assert!(!sent.is_empty());
    let first = night.beian(&["report", "--format", "json"]);
    let again = night.beian(&["nightly"]);
    assert_eq!(
        again.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&again.stderr)
    );
    assert_eq!(
        files_in(&night.path("run/outbox"), "zip"),
        sent,
        "nothing new was built"
    );
    let second = night.beian(&["report", "--format", "json"]);
    // What the bureau told of its own count is newer; nothing of an order is.
    let of_orders = |output: &Output| -> Vec<Value> {
        let lines = json_lines(output).into_iter();
        lines.filter(|line| line["order"].is_string()).collect()
    };
    assert!(!of_orders(&first).is_empty());
    assert_eq!(of_orders(&first), of_orders(&second));
}

#[test]
fn a_refused_file_reaches_every_order_in_it() {
    let night = Night::copy();
    let scenario = night.path("practice.toml");
    let text = fs::read_to_string(&scenario).expect("the scenario");
    fs::write(
        &scenario,
        text.replace("refuse_5001 = []", "refuse_5001 = [1]"),
    )
    .expect("a writable copy");
    night.beian(&["nightly"]);
    let lines = json_lines(&night.beian(&["report", "--format", "json"]));
    let first: Vec<&Value> = lines.iter().filter(|line| line["sequence"] == 1).collect();
    assert!(!first.is_empty());
    for line in first {
        assert!(
            line["codes"]
                .as_array()
                .is_some_and(|codes| codes.iter().any(|code| code["code"] == 5001)),
            "{line}"
        );
    }
}

#[test]
fn reports_lie_beside_the_night_in_every_form() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    for extension in ["txt", "json", "csv", "xlsx", "html"] {
        let folder = night.path("run/reports");
        let mut reports = files_in(&folder, extension);
        reports.retain(|path| path.parent() == Some(&*folder));
        assert_eq!(reports.len(), 1, "{extension}");
        assert!(fs::metadata(&reports[0]).expect("a report").len() > 500);
    }
    let page =
        fs::read_to_string(&files_in(&night.path("run/reports"), "html")[0]).expect("the page");
    for outside in ["http://", "https://", "src=", "@import"] {
        assert!(
            !page.contains(outside),
            "the page reaches outside: {outside}"
        );
    }
}

#[test]
fn what_is_sent_fits_the_official_schema_in_the_eyes_of_another_validator() {
    let official = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/upload.xsd");
    if !official.exists() {
        eprintln!("skipped: the official schema is not beside this checkout");
        return;
    }
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    let night = Night::copy();
    night.beian(&["nightly"]);
    let files = files_in(&night.path("run/outbox"), "xml");
    assert!(files.len() >= 3, "one file for each family: {files:?}");
    let output = Command::new("xmllint")
        .args(["--noout", "--huge", "--schema"])
        .arg(&official)
        .args(&files)
        .output()
        .expect("xmllint starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches(" validates").count(), files.len(), "{said}");
}

#[test]
fn personal_data_is_masked_unless_it_is_asked_for() {
    let night = Night::copy();
    let masked = night.beian(&["check", "orders", "--format", "json"]);
    let open = night.beian(&["check", "orders", "--format", "json", "--unmask"]);
    let numbers = |lines: Vec<Value>| -> Vec<String> {
        let of_people = lines.into_iter().filter(|line| {
            line["rule"] == "mobile-format" || line["rule"] == "subject-idcard-checksum"
        });
        of_people
            .filter_map(|line| line["value"].as_str().map(str::to_owned))
            .collect()
    };
    let (masked, open) = (numbers(json_lines(&masked)), numbers(json_lines(&open)));
    assert!(!masked.is_empty());
    assert!(masked.iter().all(|value| value.contains('*')), "{masked:?}");
    assert!(open.iter().all(|value| !value.contains('*')), "{open:?}");
}

#[test]
fn every_rule_that_speaks_can_be_explained_in_both_languages() {
    let night = Night::copy();
    let lines = json_lines(&night.beian(&["check", "orders", "--format", "json"]));
    let rules: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line["rule"].as_str())
        .collect();
    assert!(rules.len() > 55);
    for rule in rules {
        for (lang, heading) in [("zh", "处理"), ("en", "Remedy")] {
            let output = support::beian()
                .args(["explain", rule, "--lang", lang])
                .output()
                .expect("the program starts");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success() && said.contains(heading),
                "{rule} in {lang}: {said}"
            );
        }
    }
}

fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}
