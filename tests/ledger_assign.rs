//! `beian ledger assign`: a person says which order a kept answer is about, or that it is about none, and why.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use beian::ledger::{Holder, Ledger};
use ledger_support::{SUBJECT_NUMBER, at, document, opinion, result, results, send_sites};
use night_support::{ORDERS, SmallNight, assert_exit, said};

const FILINGS: [&str; 2] = [ORDERS[0], ORDERS[1]];

/// The numbers of the answers that wait.
fn open(night: &SmallNight) -> Vec<String> {
    let open = night.open_answers();
    open.iter()
        .map(|answer| answer["answer"].to_string())
        .collect()
}

fn assign(night: &SmallNight, arguments: &[&str], exit: i32) -> String {
    let output = night.run(&[&["ledger", "assign"], arguments].concat());
    assert_exit(&output, exit);
    said(&output)
}

/// What `ledger lookup` says of an order, the reasons of people among it.
fn looked_up(night: &SmallNight, order: &str) -> String {
    let output = night.run(&["ledger", "lookup", order]);
    String::from_utf8(output.stdout).unwrap()
}

/// Two filings, and a refusal of which nobody knows which one it means.
fn refusal_without_name() -> SmallNight {
    let night = SmallNight::sent(&FILINGS);
    let refusal = results(&[result(1, "", &[(1004, "域名无效")])], &[]);
    assert_eq!(night.ingest("a.xml", &refusal).0, 1);
    night
}

#[test]
fn an_unmatched_answer_reaches_the_order_that_a_person_names_and_the_reason_is_kept() {
    let night = refusal_without_name();
    let number = open(&night).remove(0);
    let told = assign(
        &night,
        &[&number, FILINGS[1], "--reason", "管局电话确认"],
        0,
    );
    assert!(told.contains(FILINGS[1]), "{told}");
    assert_eq!(night.state(FILINGS[1]), "returned_to_carrier");
    assert_eq!(night.state(FILINGS[0]), "under_review");
    let report = night.report();
    let line = report
        .iter()
        .find(|line| line["order"] == FILINGS[1])
        .unwrap();
    assert_eq!(line["codes"][0]["code"], 1004);
    assert!(
        line["codes"][0]["message"]
            .as_str()
            .unwrap()
            .contains("域名无效")
    );
    assert_eq!(open(&night), [""; 0]);
    let history = looked_up(&night, FILINGS[1]);
    assert!(
        history.contains("answer assigned: 管局电话确认"),
        "{history}"
    );
    assert_eq!(night.ledger().check().unwrap(), []);
}

