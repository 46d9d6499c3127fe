//! The next night: what was mended goes out as a new attempt, what was not is not sent again.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;

use night_support::{SmallNight, assert_exit, json_lines};
use serde_json::Value;

const ORDER: &str = "20260918-0043";
const DOMAIN: &str = "cy-yuqian-he-stars.cn";

fn replace(night: &SmallNight, from: &str, to: &str) {
    let path = night.path("orders").join(ORDER).join("order.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn line(night: &SmallNight) -> Value {
    let lines = night.report();
    lines
        .into_iter()
        .find(|line| line["order"] == ORDER)
        .unwrap()
}

fn refuse(night: &SmallNight) {
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"{DOMAIN}\"\ncodes = [1055]\n"),
    );
}

#[test]
fn an_order_that_was_held_back_goes_out_as_the_second_attempt_once_it_is_mended() {
    let night = SmallNight::of(&[ORDER]);
    replace(&night, "15454354192", "154543541");
    assert_exit(&night.run(&["nightly"]), 1);
    let held_back = line(&night);
    assert_eq!(held_back["state"], "check_failed");
    assert_eq!(held_back["attempt"], 1);
    assert!(night.uploads().is_empty());

    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(line(&night)["attempt"], 1, "nothing was mended");

    replace(&night, "154543541", "15454354192");
    assert_exit(&night.run(&["nightly"]), 0);
    let sent = line(&night);
    assert_eq!(sent["state"], "completed");
    assert_eq!(sent["attempt"], 2);
    assert_eq!(night.uploads().len(), 1);
    night.assert_agreement();
}

#[test]
fn an_order_that_the_bureau_refused_is_sent_again_only_when_it_was_mended() {
    let night = SmallNight::of(&[ORDER]);
    refuse(&night);
    assert_exit(&night.run(&["nightly"]), 1);
    let refused = line(&night);
    assert_eq!(refused["codes"][0]["code"], 1055, "{refused}");

    night.write("practice.toml", "");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(
        night.uploads().len(),
        1,
        "the same content is not sent again"
    );
    assert_eq!(line(&night)["attempt"], 1);

    replace(&night, "记录业余天文观测", "记录业余天文观测活动");
    assert_exit(&night.run(&["nightly"]), 0);
    let mended = line(&night);
    assert_eq!(mended["state"], "completed");
    assert_eq!(mended["attempt"], 2);
    assert_eq!(night.uploads().len(), 2);
    let earlier = mended["attempts"].as_array().unwrap();
    assert_eq!(earlier.len(), 1, "the refusal is remembered");
    assert_eq!(night.ledger().check().unwrap(), []);
}

#[test]
fn a_mended_order_is_held_against_the_attempt_before() {
    let night = SmallNight::of(&[ORDER]);
    let differences = || -> Vec<Value> {
        let lines = json_lines(&night.run(&["check", "orders", "--format", "json"]));
        let is_difference = |line: &Value| line["rule"] == "changed-since-attempt";
        lines.into_iter().filter(is_difference).collect()
    };
    assert!(differences().is_empty(), "there is no ledger yet");
    refuse(&night);
    assert_exit(&night.run(&["nightly"]), 1);
    assert!(differences().is_empty(), "nothing was mended yet");
    replace(&night, "记录业余天文观测", "记录业余天文观测活动");
    replace(&night, "15454354192", "15454354193");
    for _ in 0..2 {
        let found = differences();
        // The site has the same principal.
        assert_eq!(found.len(), 3, "{found:#?}");
        let told = |words: [&str; 2]| {
            let messages = found.iter().filter_map(|line| line["message"].as_str());
            let holds = |message: &&str| words.iter().all(|word| message.contains(word));
            messages.filter(holds).count()
        };
        assert_eq!(told(["154******92", "154******93"]), 2, "{found:#?}");
        assert_eq!(told(["attempt 1 said", "order.toml"]), 3, "{found:#?}");
        assert_eq!(found[0]["severity"], "info");
        // Registered as the second attempt, it is still held against the first.
        night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
        assert_exit(&night.run(&["build", "orders"]), 0);
    }
    let output = night.run(&["nightly"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("changed since the attempt before"), "{told}");
    let ledger = fs::read(night.path("ledger.sqlite")).unwrap();
    let held = |text: &str| {
        ledger
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(
        !held("15454354193") && !held("15454354192"),
        "no personal data in full"
    );
}

#[test]
fn an_edit_of_what_the_bureau_has_is_not_taken_and_says_so() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"{DOMAIN}\"\npending = true\n"),
    );
    assert_exit(&night.run(&["nightly"]), 0);
    replace(&night, "记录业余天文观测", "记录业余天文观测活动");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 1);
    assert!(String::from_utf8_lossy(&output.stdout).contains("edit-after-submission"));
    assert_eq!(night.uploads().len(), 1);
    assert_eq!(line(&night)["attempt"], 1);
}

#[test]
fn every_order_of_a_file_that_was_refused_as_a_whole_can_be_mended() {
    let night = SmallNight::of(&[ORDER, "20260918-0042"]);
    night.write("practice.toml", "[whole_file]\nrefuse_5001 = [1]\n");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(line(&night)["codes"][0]["code"], 5001);
    replace(&night, "记录业余天文观测", "记录业余天文观测活动");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(line(&night)["state"], "completed");
    let uploads = night.uploads();
    assert_eq!(uploads.len(), 2);
    assert_ne!(uploads[0].1, uploads[1].1, "a new file under a new name");
    assert_eq!(night.state("20260918-0042"), "returned_to_carrier");
}

#[test]
fn an_order_of_the_wrong_kind_is_told_the_right_one_and_goes_out_as_that() {
    for (codes, kind) in [("[1003]", "无主体新增"), ("[1003, 1005]", "接入备案")] {
        let night = SmallNight::of(&[ORDER]);
        night.write(
            "practice.toml",
            format!("[[answer]]\ndomain = \"{DOMAIN}\"\ncodes = {codes}\n"),
        );
        assert_exit(&night.run(&["nightly"]), 1);
        let report = night.run(&["report", "--lang", "zh"]);
        let text = String::from_utf8(report.stdout).unwrap();
        assert!(text.contains(&format!("建议改报{kind}")), "{text}");
    }
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"{DOMAIN}\"\ncodes = [1003]\n"),
    );
    assert_exit(&night.run(&["nightly"]), 1);
    night.write("practice.toml", "");
    replace(
        &night,
        "\"首次备案\"",
        "\"无主体新增\"\nICPmm = \"Cy112731\"",
    );
    replace(&night, "subject_filed = false", "subject_filed = true");
    replace(
        &night,
        "[subject]",
        "[subject]\nZtbah = \"赣ICP备99000001号\"",
    );
    assert_exit(&night.run(&["nightly"]), 0);
    let again = line(&night);
    assert_eq!(
        (&again["kind"], &again["attempt"]),
        (&"无主体新增".into(), &2.into())
    );
    assert_eq!(again["attempts"][0]["state"], "converted", "{again}");
}
