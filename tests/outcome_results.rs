//! Which order a result or an opinion is about, and what several answers amount to.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use beian::ledger::{FileState, KeptReason, State};
use beian::order::Kind;
use ledger_support::*;

const FILING: u64 = 1_000_000_000;

fn after(codes: &[(u32, &str)]) -> State {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    let line = ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", codes)], &[]),
    );
    let state = state_of(&ledger, "D1");
    let undecided = u32::from(state == State::AwaitingDecision);
    assert_eq!(
        (line.records, line.matched, line.ambiguous),
        (1, 1 - undecided, undecided)
    );
    assert_eq!(ledger.check().unwrap(), []);
    state
}

#[test]
fn a_code_decides_by_who_must_act_and_whether_to_try_again() {
    assert_eq!(after(&[(1001, "")]), State::Approved);
    assert_eq!(after(&[(1002, "")]), State::ReturnedToCustomer);
    assert_eq!(after(&[(1004, "")]), State::ReturnedToCarrier);
    assert_eq!(after(&[(1052, "")]), State::AwaitingRetry);
    assert_eq!(after(&[(1062, "")]), State::UnderReview);
    assert_eq!(after(&[(1777, "")]), State::AwaitingDecision);
}

#[test]
fn of_several_codes_the_worst_counts() {
    assert_eq!(after(&[(1062, ""), (1004, "")]), State::ReturnedToCarrier);
    assert_eq!(after(&[(1052, ""), (1004, "")]), State::ReturnedToCarrier);
    assert_eq!(after(&[(1004, ""), (1018, "")]), State::ReturnedToCustomer);
    assert_eq!(after(&[(1777, ""), (1004, "")]), State::ReturnedToCarrier);
    assert_eq!(after(&[(1001, ""), (1004, "")]), State::ReturnedToCarrier);
    assert_eq!(after(&[(1001, ""), (1002, "")]), State::AwaitingDecision);
}

#[test]
fn every_code_is_told_with_its_meaning_and_remedy() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    ingest(
        &mut ledger,
        "a.xml",
        &results(
            &[result(1, "1000000000", &[(1003, ""), (1005, "与他人冲突")])],
            &[],
        ),
    );
    let codes = outcome_of(&ledger, "D1").latest.codes;
    assert_eq!(
        codes.iter().map(|code| code.code).collect::<Vec<_>>(),
        [Some(1003), Some(1005)]
    );
    assert!(codes[1].message.zh.ends_with("（与他人冲突）"));
    assert!(codes.iter().all(|code| !code.remedy.zh.is_empty()));
}

#[test]
fn the_same_answer_file_changes_nothing_the_second_time() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    let bytes = results(
        &[
            result(1, "1000000000", &[(1004, "")]),
            result(1, "1000000009", &[(1004, "")]),
        ],
        &[],
    );
    let first = ingest(&mut ledger, "a.xml", &bytes);
    let before = outcome_of(&ledger, "D1");
    let second = ingest(&mut ledger, "a.xml", &bytes);
    assert!(second.repeated && !first.repeated);
    assert_eq!(
        (first.matched, first.unmatched),
        (second.matched, second.unmatched)
    );
    assert_eq!(outcome_of(&ledger, "D1"), before);
    assert_eq!(ledger.kept(None).unwrap().len(), 1);
}

#[test]
fn the_same_answers_under_another_name_change_no_state() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    let bytes = results(&[result(1, "1000000000", &[(1001, "")])], &[]);
    ingest(&mut ledger, "a.xml", &bytes);
    assert!(ingest(&mut ledger, "b.xml", &bytes).is_clean());
    assert_eq!(state_of(&ledger, "D1"), State::Approved);
}

#[test]
fn an_answer_about_an_order_that_was_never_sent_is_kept_as_received() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    let record = result(1, "1000000777", &[(1004, "域名无效")]);
    let line = ingest(
        &mut ledger,
        "a.xml",
        &results(std::slice::from_ref(&record), &[]),
    );
    assert_eq!((line.matched, line.unmatched), (0, 1));
    let kept = ledger.kept(None).unwrap();
    assert_eq!(
        (kept[0].raw.as_str(), kept[0].reason),
        (record.as_str(), KeptReason::Unmatched)
    );
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
}

