//! The carrier's own ids: one object, one id, for the life of its order.

mod ledger_support;

use beian::ledger::Error;
use beian::order::{Kind, Object};
use ledger_support::*;

#[test]
fn every_kind_of_object_has_a_range_of_its_own() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    let objects = [
        Object::Subject,
        Object::Site(1),
        Object::Domain(1, 1),
        Object::Access(1, 1),
        Object::Ip(1, 1, 1),
    ];
    let ids = ledger
        .allocate(&objects.map(|object| ("D1", object)))
        .unwrap();
    assert_eq!(
        ids,
        [
            1_000_000_000,
            2_000_000_000,
            3_000_000_000,
            4_000_000_000,
            5_000_000_000
        ]
    );
}

#[test]
fn an_object_keeps_its_id_and_no_other_object_gets_it() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewFiling, "a");
    register(&mut ledger, "D2", Kind::NewFiling, "a");
    let ask = [
        ("D1", Object::Site(1)),
        ("D1", Object::Site(2)),
        ("D2", Object::Site(1)),
    ];
    let ids = ledger.allocate(&ask).unwrap();
    assert_eq!(ids, [2_000_000_000, 2_000_000_001, 2_000_000_002]);
    check(&mut ledger, "D1", beian::ledger::State::CheckFailed);
    register(&mut ledger, "D1", Kind::NewFiling, "mended");
    assert_eq!(ledger.allocate(&ask).unwrap(), ids);
}

#[test]
fn a_new_access_asks_for_another_id_with_every_attempt() {
    let mut ledger = ledger();
    register(&mut ledger, "D1", Kind::NewAccess, "a");
    let ask = [("D1", Object::Access(1, 1))];
    let first = ledger.allocate(&ask).unwrap();
    assert_eq!(ledger.allocate(&ask).unwrap(), first);
    register(&mut ledger, "D1", Kind::NewAccess, "b");
    assert_ne!(ledger.allocate(&ask).unwrap(), first);
}

#[test]
fn a_site_that_the_bureau_says_it_has_gets_another_id() {
    let mut ledger = ledger();
    ready(&mut ledger, "D1", Kind::NewFiling);
    let ask = [("D1", Object::Subject), ("D1", Object::Site(1))];
    let first = ledger.allocate(&ask).unwrap();
    send(&mut ledger, &[("D1", filing_keys(first[0]))]);
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, &first[0].to_string(), &[(1037, "")])], &[]),
    );
    register(&mut ledger, "D1", Kind::NewFiling, "mended");
    let second = ledger.allocate(&ask).unwrap();
    assert_eq!(second[0], first[0], "the subject keeps its id");
    assert_ne!(second[1], first[1]);
}

#[test]
fn an_unknown_order_gets_no_id() {
    let error = ledger().allocate(&[("D9", Object::Subject)]).unwrap_err();
    assert!(matches!(error, Error::UnknownOrder(number) if number == "D9"));
}
