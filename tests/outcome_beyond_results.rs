//! Answers beyond results and publications: cancellations, reports, the blacklist, full copies, and orders to which the
//! interface has no answer at all.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use beian::ledger::mirror::{Difference, RecordKey, RecordKind, RecordState};
use beian::ledger::{BlacklistKey, Key, KeyTag, Ledger, Registration, State, TaskList};
use beian::order::{Kind, Object, Operation};
use beian::outcome;
use ledger_support::*;

fn send_with(ledger: &mut Ledger, number: &str, kind: Kind, keys: &[(Object, KeyTag, &str)]) {
    ready(ledger, number, kind);
    let keys = { keys.iter() }.map(|(object, tag, value)| Key::new(*object, *tag, value));
    send(ledger, &[(number, keys.collect())]);
}

/// A report of these records, each with its carrier's id.
fn report(ledger: &mut Ledger, number: &str, kind: Kind, operation: Operation, keys: &[Key]) {
    let report = Registration {
        operation: Some(operation),
        ..registration(number, kind, number)
    };
    ledger.register(&[report], at(10, 1)).unwrap();
    check(ledger, number, State::Ready);
    send(ledger, &[(number, keys.to_vec())]);
}

fn in_icp(body: &str) -> Vec<u8> {
    document(&format!("<ICP>{body}</ICP>"))
}

fn filing(name: &str) -> String {
    format!(
        "<Baxx><Zt_xx><Ztid>77</Ztid><Dwmc>{name}</Dwmc><Baxh>{SUBJECT_NUMBER}</Baxh></Zt_xx><Wz_xx><Wzid>881</Wzid>\
         <Jr_xx><Jrid>991</Jrid><Ispid>320000000001</Ispid></Jr_xx><Baxh>{SUBJECT_NUMBER}-1</Baxh></Wz_xx></Baxx>"
    )
}

fn published(name: &str) -> Vec<u8> {
    in_icp(&format!("<BASJ>{}</BASJ>", filing(name)))
}

fn cancelled(category: u32, id: u32) -> Vec<u8> {
    let record = format!("<Zxxx><Zxlb>{category}</Zxlb><Jlid>{id}</Jlid></Zxxx>");
    in_icp(&format!("<ZXSJ>{record}</ZXSJ>"))
}

#[test]
fn a_cancellation_that_comes_completes_the_order_of_its_own_category_and_no_other() {
    for (category, id, order) in [(0, 77, "Q0"), (1, 881, "Q1"), (2, 991, "Q2")] {
        let mut ledger = ledger();
        ingest(&mut ledger, "basj", &published("青杉溪"));
        let (subject, site, access) = (Object::Subject, Object::Site(1), Object::Access(1, 1));
        send_with(
            &mut ledger,
            "Q0",
            Kind::CancelSubject,
            &[(subject, KeyTag::Ztid, "77")],
        );
        send_with(
            &mut ledger,
            "Q1",
            Kind::CancelSite,
            &[(site, KeyTag::Wzid, "881")],
        );
        send_with(
            &mut ledger,
            "Q2",
            Kind::CancelAccess,
            &[(access, KeyTag::Jrid, "991")],
        );
        assert!(ingest(&mut ledger, "zxsj", &cancelled(category, id)).is_clean());
        for other in ["Q0", "Q1", "Q2"] {
            let state = if other == order {
                State::Completed
            } else {
                State::UnderReview
            };
            assert_eq!(state_of(&ledger, other), state, "{other}");
        }
        let record = [RecordKind::Subject, RecordKind::Site, RecordKind::Access][category as usize];
        let filing = ledger
            .filings(RecordKey::Id(record, id.into()))
            .unwrap()
            .remove(0);
        let site = filing.sites().next().unwrap();
        let is_gone = |state| state == RecordState::Cancelled;
        assert_eq!(is_gone(filing.state), category == 0);
        assert_eq!(is_gone(site.state), category <= 1);
        assert!(ledger.tasks().unwrap().is_empty(), "it was asked for");
    }
}

#[test]
fn a_cancellation_that_no_order_asked_for_is_work_and_one_of_nothing_known_is_kept() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published("青杉溪"));
    assert!(ingest(&mut ledger, "a", &cancelled(1, 881)).is_clean());
    let tasks = ledger.tasks().unwrap();
    assert_eq!(tasks[0].task.list, TaskList::CancelledByBureau);
    assert!(tasks[0].task.title.zh.contains(SUBJECT_NUMBER));
    assert_eq!(ingest(&mut ledger, "b", &cancelled(0, 4711)).unmatched, 1);
    assert!(
        ledger
            .kept(None)
            .unwrap()
            .last()
            .unwrap()
            .raw
            .contains("4711")
    );
}