#[test]
fn an_answer_only_reaches_orders_of_its_operation() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    for operation in [2, 3, 4, 7, 8, 35] {
        let name = format!("{operation}.xml");
        let line = ingest(
            &mut ledger,
            &name,
            &results(&[result(operation, "1000000000", &[(1004, "")])], &[]),
        );
        assert_eq!(line.unmatched, 1, "Czlx {operation}");
    }
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
}

#[test]
fn new_sites_are_found_by_their_subjects_number_and_accesses_by_their_site_or_own_id() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_access(&mut ledger, "J1", 4_000_000_000);
    send_access(&mut ledger, "J2", 4_000_000_001);
    let records = [
        result(2, "苏icp备12345678号", &[(1004, "")]),
        result(3, "4000000000", &[(1001, "")]),
        result(3, "苏ICP备12345678号-1", &[(1006, "")]),
    ];
    assert!(ingest(&mut ledger, "a.xml", &results(&records, &[])).is_clean());
    assert_eq!(state_of(&ledger, "W1"), State::ReturnedToCarrier);
    assert_eq!(state_of(&ledger, "J1"), State::Approved);
    assert_eq!(state_of(&ledger, "J2"), State::ReturnedToCarrier);
}

#[test]
fn of_two_accesses_of_one_site_the_newest_without_an_answer_is_meant() {
    let mut ledger = ledger();
    send_access(&mut ledger, "J1", 4_000_000_000);
    send_access(&mut ledger, "J2", 4_000_000_001);
    let record = result(3, "苏ICP备12345678号-1", &[(1029, "")]);
    ingest(&mut ledger, "a.xml", &results(&[record], &[]));
    assert_eq!(
        (state_of(&ledger, "J1"), state_of(&ledger, "J2")),
        (State::UnderReview, State::ReturnedToCarrier)
    );
}

#[test]
fn a_refusal_that_two_orders_of_one_subject_could_mean_is_left_to_a_person() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    let line = ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(2, SUBJECT_NUMBER, &[(1004, "")])], &[]),
    );
    assert_eq!((line.matched, line.ambiguous), (0, 1));
    assert_eq!(ledger.kept(None).unwrap()[0].candidates, ["W1", "W2"]);
    for order in ["W1", "W2"] {
        assert_eq!(state_of(&ledger, order), State::AwaitingDecision);
    }
    // An opinion names the site, and so settles one of them.
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[], &[opinion(2, 2_000_000_000, false, "2026-07-11")]),
    );
    assert_eq!(state_of(&ledger, "W1"), State::ReturnedToCustomer);
    assert_eq!(state_of(&ledger, "W2"), State::AwaitingDecision);
}

#[test]
fn an_approval_that_two_orders_could_mean_moves_neither() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    let line = ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(2, SUBJECT_NUMBER, &[(1001, "")])], &[]),
    );
    assert_eq!(line.ambiguous, 1);
    assert_eq!(state_of(&ledger, "W1"), State::UnderReview);
}

#[test]
fn opinions_in_the_same_file_tell_two_orders_of_one_subject_apart() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    let opinions = [
        opinion(2, 2_000_000_000, true, "2026-07-11"),
        opinion(2, 2_000_000_001, false, "2026-07-11"),
    ];
    let records = [
        result(2, SUBJECT_NUMBER, &[(1002, "")]),
        result(2, SUBJECT_NUMBER, &[(1001, "")]),
    ];
    assert!(ingest(&mut ledger, "a.xml", &results(&records, &opinions)).is_clean());
    assert_eq!(state_of(&ledger, "W1"), State::Approved);
    assert_eq!(state_of(&ledger, "W2"), State::ReturnedToCustomer);
}

