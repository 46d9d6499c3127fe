//! The picture of the bureau's records: how publications and cancellations change it, and how it is found.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use beian::ledger::mirror::{Extent, Names, Record, RecordKey, RecordKind, RecordState, Target};
use beian::ledger::{
    Answers, BlacklistKey, ContentHash, Import, Key, KeyTag, Ledger, Oddity, Served, Tally,
};
use beian::order::{FilingNumber, Kind, Object};
use ledger_support::*;

const CARRIER: u64 = 320_000_000_001;
const OTHER: u64 = 320_000_000_002;

/// Lets an answer file of this name change the records.
fn answer<T>(ledger: &mut Ledger, name: &str, act: impl FnOnce(&Answers<'_>) -> T) -> T {
    let import = ledger
        .import(name, ContentHash::of(name.as_bytes()), at(11, 1))
        .unwrap();
    let Import::New(answers) = import else {
        panic!("{name} was taken in before")
    };
    let result = act(&answers);
    answers.finish(&Tally::default()).unwrap();
    result
}

fn part(kind: RecordKind, id: u64, values: &[(&str, &str)]) -> Record {
    let mut record = Record::new(kind, id);
    for (path, value) in values {
        record.fields.add(path, *value);
    }
    record
}

fn access(id: u64, carrier: u64, ranges: &[u64]) -> Record {
    let mut access = part(RecordKind::Access, id, &[]);
    access.carrier = Some(carrier);
    access.parts = ranges
        .iter()
        .map(|id| {
            let address = (1_998_000_000 + id).to_string();
            let values = [
                ("Wz_xx/Jr_xx/Ip_xx/Qsip", address.as_str()),
                ("Wz_xx/Jr_xx/Ip_xx/Zzip", address.as_str()),
            ];
            part(RecordKind::Ip, *id, &values)
        })
        .collect();
    access
}

/// A site with these domains (each id stands for `site<id>.cn`) and accesses.
fn site(id: u64, position: u32, domains: &[u64], accesses: Vec<Record>) -> Record {
    let mut site = part(RecordKind::Site, id, &[("Wz_xx/Wzmc", "青杉溪")]);
    site.number = Some(format!("{SUBJECT_NUMBER}-{position}"));
    let domains = domains.iter().map(|id| {
        let name = format!("site{id}.cn");
        part(RecordKind::Domain, *id, &[("Wz_xx/Ym_xx/Ym", &name)])
    });
    site.parts = domains.chain(accesses).collect();
    site
}

/// Subject 77 with the certificate 91320100MA00000072.
fn subject(sites: Vec<Record>) -> Record {
    let values = [
        ("Zt_xx/Dwmc", "南京青杉溪科技有限公司"),
        ("Zt_xx/Zj/Zjhm", "91320100ma0000 0072"),
        ("Zt_xx/Txdz/Shengid", "320000"),
    ];
    let mut subject = part(RecordKind::Subject, 77, &values);
    subject.own = Some(1_000_000_000);
    subject.number = Some(SUBJECT_NUMBER.to_owned());
    subject.parts = sites;
    subject
}

fn two_sites() -> Record {
    subject(vec![
        site(
            881,
            1,
            &[1, 2],
            vec![access(991, CARRIER, &[11, 12]), access(992, OTHER, &[13])],
        ),
        site(882, 2, &[3], vec![access(993, CARRIER, &[14])]),
    ])
}

fn ledger_with(filing: &Record) -> Ledger {
    let mut ledger = ledger();
    answer(&mut ledger, "basj.xml", |answers| {
        answers.publish(filing).unwrap()
    });
    ledger
}

fn number(text: &str) -> FilingNumber {
    FilingNumber::parse(text).unwrap()
}

fn only(ledger: &Ledger) -> Record {
    let mut found = ledger
        .filings(RecordKey::Id(RecordKind::Subject, 77))
        .unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn a_filing_is_found_whole_by_everything_that_names_it() {
    let ledger = ledger_with(&two_sites());
    let site_number = "苏icp备 12345678号-2";
    for key in [
        RecordKey::Id(RecordKind::Subject, 77),
        RecordKey::Id(RecordKind::Site, 882),
        RecordKey::Id(RecordKind::Ip, 14),
        RecordKey::Own(1_000_000_000),
        RecordKey::Number(SUBJECT_NUMBER),
        RecordKey::Number(site_number),
        RecordKey::Domain("SITE3.cn"),
        RecordKey::Certificate("91320100MA00000072"),
    ] {
        assert_eq!(ledger.filings(key).unwrap(), [two_sites()], "{key:?}");
    }
    for key in [
        RecordKey::Id(RecordKind::Site, 77),
        RecordKey::Number("苏ICP备12345678号-3"),
        RecordKey::Domain("www.site3.cn"),
        RecordKey::Own(77),
    ] {
        assert_eq!(ledger.filings(key).unwrap(), [], "{key:?}");
    }
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn a_site_published_again_loses_what_it_no_longer_lists_and_other_sites_stay() {
    let mut ledger = ledger_with(&two_sites());
    let mut again = subject(vec![site(
        881,
        1,
        &[2, 4],
        vec![access(991, CARRIER, &[12])],
    )]);
    again.own = None;
    answer(&mut ledger, "again.xml", |answers| {
        answers.publish(&again).unwrap()
    });
    let filing = only(&ledger);
    assert_eq!(
        filing.own,
        Some(1_000_000_000),
        "an own id stays known when a publication leaves it out"
    );
    let states = |records: Vec<&Record>| -> Vec<(u64, bool)> {
        records.iter().map(|r| (r.id, r.is_live())).collect()
    };
    let first = filing.site(881).unwrap();
    assert_eq!(
        states(first.domains().collect()),
        [(1, false), (2, true), (4, true)]
    );
    assert_eq!(
        states(first.accesses().collect()),
        [(991, true), (992, false)]
    );
    let ranges = first.accesses().flat_map(Record::ranges).collect();
    assert_eq!(states(ranges), [(11, false), (12, true), (13, false)]);
    assert!(filing.site(882).unwrap().is_live());
}

#[test]
fn a_cancelled_site_takes_everything_below_it_along() {
    let mut ledger = ledger_with(&two_sites());
    let known = answer(&mut ledger, "zxsj.xml", |answers| {
        (
            answers.cancel(RecordKind::Site, 881).unwrap(),
            answers.cancel(RecordKind::Site, 881).unwrap(),
            answers.cancel(RecordKind::Site, 5).unwrap(),
        )
    });
    assert_eq!(known, (true, false, false));
    let filing = only(&ledger);
    assert_eq!(filing.state, RecordState::Filed);
    let site = filing.site(881).unwrap();
    assert_eq!(site.state, RecordState::Cancelled);
    assert!(!site.domains().any(Record::is_live));
    answer(&mut ledger, "last.xml", |answers| {
        answers.cancel(RecordKind::Site, 882).unwrap()
    });
    assert_eq!(only(&ledger).state, RecordState::Empty);
}

#[test]
fn what_has_lost_its_last_part_is_odd_until_it_has_one_again() {
    let odd = |ledger: &Ledger| -> Vec<(Oddity, u64)> {
        assert_eq!(ledger.check().unwrap(), []);
        let odd = ledger.odd_records().unwrap().into_iter();
        odd.map(|record| (record.oddity, record.id)).collect()
    };
    let mut ledger = ledger_with(&two_sites());
    assert_eq!(odd(&ledger), []);
    answer(&mut ledger, "without.xml", |answers| {
        let bare = site(882, 2, &[3], Vec::new());
        answers.publish(&subject(vec![bare])).unwrap();
    });
    assert_eq!(odd(&ledger), [(Oddity::EmptySite, 882)]);
    answer(&mut ledger, "one.xml", |answers| {
        answers.cancel(RecordKind::Site, 882).unwrap()
    });
    assert_eq!(odd(&ledger), []);
    answer(&mut ledger, "both.xml", |answers| {
        answers.cancel(RecordKind::Site, 881).unwrap()
    });
    assert_eq!(odd(&ledger), [(Oddity::EmptySubject, 77)]);
    answer(&mut ledger, "again.xml", |answers| {
        answers.publish(&two_sites()).unwrap()
    });
    assert_eq!(odd(&ledger), []);
}

#[test]
fn open_orders_show_in_the_state_of_what_they_change_or_cancel() {
    let mut ledger = ledger_with(&two_sites());
    ready(&mut ledger, "B1", Kind::Change);
    send(
        &mut ledger,
        &[("B1", vec![Key::new(Object::Subject, KeyTag::Ztid, 77)])],
    );
    assert_eq!(only(&ledger).state, RecordState::Changing);
    ready(&mut ledger, "Z1", Kind::CancelAccess);
    send(
        &mut ledger,
        &[(
            "Z1",
            vec![Key::new(Object::Access(1, 1), KeyTag::Jrid, 993)],
        )],
    );
    let filing = only(&ledger);
    let access = filing.site(882).unwrap().accesses().next().unwrap();
    assert_eq!(access.state, RecordState::Cancelling);
    assert!(access.is_live());
}

#[test]
fn a_snapshot_would_remove_the_domains_and_own_ranges_that_it_does_not_keep() {
    let ledger = ledger_with(&two_sites());
    let filing = only(&ledger);
    let kept = [(RecordKind::Domain, 1), (RecordKind::Ip, 11)];
    let left_out = filing
        .site(881)
        .unwrap()
        .left_out(CARRIER, |kind, id| kept.contains(&(kind, id)));
    let named: Vec<(RecordKind, u64, &str)> = left_out
        .iter()
        .map(|part| (part.kind, part.id, part.name.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            (RecordKind::Domain, 2, "site2.cn"),
            (RecordKind::Ip, 12, "119.23.15.140")
        ],
        "the range of the other carrier is not ours to list"
    );
}

#[test]
fn a_cancellation_finds_its_id_by_filing_number() {
    let ledger = ledger_with(&two_sites());
    let target = |kind, text: &str| {
        ledger
            .cancellation_target(kind, &number(text), CARRIER)
            .unwrap()
    };
    let second = format!("{SUBJECT_NUMBER}-2");
    assert_eq!(target(Kind::CancelSubject, SUBJECT_NUMBER), Target::One(77));
    assert_eq!(target(Kind::CancelSite, &second), Target::One(882));
    assert_eq!(
        target(Kind::CancelAccess, &format!("{SUBJECT_NUMBER}-1")),
        Target::One(991),
        "the access of another carrier is not meant"
    );
    assert_eq!(
        target(Kind::CancelSite, SUBJECT_NUMBER),
        Target::Several(vec![881, 882])
    );
    assert_eq!(target(Kind::CancelSubject, &second), Target::None);
    assert_eq!(
        target(Kind::CancelSite, "苏ICP备87654321号-1"),
        Target::None
    );
    let single = ledger_with(&subject(vec![site(881, 1, &[1], vec![])]));
    let target = single
        .cancellation_target(Kind::CancelSite, &number(SUBJECT_NUMBER), CARRIER)
        .unwrap();
    assert_eq!(target, Target::One(881), "the only site of its subject");
}

#[test]
fn a_scan_is_kept_once_and_found_by_its_hash() {
    let mut ledger = ledger();
    let hash = answer(&mut ledger, "a.xml", |answers| {
        answers.keep_scan(b"scan").unwrap();
        answers.keep_scan(b"scan").unwrap()
    });
    assert_eq!(
        ledger.scan(&hash.to_string()).unwrap().as_deref(),
        Some(b"scan".as_slice())
    );
    assert_eq!(ledger.scan("00").unwrap(), None);
}

#[test]
fn domains_may_be_served_when_they_are_filed_with_an_access_of_ours() {
    let mut filing = two_sites();
    filing
        .parts
        .push(site(883, 3, &[4], vec![access(994, OTHER, &[15])]));
    let mut ledger = ledger_with(&filing);
    let served = |ledger: &Ledger| -> Vec<(String, Served)> {
        let domains = ledger.served_domains(CARRIER).unwrap().into_iter();
        domains
            .map(|domain| (domain.domain, domain.served))
            .collect()
    };
    let names = ["site1.cn", "site2.cn", "site3.cn", "site4.cn"].map(str::to_owned);
    let states = [
        Served::Filed,
        Served::Filed,
        Served::Filed,
        Served::WithoutAccess,
    ];
    assert_eq!(
        served(&ledger),
        names.clone().into_iter().zip(states).collect::<Vec<_>>()
    );
    assert!(!Served::WithoutAccess.is_allowed());

    answer(&mut ledger, "zxsj.xml", |answers| {
        answers.cancel(RecordKind::Site, 882).unwrap();
        answers.cancel(RecordKind::Access, 991).unwrap();
        answers
            .blacklist(&BlacklistKey::Domain("site2.cn".into()), None, "")
            .unwrap();
    });
    let states = [
        Served::WithoutAccess,
        Served::Forbidden,
        Served::Cancelled,
        Served::WithoutAccess,
    ];
    assert_eq!(
        served(&ledger),
        names.into_iter().zip(states).collect::<Vec<_>>()
    );
}

#[test]
fn a_domain_of_an_access_that_passed_the_first_review_may_be_served() {
    let filing = subject(vec![site(883, 3, &[4], vec![access(994, OTHER, &[15])])]);
    let mut ledger = ledger_with(&filing);
    ready(&mut ledger, "J-1", Kind::NewAccess);
    let claims = vec![
        ("site", format!("{SUBJECT_NUMBER}-3").into()),
        ("access_domain", "shop.site4.cn".into()),
    ];
    ledger.claim(&[("J-1", claims)]).unwrap();
    let served: Vec<(String, Served)> = { ledger.served_domains(CARRIER).unwrap().into_iter() }
        .map(|domain| (domain.domain, domain.served))
        .collect();
    let expected =
        ["shop.site4.cn", "site4.cn"].map(|name| (name.to_owned(), Served::AccessUnderway));
    assert_eq!(served, expected);
}

#[test]
fn the_filings_of_a_batch_are_found_whole_with_a_few_queries() {
    let ledger = ledger_with(&two_sites());
    let whole = [only(&ledger)];
    let mut names = Names::default();
    assert_eq!(ledger.filings_named(&names).unwrap(), []);
    names.certificates.insert("91320100MA00000072".into());
    names.domains.insert("SITE3.cn".into());
    names.numbers.insert(format!("{SUBJECT_NUMBER}-1"));
    names.own.insert(1_000_000_000);
    names
        .ids
        .extend([(RecordKind::Ip, 14), (RecordKind::Access, 4711)]);
    assert_eq!(ledger.filings_named(&names).unwrap(), whole);
    for key in [
        (RecordKind::Ip, 14),
        (RecordKind::Domain, 1),
        (RecordKind::Subject, 77),
    ] {
        let names = Names {
            ids: [key].into(),
            ..Names::default()
        };
        assert_eq!(ledger.filings_named(&names).unwrap(), whole, "{key:?}");
    }
    assert_eq!(ledger.extent_of_filings().unwrap(), Extent::Some);
}

#[test]
fn a_site_without_accesses_and_a_subject_without_sites_are_empty() {
    let mut ledger = ledger_with(&two_sites());
    answer(&mut ledger, "zxsj.xml", |answers| {
        answers.cancel(RecordKind::Access, 993).unwrap()
    });
    let state = |ledger: &Ledger| only(ledger).site(882).unwrap().state;
    assert_eq!(state(&ledger), RecordState::Empty);
    assert_eq!(only(&ledger).state, RecordState::Filed);
    answer(&mut ledger, "zxsj2.xml", |answers| {
        answers.cancel(RecordKind::Site, 881).unwrap();
        answers.cancel(RecordKind::Site, 882).unwrap();
    });
    assert_eq!(only(&ledger).state, RecordState::Empty);
}

#[test]
fn a_change_is_known_when_the_bureau_publishes_it_and_not_before() {
    let mut ledger = ledger_with(&two_sites());
    let before = only(&ledger).fields;
    ready(&mut ledger, "B1", Kind::Change);
    send(
        &mut ledger,
        &[("B1", vec![Key::new(Object::Subject, KeyTag::Ztid, 77)])],
    );
    let approved = results(&[result(4, "77", &[(1001, "")])], &[]);
    ingest(&mut ledger, "bajg.xml", &approved);
    assert_eq!(only(&ledger).fields, before);
    let mut renamed = two_sites();
    renamed.fields = Default::default();
    renamed.fields.add("Zt_xx/Dwmc", "南京青杉溪网络有限公司");
    answer(&mut ledger, "basj2.xml", |answers| {
        answers.publish(&renamed).unwrap()
    });
    assert_eq!(only(&ledger).name(), "南京青杉溪网络有限公司");
}
