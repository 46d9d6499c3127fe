//! A night adds up: every order once, in exactly one part of the sum, whatever the bureau answers.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use beian::codes::Codes;
use beian::ledger::State;
use beian::order::{Kind, Lang};
use beian::outcome::{self, Night};
use ledger_support::*;
use proptest::prelude::*;

fn night(ledger: &beian::ledger::Ledger) -> Night {
    let date = ledger.latest_night().unwrap().unwrap();
    outcome::night(ledger, date, Codes::bundled(), at(12, 9)).unwrap()
}

#[test]
fn the_sums_of_a_night_with_every_part_in_it() {
    let mut ledger = ledger();
    register(&mut ledger, "held", Kind::NewFiling, "a");
    check(&mut ledger, "held", State::CheckFailed);
    register(&mut ledger, "review", Kind::NewFiling, "a");
    check(&mut ledger, "review", State::AwaitingFirstReview);
    for (number, id) in [("approved", 0), ("refused", 1), ("pending", 2)] {
        send_filing(&mut ledger, number, 1_000_000_000 + id);
    }
    let records = [
        result(1, "1000000000", &[(1001, "")]),
        result(1, "1000000001", &[(1004, "")]),
    ];
    ingest(&mut ledger, "a.xml", &results(&records, &[]));
    let totals = serde_json::to_value(night(&ledger).totals).unwrap();
    let expected = serde_json::json!({
        "read": 5, "held_back": 1, "waiting": 1, "sent": 3, "approved": 1, "refused": 1, "pending": 1
    });
    assert_eq!(totals, expected);
}

#[test]
fn the_bureau_has_twenty_working_days_and_zhejiang_thirty() {
    let mut ledger = ledger();
    let mut zhejiang = registration("Z", Kind::NewFiling, "Z");
    zhejiang.province = Some(330_000);
    ledger.register(&[zhejiang], at(10, 1)).unwrap();
    check(&mut ledger, "Z", State::Ready);
    send(&mut ledger, &[("Z", filing_keys(1_000_000_001))]);
    send_filing(&mut ledger, "D", 1_000_000_000);
    // 10 July 2026 is a Friday.
    assert_eq!(
        outcome_of(&ledger, "D").latest.due.unwrap().to_string(),
        "2026-08-07"
    );
    assert_eq!(
        outcome_of(&ledger, "Z").latest.due.unwrap().to_string(),
        "2026-08-21"
    );
    let on = |moment: &str| {
        let now = beian::ledger::Moment::parse_from_rfc3339(moment).unwrap();
        let selection = beian::ledger::Selection::Number("D");
        outcome::outcomes(&ledger, selection, Codes::bundled(), now).unwrap()[0]
            .latest
            .overdue
    };
    assert!(!on("2026-08-07T23:59:59+08:00"));
    assert!(on("2026-08-08T00:00:00+08:00"));
}

#[test]
fn a_cancellation_is_done_within_twenty_working_days_in_every_province() {
    let mut ledger = ledger();
    let mut zhejiang = registration("Z", Kind::CancelSite, "Z");
    zhejiang.province = Some(330_000);
    ledger.register(&[zhejiang], at(10, 1)).unwrap();
    check(&mut ledger, "Z", State::Ready);
    send(&mut ledger, &[("Z", filing_keys(1_000_000_001))]);
    assert_eq!(
        outcome_of(&ledger, "Z").latest.due.unwrap().to_string(),
        "2026-08-07"
    );
}

#[test]
fn an_answer_to_an_earlier_night_is_told_beside_the_sums() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "old", 1_000_000_000);
    ledger.begin_run("nightly", at(11, 1)).unwrap();
    register(&mut ledger, "new", Kind::NewFiling, "a");
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1001, "")])], &[]),
    );
    let night = night(&ledger);
    let numbers = |outcomes: &[outcome::Outcome]| -> Vec<String> {
        outcomes
            .iter()
            .map(|outcome| outcome.order.clone())
            .collect()
    };
    assert_eq!(
        (numbers(&night.outcomes), numbers(&night.earlier)),
        (vec!["new".to_owned()], vec!["old".to_owned()])
    );
    assert_eq!(night.totals.read, 1);
}

