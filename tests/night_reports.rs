//! Reports of IP ranges and domains through whole nights against the practice bureau: an allocation waits for its source,
//! and a record is changed and deleted under the id that the bureau gave it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use night_support::{SmallNight, assert_exit};
use serde_json::Value;

/// A night of September, with what a carrier may report and the bureau takes.
fn night_of(night: &SmallNight, day: u32, roles: &str, families: &str) {
    night.write(
        "beian.toml",
        format!(
            "[carrier]\nisp_id = 330000000001\nprovince = 330000\nroles = {roles}\n\
             [[bureau]]\nname = \"practice\"\nfamilies = {families}\n\
             [practice]\nscenario = \"practice.toml\"\n\
             [clock]\nnow = \"2026-09-{day}T22:00:00+08:00\"\n"
        ),
    );
}

fn ip_night(night: &SmallNight, day: u32) {
    night_of(night, day, "[\"access\"]", "[\"ICP\", \"IP\"]");
}

fn order(night: &SmallNight, number: &str, kind: &str, operation: &str, rows: &str) {
    night.write(
        &format!("orders/{number}/order.toml"),
        format!("type = \"{kind}\"\noperation = \"{operation}\"\n{rows}"),
    );
}

fn source(night: &SmallNight, number: &str, range: &str) {
    let rows = format!("[[ip_source]]\nip = \"{range}\"\nLydw = 330000000002\n");
    order(night, number, "IP来源", "新增", &rows);
}

fn allocation(night: &SmallNight, number: &str, range: &str) {
    let rows = format!("[[ip_allocation]]\nip = \"{range}\"\nFpfs = \"预留\"\n");
    order(night, number, "IP分配", "新增", &rows);
}

fn line(night: &SmallNight, number: &str) -> Value {
    let lines = night.report();
    let line = lines.into_iter().find(|line| line["order"] == number);
    line.unwrap()
}

/// Why an order waits, as the ledger keeps it.
fn note(night: &SmallNight, number: &str) -> String {
    let selection = beian::ledger::Selection::Number(number);
    let orders = night.ledger().orders(selection).unwrap();
    let latest = orders[0].attempts.last().unwrap();
    latest.note.clone().unwrap_or_default().zh.into_owned()
}

/// The bureau's id of an order's only record.
fn bureau_id(night: &SmallNight, number: &str) -> u64 {
    line(night, number)["ids"][0]["bureau"].as_u64().unwrap()
}

#[test]
fn an_allocation_waits_until_its_source_is_accepted_and_goes_out_the_next_night() {
    let night = SmallNight::of(&[]);
    source(&night, "LY-1", "119.29.0.0/16");
    allocation(&night, "FP-1", "119.29.8.0/24");

    ip_night(&night, 18);
    night.run(&["nightly"]);
    assert_eq!(line(&night, "LY-1")["state"], "completed");
    assert_eq!(line(&night, "FP-1")["state"], "ready");
    let why = note(&night, "FP-1");
    assert!(why.contains("LY-1") && why.contains("2998"), "{why}");
    assert_eq!(night.uploads().len(), 1, "{:?}", night.uploads());

    ip_night(&night, 19);
    assert_exit(&night.run(&["nightly"]), 0);
    let sent = line(&night, "FP-1");
    assert_eq!(sent["state"], "completed", "{sent}");
    assert_eq!(sent["operation"], "XZBA");
    assert_eq!(night.uploads().len(), 2);
    night.assert_agreement();
}

#[test]
fn an_allocation_goes_on_waiting_while_its_source_is_sent_back() {
    let night = SmallNight::of(&[]);
    source(&night, "LY-1", "119.29.0.0/16");
    allocation(&night, "FP-1", "119.29.8.0/24");
    // The first id goes to the allocation, which comes first in the batch.
    night.write(
        "practice.toml",
        "[[answer]]\nown_id = 6000000001\ncodes = [2056]\n",
    );

    for day in [18, 19] {
        ip_night(&night, day);
        night.run(&["nightly"]);
        assert_eq!(line(&night, "LY-1")["state"], "returned_to_carrier");
        assert_eq!(line(&night, "FP-1")["state"], "ready");
        assert!(note(&night, "FP-1").contains("LY-1"));
        assert_eq!(night.uploads().len(), 1);
    }
}

#[test]
fn an_allocation_without_any_known_source_is_sent_with_a_warning_and_the_bureau_decides() {
    let night = SmallNight::of(&[]);
    allocation(&night, "FP-1", "119.29.8.0/24");
    ip_night(&night, 18);
    night.run(&["nightly"]);
    let refused = line(&night, "FP-1");
    assert_eq!(refused["codes"][0]["code"], 2005, "{refused}");
    assert_eq!(refused["state"], "awaiting_retry");
}

