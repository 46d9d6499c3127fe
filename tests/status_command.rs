//! `beian status`: the story of one order, found by whatever a person has at hand.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use night_support::{ORDERS, SmallNight, assert_exit, json_lines};
use serde_json::Value;

const ORDER: &str = "20260918-0042";

fn status(night: &SmallNight, key: &str) -> Vec<Value> {
    let output = night.run(&["status", key, "--format", "json"]);
    assert_exit(&output, 0);
    json_lines(&output)
}

fn numbers(night: &SmallNight, key: &str) -> Vec<String> {
    let orders = status(night, key).into_iter();
    orders
        .map(|line| line["order"].as_str().unwrap().to_owned())
        .collect()
}

fn story(night: &SmallNight, order: &str) -> String {
    let output = night.run(&["status", order]);
    assert_exit(&output, 0);
    String::from_utf8(output.stdout).unwrap()
}

/// What happened, as `event` or `event state`.
fn events(line: &Value) -> Vec<String> {
    let events = line["events"].as_array().unwrap().iter();
    events
        .map(|event| {
            let state = event["state"].as_str().unwrap_or_default();
            let text = format!("{} {state}", event["event"].as_str().unwrap());
            text.trim_end().to_owned()
        })
        .collect()
}

#[test]
fn a_completed_order_is_found_by_every_key_that_a_person_may_have() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    let line = status(&night, ORDER).remove(0);
    let site = { line["ids"].as_array().unwrap().iter() }
        .find(|ids| ids["object"] == "site[1]")
        .unwrap()
        .clone();
    let site_number = site["filing_number"].as_str().unwrap();
    let subject_number = line["filing_number"].as_str().unwrap();
    let keys = [
        ORDER,
        "cy-liudi-peng-clocks.com.cn",
        "www.cy-liudi-peng-clocks.com.cn",
        "CY-LIUDI-PENG-CLOCKS.COM.CN",
        "http://www.cy-liudi-peng-clocks.com.cn:8080/about?from=1",
        "119.29.4.124",
        "http://119.29.4.124/",
        subject_number,
        site_number,
        "91450103MA00003P0F",
        &site["own"].to_string(),
        &site["bureau"].to_string(),
        "柳笛芃钟表展示网",
        "南宁柳笛芃钟表有限公司",
    ];
    for key in keys {
        assert_eq!(numbers(&night, key), [ORDER], "{key}");
    }
}

#[test]
fn an_order_that_is_still_open_is_found_by_what_its_fields_say() {
    let night = SmallNight::sent(&ORDERS);
    for key in [
        "cy-liudi-peng-clocks.com.cn",
        "91450103MA00003P0F",
        "柳笛芃钟表展示网",
        "15483843187",
        "119.29.4.126",
    ] {
        assert_eq!(numbers(&night, key), [ORDER], "{key}");
    }
    assert_exit(&night.run(&["status", "119.29.4.127"]), 2);
}

#[test]
fn a_file_or_a_number_of_the_sequence_names_all_of_its_orders() {
    let night = SmallNight::of(&ORDERS);
    night.run(&["nightly"]);
    let line = status(&night, ORDER).remove(0);
    let file = line["file"].as_str().unwrap();
    let sequence = line["sequence"].as_u64().unwrap();
    let of_file = numbers(&night, file);
    assert!(of_file.len() > 1 && of_file.contains(&ORDER.to_owned()));
    for key in [
        file.trim_end_matches(".xml").to_owned(),
        // As the report shows it.
        file.trim_start_matches("33000000000120260918")
            .trim_end_matches(".xml")
            .to_owned(),
        format!("outbox/practice/{}", file.replace(".xml", ".zip")),
        format!("practice#{sequence}"),
        format!("#{sequence}"),
    ] {
        assert_eq!(numbers(&night, &key), of_file, "{key}");
    }
    // Several orders are a list, a line for each.
    let output = night.run(&["status", file]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), of_file.len(), "{text}");
}

#[test]
fn the_story_goes_from_being_read_to_what_comes_next() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        "[[answer]]\ndomain = \"cy-liudi-peng-clocks.com.cn\"\nopinion = \"网站名称与单位不符\"\n",
    );
    night.run(&["nightly"]);
    let line = status(&night, ORDER).remove(0);
    assert_eq!(
        events(&line),
        [
            "read",
            "state ready",
            "built",
            "taken",
            "state under_review",
            "answer",
            "answer",
            "state returned_to_customer"
        ],
        "{line:#}"
    );
    assert_eq!(line["next"], "customer");
    let text = story(&night, ORDER);
    for part in [
        "orders/20260918-0042/order.toml",
        "practice #1 took 330000000001",
        "1002",
        "网站名称与单位不符",
        "next",
        "customer",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_second_attempt_and_a_persons_decision_are_part_of_the_story() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        "[[answer]]\ndomain = \"cy-liudi-peng-clocks.com.cn\"\nopinion = \"网站名称与单位不符\"\n",
    );
    night.run(&["nightly"]);
    let path = "orders/20260918-0042/order.toml";
    let order = std::fs::read_to_string(night.path(path)).unwrap();
    night.write(
        path,
        order.replace("柳笛芃钟表展示网", "南宁柳笛芃钟表展示网"),
    );
    night.run(&["nightly"]);
    assert_exit(
        &night.run(&["ledger", "abandon", ORDER, "--reason", "客户不再需要"]),
        0,
    );
    let line = status(&night, ORDER).remove(0);
    assert_eq!(line["attempt"], 2);
    let attempts: Vec<u64> = { line["events"].as_array().unwrap().iter() }
        .map(|event| event["attempt"].as_u64().unwrap())
        .collect();
    assert!(attempts.contains(&1) && attempts.contains(&2));
    let text = story(&night, ORDER);
    assert!(text.contains("attempt 2"), "{text}");
    assert!(text.contains("order given up: 客户不再需要"), "{text}");
    // The answers to the first attempt are told although only the second counts.
    assert!(text.matches("1002").count() >= 2, "{text}");
}

