//! The same order is never sent twice, and what the bureau has is not edited.

mod ledger_support;

use beian::ledger::{Checked, Error, Registered, Selection, State};
use beian::order::{Finding, Kind, Privacy, Severity};
use ledger_support::*;

#[test]
fn a_new_number_is_a_first_attempt_and_read_again_it_is_the_same_attempt() {
    let mut ledger = ledger();
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "a"),
        Registered::New { attempt: 1 }
    );
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "a"),
        Registered::Open {
            attempt: 1,
            state: State::Draft
        }
    );
}

#[test]
fn a_number_that_stands_twice_in_a_batch_counts_once() {
    let mut ledger = ledger();
    let batch = [
        registration("D1", Kind::NewFiling, "a"),
        registration("D1", Kind::NewFiling, "b"),
    ];
    let answers = ledger.register(&batch, at(10, 1)).unwrap();
    assert_eq!(
        answers,
        [Registered::New { attempt: 1 }, Registered::Duplicate]
    );
    assert_eq!(ledger.orders(Selection::All).unwrap().len(), 1);
}

#[test]
fn an_order_that_failed_the_checks_is_mended_as_a_further_attempt() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    check(&mut ledger, "D1", State::CheckFailed);
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "b"),
        Registered::New { attempt: 2 }
    );
    assert_eq!(outcome_of(&ledger, "D1").earlier.len(), 1);
}

#[test]
fn what_is_packed_or_sent_is_neither_sent_again_nor_edited() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    let file = build(&mut ledger, &[("D1", filing_keys(1_000_000_000))]);
    for state in [State::Packed, State::UnderReview] {
        if state == State::UnderReview {
            ledger.begin_sending(&file, "hash", at(10, 2)).unwrap();
            ledger.accepted(&file, at(10, 2)).unwrap();
        }
        assert_eq!(
            register(&mut ledger, "D1", Kind::NewFiling, "D1"),
            Registered::InFlight { state }
        );
        assert_eq!(
            register(&mut ledger, "D1", Kind::NewFiling, "other"),
            Registered::EditRefused { state }
        );
    }
}

#[test]
fn a_refused_order_is_sent_again_only_with_another_content() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1004, "")])], &[]),
    );
    let state = State::ReturnedToCarrier;
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "D1"),
        Registered::Settled { state }
    );
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "mended"),
        Registered::New { attempt: 2 }
    );
}

#[test]
fn an_order_to_be_sent_again_later_goes_on_unchanged_and_answers_to_its_first_upload_do_not_count()
{
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1052, "")])], &[]),
    );
    assert_eq!(
        register(&mut ledger, "D1", Kind::NewFiling, "D1"),
        Registered::Open {
            attempt: 1,
            state: State::AwaitingRetry
        }
    );
    check(&mut ledger, "D1", State::Ready);
    send(&mut ledger, &[("D1", filing_keys(1_000_000_000))]);
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[result(1, "1000000000", &[(1001, "")])], &[]),
    );
    assert_eq!(state_of(&ledger, "D1"), State::Approved);
}

#[test]
fn a_move_that_no_rule_allows_is_refused_and_changes_nothing() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    register(&mut ledger, "D2", Kind::NewFiling, "a");
    let verdict = |order, state| Checked {
        order,
        state,
        note: None,
        findings: &[],
    };
    let error = ledger
        .checked(
            &[verdict("D2", State::Ready), verdict("D1", State::Approved)],
            at(10, 1),
        )
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transition {
                from: State::Draft,
                to: State::Approved,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(
        state_of(&ledger, "D2"),
        State::Draft,
        "a batch is one transaction"
    );
}

#[test]
fn findings_are_kept_with_their_cells_and_replaced_by_the_next_check() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    let finding = Finding {
        order: Some("D1".into()),
        rule: "domain-suffix".into(),
        severity: Severity::Error,
        code: Some(1004),
        place: cell("D7"),
        field: "域名".into(),
        tag: "XZBA/Baxx/Wz_xx/Ym_xx/Ym".into(),
        value: Some("example.invalid".into()),
        privacy: Privacy::Open,
        message: text("no such suffix"),
        remedy: text("write the domain"),
    };
    let verdict = Checked {
        order: "D1",
        state: State::CheckFailed,
        note: None,
        findings: std::slice::from_ref(&finding),
    };
    ledger
        .checked(std::slice::from_ref(&verdict), at(10, 1))
        .unwrap();
    ledger.checked(&[verdict], at(10, 1)).unwrap();
    let latest = outcome_of(&ledger, "D1").latest;
    assert_eq!(latest.codes.len(), 1);
    assert_eq!(latest.codes[0].code, Some(1004));
    let line = outcome_of(&ledger, "D1").to_json(beian::order::Lang::En);
    assert_eq!(
        line["codes"][0]["message"],
        "orders/batch.xlsx 订单!D7: no such suffix"
    );
    assert_eq!(line["state"], "check_failed");
}
