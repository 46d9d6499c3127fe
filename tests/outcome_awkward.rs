//! The ambiguous and awkward cases of the interface, each with the answers that bring it about
//! (`fixtures/answers/awkward`, as the bureau writes them) and with what must come of it.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use std::fs;
use std::path::Path;

use beian::ledger::mirror::{PasswordState, RecordKey, RecordKind, RecordState};
use beian::ledger::{KeptReason, Key, KeyTag, Ledger, State};
use beian::order::{Kind, Object};
use beian::outcome::IngestLine;
use ledger_support::*;

fn bytes(case: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers/awkward");
    fs::read(folder.join(case).with_extension("xml")).unwrap()
}

/// Takes in the answers of a case.
fn answer(ledger: &mut Ledger, case: &str) -> IngestLine {
    let line = ingest(ledger, case, &bytes(case));
    assert_eq!(line.error, None, "{case}");
    assert_eq!(line.records, line.matched + line.unmatched + line.ambiguous);
    assert_eq!(ledger.check().unwrap(), [], "{case}");
    line
}

fn note(ledger: &Ledger, order: &str) -> String {
    let note = outcome_of(ledger, order).latest.note;
    note.map(|note| note.en.into_owned()).unwrap_or_default()
}

fn send_with(ledger: &mut Ledger, number: &str, kind: Kind, keys: &[(Object, KeyTag, &str)]) {
    ready(ledger, number, kind);
    let keys = keys
        .iter()
        .map(|(object, tag, value)| Key::new(*object, *tag, value));
    send(ledger, &[(number, keys.collect())]);
}

/// A filing with two sites, 881 with the access 991 and 882 with 993, as the bureau publishes it.
fn published_filing() -> Vec<u8> {
    let site = |number: u32, access: u32| {
        format!(
            "<Wz_xx><Wzid>88{number}</Wzid><Ym_xx><Ymid>{number}</Ymid><Ym>site{number}.cn</Ym></Ym_xx>\
             <Jr_xx><Jrid>{access}</Jrid><Ispid>320000000001</Ispid></Jr_xx><Baxh>{SUBJECT_NUMBER}-{number}</Baxh></Wz_xx>"
        )
    };
    document(&format!(
        "<ICP><BASJ><Baxx><Zt_xx><Ztid>77</Ztid><Baxh>{SUBJECT_NUMBER}</Baxh></Zt_xx>{}{}</Baxx></BASJ></ICP>",
        site(1, 991),
        site(2, 993)
    ))
}

#[test]
fn case_01_a_result_that_two_new_sites_of_one_subject_could_mean_is_left_to_a_person() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    assert_eq!(answer(&mut ledger, "01-two-open-new-sites").ambiguous, 1);
    for order in ["W1", "W2"] {
        assert_eq!(state_of(&ledger, order), State::AwaitingDecision);
    }
    let kept = ledger.kept(None).unwrap();
    assert_eq!(kept[0].candidates, ["W1", "W2"]);
    assert!(kept[0].raw.contains("无效域名"));
    assert!(answer(&mut ledger, "01-opinion-on-the-first-site").is_clean());
    assert_eq!(state_of(&ledger, "W1"), State::ReturnedToCustomer);
    assert_eq!(state_of(&ledger, "W2"), State::AwaitingDecision);
}

#[test]
fn case_02_of_two_accesses_of_one_site_the_later_one_is_the_repetition() {
    let mut ledger = ledger();
    send_access(&mut ledger, "J1", 4_000_000_000);
    send_access(&mut ledger, "J2", 4_000_000_001);
    assert!(answer(&mut ledger, "02-two-accesses-of-one-site").is_clean());
    assert_eq!(state_of(&ledger, "J1"), State::UnderReview);
    assert_eq!(state_of(&ledger, "J2"), State::ReturnedToCarrier);
}