#[test]
fn the_auditors_name_and_telephone_are_masked_unless_they_are_asked_for() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        "[[answer]]\ndomain = \"cy-liudi-peng-clocks.com.cn\"\nopinion = \"网站名称与单位不符\"\n",
    );
    night.run(&["nightly"]);
    let masked = story(&night, ORDER);
    let output = night.run(&["status", ORDER, "--unmask"]);
    let open = String::from_utf8(output.stdout).unwrap();
    assert!(open.contains("演习审核员"), "{open}");
    assert!(!masked.contains("演习审核员"), "{masked}");
    assert!(masked.contains("演****"), "{masked}");
    let json = status(&night, ORDER).remove(0).to_string();
    assert!(!json.contains("演习审核员"), "{json}");
}

#[test]
fn a_key_that_nothing_has_is_an_error_that_names_the_other_command() {
    let night = SmallNight::of(&[ORDER]);
    night.run(&["nightly"]);
    let output = night.run(&["status", "nothing.example.cn"]);
    assert_exit(&output, 2);
    assert!(night_support::said(&output).contains("ledger lookup"));
}

#[test]
fn what_auditors_write_names_nobody_in_reports_unless_it_is_asked_for() {
    const WRITTEN: &str = "浙ICP备12345678号-1 的负责人手机13812345670停机，身份证11010119900307803X与人不符，请于2026-09-30前联系0571-86013388或lin@qingshan.cn";
    const SHOWN: &str = "浙ICP备12345678号-1 的负责人手机138******70停机，身份证110*************3X与人不符，请于2026-09-30前联系057********88或l**@qingshan.cn";
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"cy-liudi-peng-clocks.com.cn\"\nopinion = \"{WRITTEN}\"\n"),
    );
    assert_exit(&night.run(&["nightly"]), 1);
    let printed = |arguments: &[&str]| {
        let output = night.run(arguments);
        assert!(
            output.status.code() <= Some(1),
            "{}",
            night_support::said(&output)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    // A terminal breaks lines and indents what follows.
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    for command in [
        &["status", ORDER][..],
        &["status", ORDER, "--format", "json"],
        &["report"],
        &["report", "--format", "json"],
        &["report", "--format", "csv"],
        &["report", "--format", "html"],
    ] {
        let text = flat(&printed(command));
        assert!(text.contains(&flat(SHOWN)), "{command:?}: {text}");
        let secrets = ["13812345670", "11010119900307803X", "86013388", "lin@"];
        for secret in secrets.iter().chain(&["演习审核员"]) {
            assert!(!text.contains(secret), "{command:?}: {secret} in {text}");
        }
        let full = flat(&printed(&[command, &["--unmask"]].concat()));
        assert!(full.contains(&flat(WRITTEN)), "{command:?}: {full}");
    }
    // The reports that the night wrote, and the workbooks.
    printed(&["report", "--format", "xlsx", "-o", "again.xlsx"]);
    for book in ["again.xlsx", "reports/2026-09-18.xlsx"] {
        let strings = shared_strings(&night.path(book));
        assert!(strings.contains(SHOWN), "{book}");
        assert!(!strings.contains("13812345670"), "{book}");
    }
    for name in ["txt", "json", "csv", "html"] {
        let text = std::fs::read_to_string(night.path(&format!("reports/2026-09-18.{name}")));
        assert!(!text.unwrap().contains("13812345670"), "{name}");
    }
    // The customer is told what was said of the own order.
    let letter = format!("reports/2026-09-18/notices/{ORDER}.zh.txt");
    let letter = std::fs::read_to_string(night.path(&letter)).unwrap();
    assert!(letter.contains(WRITTEN), "{letter}");
}

/// The texts of a workbook.
fn shared_strings(path: &std::path::Path) -> String {
    let file = std::fs::File::open(path).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut strings = String::new();
    let mut entry = archive.by_name("xl/sharedStrings.xml").unwrap();
    std::io::Read::read_to_string(&mut entry, &mut strings).unwrap();
    strings
}
