//! The night after: what the bureau has by then, or has told, holds back what it would refuse.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;

use beian::ledger::mirror::RecordKey;
use night_support::{SmallNight, assert_exit, json_lines};
use serde_json::Value;

const ORDER: &str = "20260918-0042";
const CERTIFICATE: &str = "91450103MA00003P0F";
const DOMAIN: &str = "cy-liudi-peng-clocks.com.cn";

/// Brings an order of the fixture batch under another number, with these replacements.
fn bring_as(night: &SmallNight, order: &str, number: &str, replaced: &[(&str, &str)]) {
    night.bring(order, number);
    let path = night.path("orders").join(number).join("order.toml");
    let mut text = fs::read_to_string(&path).unwrap().replace(order, number);
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
}

/// The rules that hold an order back, each with its code.
fn errors(night: &SmallNight, order: &str) -> Vec<(String, Option<u64>)> {
    let found = json_lines(&night.run(&["check", "orders", "--format", "json"])).into_iter();
    let found = found.filter(|line| line["order"] == order && line["severity"] == "error");
    let text = |line: &Value| line["rule"].as_str().unwrap().to_owned();
    found
        .map(|line| (text(&line), line["code"].as_u64()))
        .collect()
}

fn rule(id: &str, code: u64) -> (String, Option<u64>) {
    (id.to_owned(), Some(code))
}

#[test]
fn a_filed_subject_and_a_filed_domain_are_held_back_the_next_night_and_the_order_itself_is_not() {
    let night = SmallNight::of(&[ORDER]);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(night.state(ORDER), "completed");

    bring_as(&night, ORDER, "N-1", &[]);
    bring_as(
        &night,
        "20260918-0043",
        "N-2",
        &[("cy-yuqian-he-stars.cn", DOMAIN)],
    );
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(night.state("N-1"), "check_failed");
    assert_eq!(night.state("N-2"), "check_failed");
    assert_eq!(night.uploads().len(), 1);
    assert_eq!(
        errors(&night, ORDER),
        [],
        "what it has filed itself does not speak against it"
    );
    let first = errors(&night, "N-1");
    assert!(
        first.contains(&rule("subject-already-at-carrier", 1003)),
        "{first:?}"
    );
    assert!(
        first.contains(&rule("domain-already-filed", 1005)),
        "{first:?}"
    );
    let second = errors(&night, "N-2");
    assert!(
        second.contains(&rule("type-conflict-1005-other-owner", 1005)),
        "{second:?}"
    );
}

#[test]
fn a_blacklisted_subject_and_a_blacklisted_domain_are_held_back_until_they_are_struck_off() {
    let list = |change: u32| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DownloadData version=\"V.3.0\"><ICP><HMDLB>\
             <Zthmdxxs><Zt_xx><Zj><Zjlx>1</Zjlx><Zjhm>{CERTIFICATE}</Zjhm></Zj></Zt_xx><Czlx>{change}</Czlx></Zthmdxxs>\
             <Wzhmdxxs><Wz_xx><Ym_xx><Ym>{DOMAIN}</Ym></Ym_xx></Wz_xx><Czlx>{change}</Czlx></Wzhmdxxs>\
             </HMDLB></ICP></DownloadData>"
        )
    };
    let night = SmallNight::of(&[ORDER]);
    night.write("listed.xml", list(0));
    night.write("struck.xml", list(2));
    assert_exit(&night.run(&["ingest", "listed.xml"]), 0);
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(night.state(ORDER), "check_failed");
    let expected = [
        rule("blacklist-subject", 1065),
        rule("domain-blacklist", 1064),
    ];
    let mut found = errors(&night, ORDER);
    found.sort();
    assert_eq!(found, expected);

    assert_exit(&night.run(&["ingest", "struck.xml"]), 0);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(night.state(ORDER), "completed");
}

#[test]
fn a_second_order_of_a_subject_waits_until_the_bureau_has_decided_the_first() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"{DOMAIN}\"\npending = true\n"),
    );
    assert_exit(&night.run(&["nightly"]), 0);
    bring_as(
        &night,
        ORDER,
        "N-1",
        &[(DOMAIN, "cy-liudi-peng-watches.com.cn")],
    );
    assert_exit(&night.run(&["nightly"]), 1);
    let expected = [rule("limit-one-inflight-order-per-account", 1051)];
    assert_eq!(errors(&night, "N-1"), expected);
    bring_as(
        &night,
        "20260918-0043",
        "N-2",
        &[("cy-yuqian-he-stars.cn", DOMAIN)],
    );
    assert_eq!(
        errors(&night, "N-2"),
        [rule("site-already-filed-1037", 1039)]
    );
}