#[test]
fn case_03_a_cancellation_is_found_by_its_subject_or_its_filing_number() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published_filing());
    let access = |id| [(Object::Access(1, 1), KeyTag::Jrid, id)];
    send_with(&mut ledger, "Q1", Kind::CancelAccess, &access("991"));
    let site = [(Object::Site(1), KeyTag::Wzid, "882")];
    send_with(&mut ledger, "Z2", Kind::CancelSite, &site);
    assert!(answer(&mut ledger, "03-access-named-by-its-subject").is_clean());
    assert_eq!(state_of(&ledger, "Q1"), State::ReturnedToCarrier);
    assert!(answer(&mut ledger, "03-site-named-by-its-number").is_clean());
    assert_eq!(state_of(&ledger, "Z2"), State::Approved);
}

#[test]
fn case_03_with_two_open_cancellations_of_one_subject_a_person_decides() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published_filing());
    for (order, id) in [("Q1", "991"), ("Q2", "993")] {
        let keys = [(Object::Access(1, 1), KeyTag::Jrid, id)];
        send_with(&mut ledger, order, Kind::CancelAccess, &keys);
    }
    assert_eq!(
        answer(&mut ledger, "03-access-named-by-its-subject").ambiguous,
        1
    );
    for order in ["Q1", "Q2"] {
        assert_eq!(state_of(&ledger, order), State::AwaitingDecision);
    }
}

#[test]
fn case_04_one_number_means_what_the_operation_says() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    let keys = [(Object::Subject, KeyTag::Ztid, "1000000000")];
    send_with(&mut ledger, "B1", Kind::Change, &keys);
    assert!(answer(&mut ledger, "04-one-number-two-meanings").is_clean());
    assert_eq!(state_of(&ledger, "B1"), State::Approved);
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
}

#[test]
fn case_05_without_a_name_the_only_order_of_its_kind_is_meant_and_of_two_none() {
    let mut one = ledger();
    send_filing(&mut one, "D1", 1_000_000_000);
    assert!(answer(&mut one, "05-no-name").is_clean());
    assert_eq!(state_of(&one, "D1"), State::ReturnedToCustomer);
    assert!(note(&one, "D1").contains("inferred"));
    let mut two = ledger();
    send_filing(&mut two, "D1", 1_000_000_000);
    send_filing(&mut two, "D2", 1_000_000_001);
    assert_eq!(answer(&mut two, "05-no-name").unmatched, 1);
    assert_eq!(state_of(&two, "D1"), State::UnderReview);
}

#[test]
fn case_06_of_several_codes_the_worst_counts_and_some_call_for_another_kind_of_order() {
    let mut ledger = ledger();
    for (order, id) in [("D1", 0), ("D2", 1), ("D3", 2)] {
        send_filing(&mut ledger, order, 1_000_000_000 + id);
    }
    assert!(answer(&mut ledger, "06-several-codes").is_clean());
    for order in ["D1", "D2", "D3"] {
        assert_eq!(state_of(&ledger, order), State::ReturnedToCarrier);
    }
    assert_eq!(outcome_of(&ledger, "D1").latest.codes.len(), 2);
    assert!(note(&ledger, "D2").contains("接入备案"));
    assert!(note(&ledger, "D3").contains("无主体新增"));
    // The order comes again as what was proposed, and the refused attempt is over.
    register(&mut ledger, "D2", Kind::NewAccess, "as an access");
    let outcome = outcome_of(&ledger, "D2");
    assert_eq!(outcome.earlier[0].state, State::Converted);
    assert_eq!(
        (outcome.latest.number, outcome.latest.state),
        (2, State::Draft)
    );
}

#[test]
fn case_07_an_approval_that_is_not_published_for_days_is_overdue() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    answer(&mut ledger, "07-approved");
    let on = |day: u32| {
        let selection = beian::ledger::Selection::Number("D1");
        let codes = beian::codes::Codes::bundled();
        beian::outcome::outcomes(&ledger, selection, codes, at(day, 9)).unwrap()[0]
            .latest
            .clone()
    };
    assert!(!on(12).overdue);
    let late = on(25);
    assert_eq!((late.state, late.overdue), (State::Approved, true));
    assert!(late.note.unwrap().en.contains("SJTB"));
}