#[test]
fn sites_of_one_order_decided_differently_make_it_approved_in_part() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000, 2_000_000_001]);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[], &[opinion(2, 2_000_000_000, true, "2026-07-11")]),
    );
    assert_eq!(
        state_of(&ledger, "W1"),
        State::UnderReview,
        "one site is still open"
    );
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[], &[opinion(2, 2_000_000_001, false, "2026-07-11")]),
    );
    let latest = outcome_of(&ledger, "W1").latest;
    assert_eq!(latest.state, State::PartlyApproved);
    assert!(latest.note.as_ref().unwrap().en.contains("site 2"));
    assert_eq!(latest.opinions[1].site, Some(2));
}

#[test]
fn an_opinion_without_an_id_belongs_to_the_only_result_of_its_kind_in_the_file() {
    let bare =
        "<Gjsh><Shsj>2026-07-11</Shsj><Shyj>核验单缺章</Shyj><Shjg>0</Shjg><Czlx>1</Czlx></Gjsh>"
            .to_owned();
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    send_filing(&mut ledger, "D2", FILING + 1);
    let records = [result(1, "1000000000", &[(1002, "")])];
    assert!(
        ingest(
            &mut ledger,
            "a.xml",
            &results(&records, std::slice::from_ref(&bare))
        )
        .is_clean()
    );
    let opinion = outcome_of(&ledger, "D1")
        .latest
        .opinion(beian::order::Lang::Zh)
        .unwrap();
    assert!(opinion.contains("核验单缺章"), "{opinion}");
    let line = ingest(&mut ledger, "b.xml", &results(&[], &[bare]));
    assert_eq!(line.unmatched, 1, "no result in this file says whose it is");
}

#[test]
fn a_refusal_older_than_the_approval_is_outdated_and_a_newer_one_contradicts_it() {
    for (refused, state) in [
        ("2026-07-10 09:00:00", State::Approved),
        ("2026-07-12 09:00:00", State::AwaitingDecision),
    ] {
        let mut ledger = ledger();
        send_filing(&mut ledger, "D1", FILING);
        let approval = [opinion(1, FILING, true, "2026-07-11 09:00:00")];
        ingest(
            &mut ledger,
            "a.xml",
            &results(&[result(1, "1000000000", &[(1001, "")])], &approval),
        );
        let refusal = [opinion(1, FILING, false, refused)];
        ingest(
            &mut ledger,
            "b.xml",
            &results(&[result(1, "1000000000", &[(1002, "")])], &refusal),
        );
        assert_eq!(state_of(&ledger, "D1"), state, "{refused}");
    }
}

#[test]
fn an_answer_without_bs_belongs_to_the_only_order_of_its_kind_that_waits() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "", &[(1004, "")])], &[]),
    );
    let latest = outcome_of(&ledger, "D1").latest;
    assert_eq!(latest.state, State::ReturnedToCarrier);
    assert!(latest.note.unwrap().en.contains("inferred"));
    send_filing(&mut ledger, "D2", FILING + 1);
    send_filing(&mut ledger, "D3", FILING + 2);
    assert_eq!(
        ingest(
            &mut ledger,
            "b.xml",
            &results(&[result(1, "", &[(1004, "")])], &[])
        )
        .unmatched,
        1
    );
}

#[test]
fn a_late_answer_to_an_earlier_attempt_does_not_move_the_new_one() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", FILING);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1004, "")])], &[]),
    );
    register(&mut ledger, "D1", Kind::NewFiling, "mended");
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[result(1, "1000000000", &[(1015, "")])], &[]),
    );
    let outcome = outcome_of(&ledger, "D1");
    assert_eq!(
        (outcome.latest.number, outcome.latest.state),
        (2, State::Draft)
    );
    assert_eq!(outcome.earlier[0].codes.len(), 2);
}

#[test]
fn a_file_is_settled_when_every_order_of_it_is_decided() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    ready(&mut ledger, "D2", Kind::NewFiling);
    send(
        &mut ledger,
        &[("D1", filing_keys(FILING)), ("D2", filing_keys(FILING + 1))],
    );
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1004, "")])], &[]),
    );
    assert_eq!(ledger.files().unwrap()[0].state, FileState::Accepted);
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[result(1, "1000000001", &[(1004, "")])], &[]),
    );
    assert_eq!(ledger.files().unwrap()[0].state, FileState::Settled);
}