#[test]
fn domains_that_are_filed_here_may_be_served_and_others_are_told_with_the_reason() {
    let night = SmallNight::of(&[ORDER]);
    night.write(
        "told.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DownloadData version=\"V.3.0\"><ICP><HMDLB>\
         <Wzhmdxxs><Wz_xx><Ym_xx><Ym>baishipu.cn</Ym></Ym_xx></Wz_xx><Czlx>0</Czlx></Wzhmdxxs>\
         </HMDLB></ICP></DownloadData>",
    );
    assert_exit(&night.run(&["nightly"]), 0);
    assert_exit(&night.run(&["ingest", "told.xml"]), 0);
    let list = |arguments: &[&str]| {
        let output = night.run(&[&["ledger", "domains"], arguments].concat());
        assert_exit(&output, 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let all = list(&[]);
    let allowed = format!("allow\t{DOMAIN}\t");
    assert!(all.lines().any(|line| line.starts_with(&allowed)), "{all}");
    let blocked = list(&["--only", "block"]);
    assert_eq!(blocked.lines().count(), 1, "{blocked}");
    assert!(blocked.starts_with("block\tbaishipu.cn\t"), "{blocked}");
    let table = list(&["--format", "csv"]);
    assert!(
        table.starts_with("\u{feff}verdict,domain,filing_number,reason\n"),
        "{table}"
    );
}

#[test]
fn uploaded_files_are_kept_for_more_than_three_months() {
    let night = SmallNight::of(&[ORDER]);
    assert_exit(&night.run(&["nightly"]), 0);
    let (_, name) = night.uploads().remove(0);
    let file = night
        .path("outbox/practice")
        .join(&name)
        .with_extension("zip");
    let prune = |day: &str| {
        let text = fs::read_to_string(night.path("beian.toml")).unwrap();
        let now = text
            .split("now = \"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        night.write(
            "beian.toml",
            text.replace(now, &format!("{day}T22:00:00+08:00")),
        );
        assert_exit(&night.run(&["archive", "prune"]), 0);
        file.exists()
    };
    assert_exit(&night.run(&["archive", "prune", "--older-than", "60"]), 2);
    assert!(prune("2026-11-17"), "60 days are not enough");
    assert!(prune("2026-12-18"), "nor are 91");
    assert!(!prune("2026-12-27"));
    assert_exit(&night.run(&["archive", "prune"]), 0);
}

#[test]
fn what_the_bureau_cancels_on_its_own_is_told_with_possible_causes_and_blocked_at_once() {
    let night = SmallNight::of(&[ORDER]);
    assert_exit(&night.run(&["nightly"]), 0);
    let filings = night.ledger().filings(RecordKey::Domain(DOMAIN)).unwrap();
    let id = filings[0].id;
    night.write(
        "cancelled.xml",
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DownloadData version=\"V.3.0\"><ICP><ZXSJ>\
             <Zxxx><Zxlb>0</Zxlb><Jlid>{id}</Jlid></Zxxx></ZXSJ></ICP></DownloadData>"
        ),
    );
    assert_exit(&night.run(&["ingest", "cancelled.xml"]), 0);
    let tasks = String::from_utf8(night.run(&["ledger", "tasks"]).stdout).unwrap();
    assert!(
        tasks.contains("on its own") && tasks.contains("expired"),
        "{tasks}"
    );
    let blocked = night.run(&["ledger", "domains", "--only", "block"]);
    let blocked = String::from_utf8(blocked.stdout).unwrap();
    assert!(blocked.contains(&format!("block\t{DOMAIN}\t")), "{blocked}");
    bring_as(
        &night,
        "20260918-0043",
        "N-2",
        &[("cy-yuqian-he-stars.cn", DOMAIN)],
    );
    assert_eq!(
        errors(&night, "N-2"),
        [],
        "a domain whose filing is gone may be filed again"
    );
}