#[test]
fn case_08_a_published_record_is_stronger_than_a_missing_result() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    assert!(answer(&mut ledger, "08-published-without-result").is_clean());
    assert_eq!(state_of(&ledger, "D1"), State::Completed);
    assert!(note(&ledger, "D1").contains("no result"));
    let filing = ledger
        .filings(RecordKey::Number(SUBJECT_NUMBER))
        .unwrap()
        .remove(0);
    assert_eq!(
        (filing.id, filing.own, filing.password),
        (77, Some(1_000_000_000), PasswordState::Issued)
    );
}

#[test]
fn case_09_a_file_delivered_twice_changes_nothing_the_second_time() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    let first = answer(&mut ledger, "09-delivered-twice");
    let before = outcome_of(&ledger, "D1");
    let second = answer(&mut ledger, "09-delivered-twice");
    assert!(second.repeated);
    assert_eq!(
        (first.matched, first.unmatched),
        (second.matched, second.unmatched)
    );
    assert_eq!(outcome_of(&ledger, "D1"), before);
    assert_eq!(ledger.kept(None).unwrap().len(), 1);
}

#[test]
fn case_10_of_a_late_refusal_the_auditors_time_decides() {
    for (refusal, state, told) in [
        (
            "10-refused-on-the-10th",
            State::Approved,
            "older than the approval",
        ),
        (
            "10-refused-on-the-12th",
            State::AwaitingDecision,
            "a person has to decide",
        ),
    ] {
        for order in [
            ["10-approved-on-the-11th", refusal],
            [refusal, "10-approved-on-the-11th"],
        ] {
            let mut ledger = ledger();
            send_filing(&mut ledger, "D1", 1_000_000_000);
            for case in order {
                answer(&mut ledger, case);
            }
            assert_eq!(state_of(&ledger, "D1"), state, "{order:?}");
            assert!(note(&ledger, "D1").contains(told), "{order:?}");
        }
    }
}

#[test]
fn case_11_a_repetition_after_a_lost_upload_is_merged_and_no_refusal() {
    let keys = || {
        vec![
            Key::new(Object::Subject, KeyTag::Ztbah, SUBJECT_NUMBER),
            Key::new(Object::Site(1), KeyTag::IspWzid, 2_000_000_000_u64),
        ]
    };
    let mut doubted = ledger();
    ready(&mut doubted, "W1", Kind::NewSite);
    send_again_after_doubt(&mut doubted, &[("W1", keys())]);
    assert!(answer(&mut doubted, "11-repetition-of-a-lost-upload").is_clean());
    assert_eq!(state_of(&doubted, "W1"), State::UnderReview);
    assert!(note(&doubted, "W1").contains("did arrive"));
    assert!(answer(&mut doubted, "14-site-of-a-subject-filed-elsewhere").is_clean());
    assert_eq!(state_of(&doubted, "W1"), State::Approved);
    let mut certain = ledger();
    ready(&mut certain, "W1", Kind::NewSite);
    send(&mut certain, &[("W1", keys())]);
    answer(&mut certain, "11-repetition-of-a-lost-upload");
    assert_eq!(state_of(&certain, "W1"), State::ReturnedToCarrier);
}

#[test]
fn case_12_what_an_own_cancellation_left_empty_is_no_error_in_the_data() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published_filing());
    let access = [(Object::Access(1, 1), KeyTag::Jrid, "991")];
    send_with(&mut ledger, "Q1", Kind::CancelAccess, &access);
    let approved = results(&[result(5, "991", &[(1001, "")])], &[]);
    ingest(&mut ledger, "cancelled", &approved);
    send_access(&mut ledger, "J1", 4_000_000_000);
    answer(&mut ledger, "12-empty-site");
    assert_eq!(state_of(&ledger, "J1"), State::ReturnedToCarrier);
    assert!(
        note(&ledger, "J1").contains("cancelled its own access"),
        "{}",
        note(&ledger, "J1")
    );
}

