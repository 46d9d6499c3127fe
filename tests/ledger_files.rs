//! Files and sequence numbers: none is reused, none skipped, and nothing is sent past an unknown outcome.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use beian::ledger::{Error, FileState, Settlement, State};
use beian::order::Kind;
use ledger_support::*;

fn sequence_of(ledger: &beian::ledger::Ledger, name: &str) -> (FileState, Option<u32>) {
    let file = ledger
        .files()
        .unwrap()
        .into_iter()
        .find(|file| file.name == name)
        .unwrap();
    (file.state, file.sequence)
}

#[test]
fn a_name_is_letters_and_digits_and_given_out_once() {
    let mut ledger = ledger();
    let date = at(10, 1).date_naive();
    let first = ledger
        .next_file_name(320_000_000_001, "XZBA", date)
        .unwrap();
    let second = ledger
        .next_file_name(320_000_000_001, "XZBA", date)
        .unwrap();
    assert_eq!(first, "32000000000120260710XZBA000001.xml");
    assert_ne!(first, second);
    assert!(
        second
            .strip_suffix(".xml")
            .unwrap()
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric())
    );
}

#[test]
fn a_sequence_number_is_used_by_the_file_that_the_bureau_took() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    ready(&mut ledger, "D2", Kind::NewFiling);
    let first = build(&mut ledger, &[("D1", vec![])]);
    let second = build(&mut ledger, &[("D2", vec![])]);
    assert_eq!(ledger.begin_sending(&first, "hash", at(10, 2)).unwrap(), 1);
    ledger.not_accepted(&first, Some(15), Some("稍后")).unwrap();
    assert_eq!(sequence_of(&ledger, &first), (FileState::Built, None));
    assert_eq!(state_of(&ledger, "D1"), State::Packed);
    assert_eq!(ledger.begin_sending(&second, "hash", at(10, 2)).unwrap(), 1);
    ledger.accepted(&second, at(10, 2)).unwrap();
    assert_eq!(ledger.begin_sending(&first, "hash", at(10, 2)).unwrap(), 2);
    ledger.accepted(&first, at(10, 2)).unwrap();
    assert_eq!(sequence_of(&ledger, &first), (FileState::Accepted, Some(2)));
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn an_unknown_outcome_forbids_every_further_upload_to_that_bureau_until_it_is_settled() {
    for settlement in [Settlement::Accepted, Settlement::NotAccepted] {
        let mut ledger = ledger();
        ready(&mut ledger, "D1", Kind::NewFiling);
        ready(&mut ledger, "D2", Kind::NewFiling);
        let first = build(&mut ledger, &[("D1", vec![])]);
        let second = build(&mut ledger, &[("D2", vec![])]);
        ledger.begin_sending(&first, "hash", at(10, 2)).unwrap();
        assert!(matches!(
            ledger.begin_sending(&second, "hash", at(10, 2)),
            Err(Error::Unsettled { .. })
        ));
        ledger.unknown(&first, Some("time-out")).unwrap();
        assert!(matches!(
            ledger.begin_sending(&second, "hash", at(10, 2)),
            Err(Error::Unsettled { .. })
        ));
        assert_eq!(
            ledger.sequences().unwrap()[0].unknown.as_ref(),
            Some(&first)
        );
        ledger
            .settle_unknown(&first, settlement, "asked the bureau", at(10, 3))
            .unwrap();
        let arrived = settlement == Settlement::Accepted;
        assert_eq!(
            state_of(&ledger, "D1"),
            if arrived {
                State::UnderReview
            } else {
                State::Packed
            }
        );
        assert_eq!(
            ledger.begin_sending(&second, "hash", at(10, 3)).unwrap(),
            if arrived { 2 } else { 1 }
        );
        assert_eq!(ledger.check().unwrap(), []);
    }
}

#[test]
fn a_step_out_of_turn_is_refused() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    let file = build(&mut ledger, &[("D1", vec![])]);
    assert!(matches!(
        ledger.accepted(&file, at(10, 2)),
        Err(Error::FileState { .. })
    ));
    assert!(matches!(
        ledger.unknown(&file, None),
        Err(Error::FileState { .. })
    ));
    assert!(matches!(
        ledger.begin_sending("lost.xml", "hash", at(10, 2)),
        Err(Error::UnknownFile(_))
    ));
}

#[test]
fn an_order_is_packed_once_and_only_when_it_is_ready() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    register(&mut ledger, "D2", Kind::NewFiling, "a");
    build(&mut ledger, &[("D1", vec![])]);
    for number in ["D1", "D2"] {
        let file = beian::ledger::BuiltFile {
            name: "again.xml".to_owned(),
            bureau: BUREAU.to_owned(),
            family: "XZBA".to_owned(),
            bytes: 1,
            sha256: beian::ledger::ContentHash::of(b""),
            orders: vec![beian::ledger::PackedOrder {
                number: number.to_owned(),
                records: 1,
                keys: vec![],
            }],
        };
        assert!(
            matches!(
                ledger.record_built_file(&file, at(10, 2)),
                Err(Error::Transition { .. })
            ),
            "{number}"
        );
    }
    assert_eq!(
        ledger.files().unwrap().len(),
        1,
        "a refused file leaves no trace"
    );
}

#[test]
fn short_messages_are_awaited_where_they_apply() {
    let mut ledger = ledger();
    let mut order = registration("D1", Kind::NewFiling, "a");
    order.sms = true;
    ledger.register(&[order], at(10, 1)).unwrap();
    check(&mut ledger, "D1", State::Ready);
    send(&mut ledger, &[("D1", vec![])]);
    assert_eq!(state_of(&ledger, "D1"), State::AwaitingSms);
}