#[test]
fn a_record_is_changed_and_deleted_under_the_id_that_the_bureau_gave_it() {
    let night = SmallNight::of(&[]);
    source(&night, "LY-1", "119.29.0.0/16");
    ip_night(&night, 18);
    assert_exit(&night.run(&["nightly"]), 0);
    let id = bureau_id(&night, "LY-1");

    let change = format!("[[ip_source]]\nId = {id}\nip = \"119.29.0.0/17\"\nLydw = 330000000002\n");
    order(&night, "LY-2", "IP来源", "修改", &change);
    ip_night(&night, 19);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(line(&night, "LY-2")["state"], "completed");

    // The range that was given up is free for another record.
    source(&night, "LY-3", "119.29.128.0/17");
    order(
        &night,
        "LY-4",
        "IP来源",
        "删除",
        &format!("[[ip_source]]\nId = {id}\n"),
    );
    ip_night(&night, 20);
    assert_exit(&night.run(&["nightly"]), 0);
    for number in ["LY-3", "LY-4"] {
        assert_eq!(line(&night, number)["state"], "completed", "{number}");
    }
    let families: Vec<String> = { night.uploads().into_iter() }
        .map(|(_, name)| name[20..name.len() - 10].to_owned())
        .collect();
    assert_eq!(families, ["IPXzly", "IPXgly", "IPScly", "IPXzly"]);

    // Nothing of it is done a second time, and a record that is gone cannot be changed.
    let again = format!("[[ip_source]]\nId = {id}\nip = \"119.29.0.0/18\"\nLydw = 330000000002\n");
    order(&night, "LY-5", "IP来源", "修改", &again);
    ip_night(&night, 21);
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(line(&night, "LY-5")["codes"][0]["code"], 2055);
    assert_eq!(night.uploads().len(), 4);
    night.assert_agreement();
}

#[test]
fn of_several_records_each_gets_an_answer_and_the_order_is_accepted_in_part() {
    let night = SmallNight::of(&[]);
    let rows = "[[ip_source]]\nip = \"119.29.0.0/16\"\nLydw = 330000000002\n\
                [[ip_source]]\nip = \"119.30.0.0/16\"\nLydw = 330000000002\n";
    order(&night, "LY-1", "IP来源", "新增", rows);
    night.write(
        "practice.toml",
        "[[answer]]\nown_id = 6000000001\ncodes = [2056]\n",
    );
    ip_night(&night, 18);
    night.run(&["nightly"]);
    let partly = line(&night, "LY-1");
    assert_eq!(partly["state"], "partly_approved", "{partly}");
    assert!(
        note(&night, "LY-1").contains("第2条记录"),
        "{}",
        note(&night, "LY-1")
    );

    // What was accepted of it is a source for allocations.
    allocation(&night, "FP-1", "119.29.8.0/24");
    ip_night(&night, 19);
    night.run(&["nightly"]);
    assert_eq!(line(&night, "FP-1")["state"], "completed");
}

#[test]
fn a_broadcast_and_a_domain_need_a_role_and_a_bureau_that_takes_them() {
    let night = SmallNight::of(&[]);
    let broadcast =
        "[[ip_broadcast]]\nGbdw = 330000000003\nSqdw = 330000000004\nip = \"119.29.0.0/20\"\n";
    order(&night, "GB-1", "IP广播", "新增", broadcast);
    let deletion = "[[domain_report]]\nYm = \"xishi-tea.cn\"\n";
    order(&night, "YM-1", "域名报备", "删除", deletion);

    ip_night(&night, 18);
    assert_exit(&night.run(&["nightly"]), 1);
    let rules = |number: &str| -> Vec<String> {
        let selection = beian::ledger::Selection::Number(number);
        let orders = night.ledger().orders(selection).unwrap();
        let findings = orders[0].attempts.last().unwrap().findings.iter();
        let errors = findings.filter(|finding| finding.holds_back());
        errors.map(|finding| finding.rule.to_string()).collect()
    };
    assert_eq!(rules("GB-1"), ["ip-broadcast-only-group"]);
    let mut of_domain = rules("YM-1");
    of_domain.sort();
    assert_eq!(of_domain, ["no-bureau", "ym-only-registrars"]);

    night_of(&night, 19, "[\"group\", \"domain\"]", "[\"IP\", \"YM\"]");
    assert_exit(&night.run(&["nightly"]), 0);
    for number in ["GB-1", "YM-1"] {
        assert_eq!(line(&night, number)["state"], "completed", "{number}");
    }
    night.assert_agreement();
}
