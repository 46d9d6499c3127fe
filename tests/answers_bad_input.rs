//! Answers that are wrong, through the real program: each ends in the list of answers that wait for a person, as it was
//! received, and nothing else changes.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use beian::ledger::{Holder, Ledger};
use ledger_support::{SUBJECT_NUMBER, at, opinion, result, results, send_sites};
use night_support::{ORDERS, SmallNight};
use serde_json::Value;

/// Two new filings and a new site.
const SENT: [&str; 3] = [ORDERS[0], ORDERS[1], ORDERS[3]];

fn states(night: &SmallNight) -> Vec<String> {
    SENT.iter().map(|order| night.state(order)).collect()
}

/// What the report says of the orders.
fn told(night: &SmallNight) -> Vec<Value> {
    let lines = night.report().into_iter();
    lines.filter(|line| line["order"].is_string()).collect()
}

fn raws(night: &SmallNight) -> Vec<String> {
    let open = night.open_answers();
    let raws = open.iter().map(|answer| answer["raw"].as_str().unwrap());
    raws.map(str::to_owned).collect()
}

#[test]
fn an_answer_for_an_order_that_nobody_knows_waits_on_the_list() {
    let night = SmallNight::sent(&SENT);
    let before = told(&night);
    let record = result(1, "1000099999", &[(1004, "域名无效")]);
    let (exit, line) = night.ingest("a.xml", &results(std::slice::from_ref(&record), &[]));
    assert_eq!((exit, &line["unmatched"]), (1, &1.into()));
    assert_eq!(told(&night), before);
    let open = night.open_answers();
    assert_eq!(open.len(), 1);
    assert_eq!(
        (&open[0]["reason"], &open[0]["raw"]),
        (&"unmatched".into(), &record.into())
    );
}

#[test]
fn an_answer_that_two_orders_could_mean_waits_on_the_list_with_their_numbers() {
    let night = SmallNight::of(&[]);
    let holder = Holder::this("test", at(10, 1));
    let mut ledger = Ledger::open(&night.path("ledger.sqlite"), &holder).unwrap();
    ledger.begin_run("nightly", at(10, 1)).unwrap();
    // The checks keep two new sites of one subject apart; a lost ledger or another system does not.
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    drop(ledger);
    let record = result(2, SUBJECT_NUMBER, &[(1004, "域名无效")]);
    let (exit, line) = night.ingest("b.xml", &results(std::slice::from_ref(&record), &[]));
    assert_eq!((exit, &line["ambiguous"]), (1, &1.into()), "{line}");
    let open = night.open_answers();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["raw"], record);
    assert_eq!(open[0]["orders"], serde_json::json!(["W1", "W2"]));
}

#[test]
fn an_answer_without_a_name_that_several_orders_could_mean_changes_none_of_them() {
    let night = SmallNight::sent(&SENT);
    let before = told(&night);
    let record = result(1, "", &[(1004, "")]);
    let (exit, line) = night.ingest("a.xml", &results(std::slice::from_ref(&record), &[]));
    assert_eq!((exit, &line["unmatched"]), (1, &1.into()));
    assert_eq!(told(&night), before);
    assert_eq!(raws(&night), [record]);
}

#[test]
fn an_answer_that_contradicts_an_earlier_one_waits_on_the_list_and_its_order_for_a_person() {
    let night = SmallNight::sent(&SENT);
    let id = night.own_id(SENT[0], "subject");
    let approval = results(&[result(1, &id.to_string(), &[(1001, "")])], &[]);
    assert_eq!(night.ingest("a.xml", &approval).0, 0);
    let refusal = result(1, &id.to_string(), &[(1002, "照片不清晰")]);
    let before = states(&night);
    let (exit, line) = night.ingest("b.xml", &results(std::slice::from_ref(&refusal), &[]));
    assert_eq!((exit, &line["ambiguous"]), (1, &1.into()), "{line}");
    assert_eq!(night.state(SENT[0]), "awaiting_decision");
    assert_eq!(states(&night)[1..], before[1..]);
    let open = night.open_answers();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["reason"], "undecided");
    assert_eq!(open[0]["raw"], refusal);
    assert_eq!(open[0]["orders"], serde_json::json!([SENT[0]]));
}

#[test]
fn both_sides_of_a_contradiction_in_one_file_wait_on_the_list() {
    let night = SmallNight::sent(&SENT);
    let id = night.own_id(SENT[0], "subject");
    let approval = result(1, &id.to_string(), &[(1001, "")]);
    let refusal = opinion(1, id, false, "2026-09-20 10:00:00");
    let document = results(
        std::slice::from_ref(&approval),
        std::slice::from_ref(&refusal),
    );
    let (exit, line) = night.ingest("a.xml", &document);
    assert_eq!((exit, &line["ambiguous"]), (1, &2.into()), "{line}");
    assert_eq!(raws(&night), [approval, refusal]);
    assert_eq!(night.state(SENT[0]), "awaiting_decision");
}

#[test]
fn the_same_answer_twice_changes_nothing_the_second_time_under_whatever_name() {
    let night = SmallNight::sent(&SENT);
    let id = night.own_id(SENT[0], "subject");
    let stray = result(1, "1000099999", &[(1004, "")]);
    let document = results(
        &[
            result(1, &id.to_string(), &[(1004, "域名无效")]),
            stray.clone(),
        ],
        &[],
    );
    let (_, first) = night.ingest("a.xml", &document);
    let (before, open) = (told(&night), night.open_answers());
    let (exit, again) = night.ingest("a.xml", &document);
    assert_eq!((exit, again), (1, first), "it still waits for a person");
    assert_eq!(told(&night), before);
    assert_eq!(night.open_answers(), open);
    // Under another name it is another answer: the order stands where it stood, and the list says that it came twice.
    night.ingest("b.xml", &document);
    assert_eq!(states(&night)[1..], ["under_review", "under_review"]);
    assert_eq!(night.state(SENT[0]), before[0]["state"]);
    assert_eq!(raws(&night), [stray.clone(), stray]);
}

#[test]
fn half_a_file_waits_on_the_list_and_nothing_of_it_is_used() {
    let night = SmallNight::sent(&SENT);
    let before = told(&night);
    let ids = [SENT[0], SENT[1]].map(|order| night.own_id(order, "subject").to_string());
    let whole = results(
        &[
            result(1, &ids[0], &[(1004, "")]),
            result(1, &ids[1], &[(1004, "")]),
        ],
        &[],
    );
    let (exit, line) = night.ingest("a.xml", &whole[..whole.len() - 60]);
    assert_eq!(exit, 1);
    assert!(line["error"].is_string(), "{line}");
    assert_eq!(told(&night), before);
    let open = night.open_answers();
    assert_eq!(
        (&open[0]["record"], &open[0]["reason"]),
        (&0.into(), &"unread".into())
    );
    assert!(open[0]["raw"].as_str().unwrap().contains(&ids[0]));
    // When it comes whole it is used, and nobody has to decide about the half any more.
    assert_eq!(night.ingest("a.xml", &whole).0, 0);
    assert_eq!(night.state(SENT[1]), "returned_to_carrier");
    assert_eq!(night.open_answers(), [Value::Null; 0]);
}