#[test]
fn an_outcome_line_has_the_keys_of_the_contract() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    let opinions = [opinion(1, 1_000_000_000, false, "2026-07-11 09:00:00")];
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1002, "")])], &opinions),
    );
    let line = outcome_of(&ledger, "D1").to_json(Lang::En);
    let contract = [
        "order",
        "kind",
        "operation",
        "attempt",
        "state",
        "state_name",
        "codes",
        "file",
        "sequence",
        "ids",
        "filing_number",
        "opinion",
        "due",
        "overdue",
        "attempts",
    ];
    // More may be said, in their midst too; nothing is renamed and nothing left out.
    let keys = line.as_object().unwrap().keys().map(String::as_str);
    let promised: Vec<&str> = keys.filter(|key| contract.contains(key)).collect();
    assert_eq!(promised, contract);
    assert_eq!(line["operation"], "XZBA");
    assert_eq!(line["state"], "returned_to_customer");
    assert_eq!(line["state_name"], "退回网站主办者修改");
    assert_eq!(line["sequence"], 1);
    assert_eq!(line["codes"][0]["code"], 1002);
    assert_eq!(line["codes"][0]["who"], "customer");
    assert_eq!(line["codes"][0]["retry"], "after_fix");
    assert_eq!(
        line["opinion"],
        "refused, 照片不清晰, 审核员甲, 2026-07-11 09:00:00"
    );
}

/// One answer of a random night: codes for one of the orders, an opinion, a whole-file refusal, or rubbish.
fn record() -> impl Strategy<Value = (bool, String)> {
    let codes = prop::sample::select(vec![
        1001_u32, 1002, 1003, 1004, 1018, 1052, 1060, 1062, 1777, 5001, 5011,
    ]);
    let filing = (0_u64..9, prop::collection::vec(codes, 1..3)).prop_map(|(order, codes)| {
        let codes: Vec<(u32, &str)> = codes.into_iter().map(|code| (code, "")).collect();
        (
            false,
            result(1, &(1_000_000_000 + order).to_string(), &codes),
        )
    });
    let site = prop::sample::select(vec![1001_u32, 1002, 1004])
        .prop_map(|code| (false, result(2, SUBJECT_NUMBER, &[(code, "")])));
    let nameless = prop::sample::select(vec![1004_u32, 5001])
        .prop_map(|code| (false, result(1, "", &[(code, "")])));
    let opinion_of = (0_u64..4, any::<bool>(), 9_u32..13).prop_map(|(site, approved, day)| {
        (
            true,
            opinion(
                2,
                2_500_000_000 + site,
                approved,
                &format!("2026-07-{day:02}"),
            ),
        )
    });
    prop_oneof![4 => filing, 1 => site, 1 => nameless, 2 => opinion_of]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_bureau_answers_the_night_adds_up(files in prop::collection::vec(prop::collection::vec(record(), 1..6), 1..8)) {
        let mut ledger = ledger();
        for order in 0..8 {
            send_filing(&mut ledger, &format!("D{order}"), 1_000_000_000 + order);
        }
        send_sites(&mut ledger, "W1", &[2_500_000_000, 2_500_000_001]);
        send_sites(&mut ledger, "W2", &[2_500_000_002]);
        register(&mut ledger, "held", Kind::NewFiling, "a");
        check(&mut ledger, "held", State::CheckFailed);
        for (number, records) in files.into_iter().enumerate() {
            let (opinions, codes): (Vec<_>, Vec<_>) = records.into_iter().partition(|(is_opinion, _)| *is_opinion);
            let text = |records: Vec<(bool, String)>| -> Vec<String> { records.into_iter().map(|(_, text)| text).collect() };
            let bytes = results(&text(codes), &text(opinions));
            let line = ingest(&mut ledger, &format!("{number}.xml"), &bytes);
            prop_assert_eq!(line.records, line.matched + line.unmatched + line.ambiguous);
            let before = night(&ledger);
            let again = ingest(&mut ledger, &format!("{number}.xml"), &bytes);
            prop_assert!(again.repeated);
            prop_assert_eq!(&night(&ledger), &before);
        }
        let totals = night(&ledger).totals;
        prop_assert_eq!(totals.read, 11);
        prop_assert_eq!(totals.read, totals.held_back + totals.waiting + totals.sent);
        prop_assert_eq!(totals.sent, totals.approved + totals.refused + totals.pending);
        prop_assert_eq!(totals.sent, 10);
        prop_assert_eq!(ledger.check().unwrap(), []);
    }
}