#[test]
fn a_cancellation_after_a_refusal_is_left_to_a_person_with_its_text() {
    let mut ledger = ledger();
    let site = [(Object::Site(1), KeyTag::Wzid, "881")];
    send_with(&mut ledger, "Q1", Kind::CancelSite, &site);
    ingest(
        &mut ledger,
        "a",
        &results(&[result(7, "881", &[(1030, "")])], &[]),
    );
    let line = ingest(&mut ledger, "b", &cancelled(1, 881));
    assert_eq!((line.matched, line.ambiguous), (0, 1));
    assert_eq!(state_of(&ledger, "Q1"), State::AwaitingDecision);
    let kept = ledger.kept(None).unwrap();
    assert_eq!(kept[0].candidates, ["Q1"]);
    assert!(kept[0].raw.starts_with("<Zxxx>"));
}

#[test]
fn an_order_without_an_answer_is_complete_on_the_next_day_unless_it_was_refused() {
    let mut ledger = ledger();
    let subject = |id| [(Object::Subject, KeyTag::Ztid, id)];
    send_with(&mut ledger, "H1", Kind::VerificationResult, &subject("77"));
    send_with(&mut ledger, "H2", Kind::VerificationResult, &subject("78"));
    send_with(&mut ledger, "U1", Kind::UnfiledSite, &[]);
    send_with(&mut ledger, "B1", Kind::Change, &subject("79"));
    let refusal = "<BAJG><Jg_xx><Jgxx><Jgdm>5006</Jgdm></Jgxx><Czlx>1</Czlx></Jg_xx></BAJG>";
    ingest(&mut ledger, "a", &in_icp(refusal));
    assert_eq!(
        outcome::settle_unanswered(&mut ledger, at(10, 23)).unwrap(),
        0,
        "the same day"
    );
    assert_eq!(
        outcome::settle_unanswered(&mut ledger, at(11, 1)).unwrap(),
        2
    );
    for (order, state) in [
        ("H1", State::Completed),
        ("H2", State::Completed),
        ("U1", State::ReturnedToCarrier),
        ("B1", State::UnderReview),
    ] {
        assert_eq!(state_of(&ledger, order), state, "{order}");
    }
    let note = outcome_of(&ledger, "H1").latest.note.unwrap();
    assert!(note.en.contains("has no result"), "{}", note.en);
}

#[test]
fn a_report_that_succeeds_is_complete_and_its_record_is_known_by_the_bureaus_id() {
    let mut ledger = ledger();
    let record = Object::Record(1);
    let keys = [
        Key::new(record, KeyTag::IspId, 6_000_000_001_u64),
        Key::new(record, KeyTag::Qsip, 1_998_000_000_u64),
        Key::new(record, KeyTag::Zzip, 1_998_000_255_u64),
    ];
    report(&mut ledger, "LY", Kind::IpSource, Operation::Add, &keys);
    let answer = "<IP><BAJG><Lyjg><Jgxx><Jgdm>2998</Jgdm></Jgxx><Id>91</Id><Czlx>1</Czlx><IspId>6000000001</IspId></Lyjg></BAJG></IP>";
    assert!(ingest(&mut ledger, "a", &document(answer)).is_clean());
    assert_eq!(state_of(&ledger, "LY"), State::Completed);
    let known = ledger
        .filings(RecordKey::Id(RecordKind::IpSource, 91))
        .unwrap();
    assert_eq!(known[0].own, Some(6_000_000_001));
    assert_eq!(known[0].fields.first("Qsip"), Some("1998000000"));
}

#[test]
fn a_report_that_fails_names_the_ranges_in_its_way() {
    let mut ledger = ledger();
    let keys = [Key::new(
        Object::Record(1),
        KeyTag::IspId,
        6_000_000_001_u64,
    )];
    report(&mut ledger, "FP", Kind::IpAllocation, Operation::Add, &keys);
    let answer = "<IP><BAJG><Fpjg><Jgxx><Jgdm>2002</Jgdm><Xgsj><Id>9</Id><Qsip>1998000000</Qsip><Zzip>1998000255</Zzip></Xgsj></Jgxx>\
        <Czlx>1</Czlx><IspId>6000000001</IspId></Fpjg></BAJG></IP>";
    assert!(ingest(&mut ledger, "a", &document(answer)).is_clean());
    let latest = outcome_of(&ledger, "FP").latest;
    assert_eq!(latest.state, State::ReturnedToCarrier);
    let message = &latest.codes[0].message.zh;
    assert!(message.contains("119.23.15.128-119.23.16.127"), "{message}");
}