#[test]
fn the_list_shows_the_answer_as_it_was_received_and_hides_what_is_personal() {
    let night = SmallNight::sent(&FILINGS);
    let filing = "<Baxx><Zt_xx><Ztid>77</Ztid><Dwmc>南京青杉溪科技有限公司</Dwmc><Fzr><Fzr_xm>林青杉</Fzr_xm></Fzr></Zt_xx></Baxx>";
    night.ingest(
        "a.xml",
        &document(&format!("<ICP><BASJ>{filing}</BASJ></ICP>")),
    );
    let list = |arguments: &[&str]| {
        let output = night.run(&[&["ledger", "assign"], arguments].concat());
        assert_exit(&output, 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let text = list(&[]);
    assert!(
        text.contains("a.xml") && text.contains("ICP/BASJ"),
        "{text}"
    );
    assert!(!text.contains("林青杉"), "{text}");
    assert!(!list(&["--format", "json"]).contains("林青杉"));
    assert_eq!(night.open_answers()[0]["raw"], filing);
}

#[test]
fn an_answer_that_is_dismissed_counts_for_no_order() {
    let night = refusal_without_name();
    let number = open(&night).remove(0);
    let told = assign(&night, &[&number, "--dismiss", "--reason", "他省的订单"], 0);
    assert!(told.contains("no order"), "{told}");
    assert_eq!(open(&night), [""; 0]);
    for order in FILINGS {
        assert_eq!(night.state(order), "under_review");
    }
}

#[test]
fn of_two_answers_that_contradict_each_other_the_assigned_one_counts() {
    for believed in ["approval", "refusal"] {
        let night = SmallNight::sent(&FILINGS);
        let id = night.own_id(FILINGS[0], "subject");
        night.ingest(
            "a.xml",
            &results(&[result(1, &id.to_string(), &[(1001, "")])], &[]),
        );
        let refusal = opinion(1, id, false, "2026-09-20 10:00:00");
        assert_eq!(night.ingest("b.xml", &results(&[], &[refusal])).0, 1);
        assert_eq!(night.state(FILINGS[0]), "awaiting_decision");
        let number = open(&night).remove(0);
        let (decision, state): (&[&str], _) = match believed {
            "refusal" => (&[&number, FILINGS[0]], "returned_to_customer"),
            _ => (&[&number, "--dismiss"], "approved"),
        };
        assign(
            &night,
            &[decision, &["--reason", "已与管局核对"]].concat(),
            0,
        );
        assert_eq!(night.state(FILINGS[0]), state);
        assert_eq!(open(&night), [""; 0]);
        assert!(looked_up(&night, FILINGS[0]).contains("已与管局核对"));
        assert_eq!(night.ledger().check().unwrap(), []);
    }
}

#[test]
fn of_two_orders_that_an_answer_could_mean_the_other_goes_on_waiting() {
    for decision in [&["W1"][..], &["--dismiss"]] {
        let night = SmallNight::of(&[]);
        let holder = Holder::this("test", at(10, 1));
        let mut ledger = Ledger::open(&night.path("ledger.sqlite"), &holder).unwrap();
        ledger.begin_run("nightly", at(10, 1)).unwrap();
        send_sites(&mut ledger, "W1", &[2_000_000_000]);
        send_sites(&mut ledger, "W2", &[2_000_000_001]);
        drop(ledger);
        night.ingest(
            "a.xml",
            &results(&[result(2, SUBJECT_NUMBER, &[(1004, "")])], &[]),
        );
        assert_eq!(night.state("W2"), "awaiting_decision");
        let number = open(&night).remove(0);
        assign(
            &night,
            &[&[&*number], decision, &["--reason", "管局确认"]].concat(),
            0,
        );
        let named = match decision {
            ["W1"] => "returned_to_carrier",
            _ => "under_review",
        };
        assert_eq!(night.state("W1"), named);
        assert_eq!(night.state("W2"), "under_review");
        assert_eq!(night.ledger().check().unwrap(), []);
    }
}

#[test]
fn an_answer_given_to_another_order_than_the_one_it_named_counts_only_there() {
    let night = SmallNight::sent(&FILINGS);
    let id = night.own_id(FILINGS[0], "subject").to_string();
    night.ingest("a.xml", &results(&[result(1, &id, &[(1001, "")])], &[]));
    night.ingest("b.xml", &results(&[result(1, &id, &[(1004, "")])], &[]));
    let number = open(&night).remove(0);
    assign(
        &night,
        &[&number, FILINGS[1], "--reason", "管局写错了标识"],
        0,
    );
    assert_eq!(night.state(FILINGS[0]), "approved");
    assert_eq!(night.state(FILINGS[1]), "returned_to_carrier");
}

#[test]
fn a_later_answer_that_settles_the_contradiction_takes_it_off_the_list() {
    let night = SmallNight::sent(&FILINGS);
    let id = night.own_id(FILINGS[0], "subject");
    let refused = results(&[], &[opinion(1, id, false, "2026-09-20")]);
    let approved = results(&[result(1, &id.to_string(), &[(1001, "")])], &[]);
    night.ingest("a.xml", &refused);
    night.ingest("b.xml", &approved);
    assert_eq!(open(&night).len(), 1);
    let dated = results(&[], &[opinion(1, id, true, "2026-09-25")]);
    night.ingest("c.xml", &dated);
    assert_eq!(night.state(FILINGS[0]), "approved");
    assert_eq!(open(&night), [""; 0]);
}

#[test]
fn a_record_published_by_another_system_completes_the_order_that_a_person_names() {
    let night = SmallNight::sent(&FILINGS);
    let filing = "<Baxx><Zt_xx><Ztid>77</Ztid><Baxh>浙ICP备12345678号</Baxh></Zt_xx>\
        <Wz_xx><Wzid>88</Wzid><Baxh>浙ICP备12345678号-1</Baxh></Wz_xx></Baxx>";
    let published = document(&format!("<ICP><BASJ>{filing}</BASJ></ICP>"));
    assert_eq!(night.ingest("a.xml", &published).0, 1);
    let number = open(&night).remove(0);
    let reason = ["--reason", "主体名称一致"];
    let meant = [&[&*number, FILINGS[0], "--as", "refused"], &reason[..]].concat();
    let told = assign(&night, &meant, 2);
    assert!(told.contains("completes the order"), "{told}");
    assert_eq!(night.state(FILINGS[0]), "under_review");
    assign(&night, &[&[&*number, FILINGS[0]], &reason[..]].concat(), 0);
    let report = night.report();
    let line = report
        .iter()
        .find(|line| line["order"] == FILINGS[0])
        .unwrap();
    assert_eq!(line["state"], "completed");
    assert_eq!(line["filing_number"], "浙ICP备12345678号");
}

/// What an unknown code comes to once a person has asked the bureau what it means.
fn meant(meaning: &str) -> SmallNight {
    let night = SmallNight::sent(&FILINGS);
    let id = night.own_id(FILINGS[0], "subject").to_string();
    let unknown_code = results(&[result(1, &id, &[(1777, "")])], &[]);
    assert_eq!(night.ingest("b.xml", &unknown_code).0, 1);
    assert_eq!(night.state(FILINGS[0]), "awaiting_decision");
    let number = open(&night).remove(0);
    let words = "管局电话答复";
    assign(
        &night,
        &[&number, FILINGS[0], "--as", meaning, "--reason", words],
        0,
    );
    assert_eq!(open(&night), [""; 0]);
    assert!(looked_up(&night, FILINGS[0]).contains(words));
    assert_eq!(night.ledger().check().unwrap(), []);
    night
}

#[test]
fn a_code_of_which_nobody_has_heard_means_what_a_person_learned_from_the_bureau() {
    assert_eq!(meant("approved").state(FILINGS[0]), "approved");
    let night = meant("refused");
    assert_eq!(night.state(FILINGS[0]), "returned_to_customer");
    let report = night.report();
    let line = report.iter().find(|line| line["order"] == FILINGS[0]);
    assert_eq!(line.unwrap()["codes"][0]["code"], 1002);
}

#[test]
fn what_cannot_be_decided_so_is_refused_and_nothing_changes() {
    let night = refusal_without_name();
    let number = open(&night).remove(0);
    let unknown_code = results(
        &[result(
            1,
            &night.own_id(FILINGS[0], "subject").to_string(),
            &[(1777, "")],
        )],
        &[],
    );
    night.ingest("b.xml", &unknown_code);
    night.ingest("c.xml", b"<DownloadData><ICP><BAJG><Jg_xx>");
    let before = night.report();
    let waiting = open(&night);
    assert_eq!(waiting.len(), 3);
    let reason = ["--reason", "理由"];
    let refused = |arguments: &[&str], words: &str| {
        let told = assign(&night, arguments, 2);
        assert!(told.contains(words), "{told}");
    };
    refused(&[&number, FILINGS[0]], "--reason");
    refused(&[&number, FILINGS[0], "--reason", " "], "--reason");
    refused(&[&[&*number], &reason[..]].concat(), "--dismiss");
    refused(
        &[&["999", FILINGS[0]], &reason[..]].concat(),
        "no answer 999",
    );
    refused(
        &[&[&*number, "no-such-order"], &reason[..]].concat(),
        "no-such-order",
    );
    refused(
        &[&[&*waiting[1], FILINGS[0]], &reason[..]].concat(),
        "decides nothing",
    );
    refused(
        &[&[&*waiting[2], FILINGS[0]], &reason[..]].concat(),
        "only be dismissed",
    );
    assert_eq!(open(&night), waiting);
    assert_eq!(night.report(), before);
}

#[test]
fn every_line_of_the_list_has_the_shape_that_is_printed() {
    let night = refusal_without_name();
    let printed = night.run(&["ledger", "assign", "--print-schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let required = schema["required"].as_array().unwrap();
    let required: Vec<&str> = required.iter().map(|key| key.as_str().unwrap()).collect();
    for line in night.open_answers() {
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, required);
    }
}