#[test]
fn case_13_ids_that_the_bureau_does_not_know_are_to_be_refreshed() {
    let mut ledger = ledger();
    send_with(
        &mut ledger,
        "B1",
        Kind::Change,
        &[(Object::Subject, KeyTag::Ztid, "77")],
    );
    answer(&mut ledger, "13-ids-out-of-date");
    assert_eq!(state_of(&ledger, "B1"), State::ReturnedToCarrier);
    assert!(note(&ledger, "B1").contains("SJTB"));
}

#[test]
fn case_14_the_subject_of_a_filing_elsewhere_is_known_when_its_record_is_published() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    assert!(answer(&mut ledger, "14-site-of-a-subject-filed-elsewhere").is_clean());
    assert_eq!(state_of(&ledger, "W1"), State::Approved);
    let subject = |ledger: &Ledger| {
        ledger
            .filings(RecordKey::Id(RecordKind::Subject, 77))
            .unwrap()
    };
    assert_eq!(subject(&ledger), []);
    assert!(answer(&mut ledger, "14-its-record").is_clean());
    assert_eq!(state_of(&ledger, "W1"), State::Completed);
    assert_eq!(subject(&ledger)[0].state, RecordState::Filed);
}

#[test]
fn case_15_a_short_message_without_answer_is_told_from_a_refusal() {
    let mut ledger = ledger();
    for (order, id) in [("D1", 0), ("D2", 1), ("D3", 2)] {
        let mut tianjin = registration(order, Kind::NewFiling, order);
        tianjin.province = Some(120_000);
        tianjin.sms = true;
        ledger.register(&[tianjin], at(10, 1)).unwrap();
        check(&mut ledger, order, State::Ready);
        send(&mut ledger, &[(order, filing_keys(1_000_000_000 + id))]);
        let latest = outcome_of(&ledger, order).latest;
        assert_eq!(latest.state, State::AwaitingSms);
        assert_eq!(latest.due.unwrap().to_string(), "2026-07-12");
    }
    assert!(answer(&mut ledger, "15-message-not-answered").is_clean());
    let is_timeout = |order| note(&ledger, order).contains("SMS");
    for order in ["D1", "D2", "D3"] {
        assert_eq!(state_of(&ledger, order), State::ReturnedToCustomer);
    }
    assert_eq!(
        ["D1", "D2", "D3"].map(is_timeout),
        [true, false, true],
        "by its words, not by words about the form, and by its time"
    );
}

#[test]
fn case_16_nothing_is_matched_by_names() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    send_filing(&mut ledger, "D2", 1_000_000_001);
    assert_eq!(answer(&mut ledger, "16-names-only").unmatched, 1);
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
    let kept = ledger.kept(None).unwrap();
    assert!(
        kept.iter()
            .any(|kept| kept.raw.contains("南京青杉溪科技有限公司"))
    );
}

#[test]
fn case_17_an_unknown_order_is_kept_and_an_unknown_record_is_learned() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    assert_eq!(answer(&mut ledger, "17-unknown-order").unmatched, 1);
    let kept = ledger.kept(None).unwrap();
    assert_eq!(kept[0].reason, KeptReason::Unmatched);
    assert!(kept[0].raw.contains("1000000777") && kept[0].raw.contains("无效域名"));
    assert_eq!(
        answer(&mut ledger, "17-record-of-another-system").unmatched,
        1
    );
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
    let number = RecordKey::Number("苏ICP备87654321号-1");
    assert_eq!(ledger.filings(number).unwrap()[0].id, 78);
}

#[test]
fn case_18_an_operation_that_the_interface_does_not_define_is_kept() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    assert_eq!(answer(&mut ledger, "18-unknown-operation").unmatched, 1);
    assert!(ledger.kept(None).unwrap()[0].raw.contains("<Czlx>9</Czlx>"));
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
}
