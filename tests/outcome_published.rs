//! Published filings complete the orders that asked for them, and teach their numbers.

mod ledger_support;

use beian::codes::Codes;
use beian::ledger::{Key, KeyTag, State};
use beian::order::{Kind, Object};
use beian::outcome;
use ledger_support::*;

/// A filing as published: the subject's own id, and the own ids of its sites and of the first site's access. 0 leaves
/// an id out.
fn published(subject: u64, sites: &[u64], access: u64) -> Vec<u8> {
    let own = |tag: &str, id: u64| match id {
        0 => String::new(),
        id => format!("<{tag}>{id}</{tag}>"),
    };
    let sites: String = (1..)
        .zip(sites)
        .map(|(position, site)| {
            format!(
                "<Wz_xx>{}<Wzid>88{position}</Wzid><Baxh>{SUBJECT_NUMBER}-{position}</Baxh>\
                 <Jr_xx>{}<Jrid>99{position}</Jrid></Jr_xx></Wz_xx>",
                own("IspWzid", *site),
                own("IspJrid", if position == 1 { access } else { 0 }),
            )
        })
        .collect();
    let subject = own("IspZtid", subject);
    document(&format!(
        "<ICP><BASJ><Baxx><Zt_xx>{subject}<Ztid>77</Ztid><Baxh>{SUBJECT_NUMBER}</Baxh></Zt_xx>{sites}</Baxx></BASJ></ICP>"
    ))
}

#[test]
fn an_approved_filing_is_completed_and_its_numbers_are_learned() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1001, "")])], &[]),
    );
    let line = ingest(
        &mut ledger,
        "b.xml",
        &published(1_000_000_000, &[2_000_000_000], 0),
    );
    assert!(line.is_clean());
    let latest = outcome_of(&ledger, "D1").latest;
    assert_eq!((latest.state, latest.note), (State::Completed, None));
    assert_eq!(latest.filing_number.as_deref(), Some(SUBJECT_NUMBER));
    let site = latest
        .ids
        .iter()
        .find(|ids| ids.object == Object::Site(1))
        .unwrap();
    assert_eq!((site.own, site.bureau), (Some(2_000_000_000), Some(881)));
    assert_eq!(site.filing_number, Some(format!("{SUBJECT_NUMBER}-1")));
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn a_publication_before_any_result_completes_the_order_with_a_note_and_the_result_may_follow() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &published(1_000_000_000, &[2_000_000_000], 0),
    );
    let latest = outcome_of(&ledger, "D1").latest;
    assert_eq!(latest.state, State::Completed);
    assert!(latest.note.unwrap().en.contains("no result"));
    assert!(
        ingest(
            &mut ledger,
            "b.xml",
            &results(&[result(1, "1000000000", &[(1001, "")])], &[])
        )
        .is_clean()
    );
    assert_eq!(state_of(&ledger, "D1"), State::Completed);
}

#[test]
fn new_sites_are_completed_when_the_last_of_them_is_published() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000, 2_000_000_001]);
    ingest(&mut ledger, "a.xml", &published(0, &[2_000_000_000], 0));
    assert_eq!(state_of(&ledger, "W1"), State::UnderReview);
    ingest(
        &mut ledger,
        "b.xml",
        &published(0, &[2_000_000_000, 2_000_000_001], 0),
    );
    let latest = outcome_of(&ledger, "W1").latest;
    assert_eq!(latest.state, State::Completed);
    assert_eq!(latest.filing_number, Some(format!("{SUBJECT_NUMBER}-1")));
}

#[test]
fn one_publication_may_complete_several_orders() {
    let mut ledger = ledger();
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    send_access(&mut ledger, "J1", 4_000_000_000);
    let line = ingest(
        &mut ledger,
        "a.xml",
        &published(0, &[2_000_000_000], 4_000_000_000),
    );
    assert_eq!((line.records, line.matched), (1, 1));
    assert_eq!(
        (state_of(&ledger, "W1"), state_of(&ledger, "J1")),
        (State::Completed, State::Completed)
    );
}

#[test]
fn a_filing_of_another_system_is_kept() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    let line = ingest(&mut ledger, "a.xml", &published(0, &[0], 0));
    assert_eq!((line.matched, line.unmatched), (0, 1));
    assert_eq!(state_of(&ledger, "D1"), State::UnderReview);
}

#[test]
fn a_refused_filing_that_is_published_all_the_same_is_left_to_a_person() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(1004, "")])], &[]),
    );
    ingest(
        &mut ledger,
        "b.xml",
        &published(1_000_000_000, &[2_000_000_000], 0),
    );
    assert_eq!(state_of(&ledger, "D1"), State::AwaitingDecision);
}

#[test]
fn a_refusal_after_completion_concerns_the_record_and_not_the_order() {
    let mut ledger = ledger();
    send_filing(&mut ledger, "D1", 1_000_000_000);
    ingest(
        &mut ledger,
        "a.xml",
        &published(1_000_000_000, &[2_000_000_000], 0),
    );
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[], &[opinion(1, 1_000_000_000, false, "2026-07-20")]),
    );
    let latest = outcome_of(&ledger, "D1").latest;
    assert_eq!(latest.state, State::Completed);
    assert!(latest.note.unwrap().en.contains("concerns the record"));
}

#[test]
fn orders_of_one_subject_are_told_each_with_its_own_state() {
    let mut ledger = ledger();
    ready(&mut ledger, "B1", Kind::Change);
    let subject = || Key::new(Object::Subject, KeyTag::Ztbah, SUBJECT_NUMBER);
    send(&mut ledger, &[("B1", vec![subject()])]);
    send_sites(&mut ledger, "W1", &[2_000_000_000]);
    let answers = [
        result(4, SUBJECT_NUMBER, &[(1001, "")]),
        result(2, SUBJECT_NUMBER, &[(1020, "")]),
    ];
    ingest(&mut ledger, "a.xml", &results(&answers, &[]));
    send_sites(&mut ledger, "W2", &[2_000_000_001]);
    ingest(&mut ledger, "b.xml", &published(0, &[0], 0));
    let found = outcome::find(&ledger, SUBJECT_NUMBER, Codes::bundled(), at(12, 9)).unwrap();
    assert_eq!(found.filings.len(), 1);
    let states: Vec<(&str, State)> = { found.orders.iter() }
        .map(|order| (order.order.as_str(), order.latest.state))
        .collect();
    // The change is through, one new site was sent back, another is with the bureau.
    assert_eq!(
        states,
        [
            ("B1", State::Approved),
            ("W1", State::ReturnedToCustomer),
            ("W2", State::UnderReview),
        ]
    );
}