#[test]
fn a_change_and_a_deletion_of_one_reported_record_are_told_apart_by_what_the_answer_says() {
    let mut ledger = ledger();
    let key = [Key::new(Object::Record(1), KeyTag::Id, 95_u64)];
    report(
        &mut ledger,
        "change",
        Kind::DomainReport,
        Operation::Modify,
        &key,
    );
    report(
        &mut ledger,
        "deletion",
        Kind::DomainReport,
        Operation::Delete,
        &key,
    );
    let answer = |operation, code| {
        let record = format!(
            "<Jg_xx><Jgxx><Jgdm>{code}</Jgdm></Jgxx><Id>95</Id><Czlx>{operation}</Czlx></Jg_xx>"
        );
        document(&format!("<YM><BAJG>{record}</BAJG></YM>"))
    };
    assert!(ingest(&mut ledger, "a", &answer(3, 3998)).is_clean());
    assert_eq!(state_of(&ledger, "deletion"), State::Completed);
    assert_eq!(state_of(&ledger, "change"), State::UnderReview);
    assert!(ingest(&mut ledger, "b", &answer(2, 3005)).is_clean());
    assert_eq!(state_of(&ledger, "change"), State::ReturnedToCarrier);
}

#[test]
fn the_blacklist_grows_and_shrinks_as_the_bureau_says() {
    let mut ledger = ledger();
    let subject = |change| {
        format!(
            "<Zthmdxxs><Zt_xx><Dwmc>青杉溪</Dwmc><Zj><Zjlx>1</Zjlx><Zjhm>91320100ma00000072</Zjhm></Zj></Zt_xx><Czlx>{change}</Czlx></Zthmdxxs>"
        )
    };
    let site = |change| {
        format!(
            "<Wzhmdxxs><Wz_xx><Wzmc>青杉</Wzmc><Ym_xx><Ym>Caipiao.cn</Ym></Ym_xx></Wz_xx><Czlx>{change}</Czlx></Wzhmdxxs>"
        )
    };
    let mut take_in = |name: &str, entries: String| {
        let line = ingest(
            &mut ledger,
            name,
            &in_icp(&format!("<HMDLB>{entries}</HMDLB>")),
        );
        assert!(line.is_clean(), "{line:?}");
        let listed = |key| ledger.is_blacklisted(&key).unwrap();
        (
            listed(BlacklistKey::Subject("91320100 MA00000072".to_owned())),
            listed(BlacklistKey::Domain("www.caipiao.cn".to_owned())),
            listed(BlacklistKey::Domain("notcaipiao.cn".to_owned())),
        )
    };
    assert_eq!(take_in("a", subject(0) + &site(0)), (true, true, false));
    assert_eq!(take_in("b", subject(1)), (true, true, false));
    assert_eq!(take_in("c", subject(2)), (false, true, false));
    assert_eq!(take_in("d", site(2)), (false, false, false));
}

fn copy(filings: &str) -> Vec<u8> {
    document(&format!("<SJTB><ICP>{filings}</ICP></SJTB>"))
}

fn differences(ledger: &Ledger) -> Vec<Difference> {
    ledger.differences(at(10, 1).date_naive()).unwrap()
}

#[test]
fn a_full_copy_into_an_empty_ledger_differs_in_nothing() {
    let mut ledger = ledger();
    assert!(ingest(&mut ledger, "a", &copy(&filing("青杉溪"))).is_clean());
    assert_eq!(differences(&ledger), []);
    let known = RecordKey::Number(SUBJECT_NUMBER);
    assert_eq!(ledger.filings(known).unwrap()[0].id, 77);
}

#[test]
fn a_full_copy_takes_the_ledgers_place_and_tells_where_it_differed() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published("青杉溪"));
    let other = filing("青杉溪科技").replace("<Jrid>991</Jrid>", "<Jrid>992</Jrid>");
    assert!(ingest(&mut ledger, "a", &copy(&other)).is_clean());
    let told: Vec<_> = { differences(&ledger).into_iter() }
        .map(|found| {
            (
                found.kind,
                found.id,
                found.field,
                found.ours.is_some(),
                found.theirs.is_some(),
            )
        })
        .collect();
    assert!(
        told.contains(&(RecordKind::Subject, 77, "Zt_xx/Dwmc".to_owned(), true, true)),
        "{told:?}"
    );
    assert!(
        told.contains(&(RecordKind::Access, 991, String::new(), true, false)),
        "{told:?}"
    );
    assert!(
        told.contains(&(RecordKind::Access, 992, String::new(), false, true)),
        "{told:?}"
    );
    let now = ledger
        .filings(RecordKey::Number(SUBJECT_NUMBER))
        .unwrap()
        .remove(0);
    assert_eq!(now.name(), "青杉溪科技");
}

#[test]
fn what_a_full_copy_does_not_hold_is_missing_at_the_bureau() {
    let mut ledger = ledger();
    ingest(&mut ledger, "basj", &published("青杉溪"));
    ingest(
        &mut ledger,
        "a",
        &copy("<Baxx><Zt_xx><Ztid>78</Ztid></Zt_xx></Baxx>"),
    );
    let missing = ledger
        .filings(RecordKey::Id(RecordKind::Subject, 77))
        .unwrap()
        .remove(0);
    assert_eq!(missing.state, RecordState::Missing);
    let told = differences(&ledger);
    assert!(
        told.iter()
            .any(|found| found.id == 77 && found.theirs.is_none()),
        "{told:?}"
    );
}
