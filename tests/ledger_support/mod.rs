//! A small carrier's night for tests of ledger and outcomes: orders that are ready, files that the bureau took, and
//! answers as the bureau writes them.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

use beian::codes::Codes;
use beian::ledger::Selection;
use beian::ledger::{
    BuiltFile, Checked, ContentHash, Key, KeyTag, Ledger, Moment, PackedOrder, Registered,
    Registration, State,
};
use beian::order::{Kind, Object, Place, Spot, Text};
use beian::outcome::{self, IngestLine, Outcome};

pub const BUREAU: &str = "江苏";
pub const SUBJECT_NUMBER: &str = "苏ICP备12345678号";

/// A moment of July 2026, at which no public holiday falls.
pub fn at(day: u32, hour: u32) -> Moment {
    Moment::parse_from_rfc3339(&format!("2026-07-{day:02}T{hour:02}:00:00+08:00")).unwrap()
}

/// A cell of the batch.
pub fn cell(name: &str) -> Place {
    Place {
        file: "orders/batch.xlsx".into(),
        sheet: Some("订单".into()),
        spot: Spot::Key(name.into()),
    }
}

pub fn registration(number: &str, kind: Kind, content: &str) -> Registration {
    Registration {
        number: number.to_owned(),
        kind: Some(kind),
        operation: None,
        content: ContentHash::of(content.as_bytes()),
        place: cell("A2"),
        province: Some(320_000),
        sms: false,
    }
}

/// A ledger in memory whose run began on 10 July 2026.
pub fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.begin_run("nightly", at(10, 1)).unwrap();
    ledger
}

pub fn register(ledger: &mut Ledger, number: &str, kind: Kind, content: &str) -> Registered {
    ledger
        .register(&[registration(number, kind, content)], at(10, 1))
        .unwrap()[0]
}

pub fn check(ledger: &mut Ledger, number: &str, state: State) {
    ledger
        .checked(
            &[Checked {
                order: number,
                state,
                note: None,
                findings: &[],
            }],
            at(10, 1),
        )
        .unwrap();
}

/// Registers an order and clears it for sending.
pub fn ready(ledger: &mut Ledger, number: &str, kind: Kind) {
    register(ledger, number, kind, number);
    check(ledger, number, State::Ready);
}

/// Records a file of these orders, each with its keys; the file's name.
pub fn build(ledger: &mut Ledger, orders: &[(&str, Vec<Key>)]) -> String {
    let name = ledger
        .next_file_name(320_000_000_001, "XZBA", at(10, 1).date_naive())
        .unwrap();
    let file = BuiltFile {
        name: name.clone(),
        bureau: BUREAU.to_owned(),
        family: "XZBA".to_owned(),
        bytes: 1000,
        sha256: ContentHash::of(name.as_bytes()),
        orders: orders
            .iter()
            .map(|(number, keys)| PackedOrder {
                number: (*number).to_owned(),
                records: 1,
                keys: keys.clone(),
            })
            .collect(),
    };
    ledger.record_built_file(&file, at(10, 2)).unwrap();
    name
}

/// Builds a file and lets the bureau take it.
pub fn send(ledger: &mut Ledger, orders: &[(&str, Vec<Key>)]) -> String {
    let name = build(ledger, orders);
    ledger.begin_sending(&name, "hash", at(10, 2)).unwrap();
    ledger.accepted(&name, at(10, 2)).unwrap();
    name
}

/// A new filing with one site, sent with this subject id; its site is the id plus one milliard.
pub fn send_filing(ledger: &mut Ledger, number: &str, subject: u64) -> String {
    ready(ledger, number, Kind::NewFiling);
    send(ledger, &[(number, filing_keys(subject))])
}

pub fn filing_keys(subject: u64) -> Vec<Key> {
    vec![
        Key::new(Object::Subject, KeyTag::IspZtid, subject),
        Key::new(Object::Site(1), KeyTag::IspWzid, subject + 1_000_000_000),
    ]
}

/// New sites for the subject of [`SUBJECT_NUMBER`], sent with these site ids.
pub fn send_sites(ledger: &mut Ledger, number: &str, sites: &[u64]) -> String {
    ready(ledger, number, Kind::NewSite);
    let mut keys = vec![Key::new(Object::Subject, KeyTag::Ztbah, SUBJECT_NUMBER)];
    keys.extend(
        (1..)
            .zip(sites)
            .map(|(position, id)| Key::new(Object::Site(position), KeyTag::IspWzid, id)),
    );
    send(ledger, &[(number, keys)])
}

/// One access for the first site of [`SUBJECT_NUMBER`], sent with this id.
pub fn send_access(ledger: &mut Ledger, number: &str, id: u64) -> String {
    ready(ledger, number, Kind::NewAccess);
    let site = format!("{SUBJECT_NUMBER}-1");
    let keys = vec![
        Key::new(Object::Site(1), KeyTag::Wzbah, site),
        Key::new(Object::Access(1, 1), KeyTag::IspJrid, id),
    ];
    send(ledger, &[(number, keys)])
}

/// A result record; `about` may be empty, which leaves `Bs` out.
pub fn result(operation: u32, about: &str, codes: &[(u32, &str)]) -> String {
    let codes: String = codes
        .iter()
        .map(|(code, words)| match *words {
            "" => format!("<Jgxx><Jgdm>{code}</Jgdm></Jgxx>"),
            words => format!("<Jgxx><Jgdm>{code}</Jgdm><Dmms>{words}</Dmms></Jgxx>"),
        })
        .collect();
    let about = if about.is_empty() {
        String::new()
    } else {
        format!("<Bs>{about}</Bs>")
    };
    format!("<Jg_xx>{codes}<Czlx>{operation}</Czlx>{about}</Jg_xx>")
}

/// An opinion record.
pub fn opinion(operation: u32, about: u64, approved: bool, time: &str) -> String {
    let verdict = u8::from(approved);
    format!(
        "<Gjsh><Shrxm>审核员甲</Shrxm><Shsj>{time}</Shsj><Shyj>照片不清晰</Shyj><Shjg>{verdict}</Shjg>\
         <Czlx>{operation}</Czlx><Jlid>{about}</Jlid></Gjsh>"
    )
}

/// A document of results and opinions, in GBK.
pub fn results(records: &[String], opinions: &[String]) -> Vec<u8> {
    let opinions = match opinions {
        [] => String::new(),
        _ => format!("<GJSHS>{}</GJSHS>", opinions.concat()),
    };
    document(&format!(
        "<ICP><BAJG>{}{opinions}</BAJG></ICP>",
        records.concat()
    ))
}

/// A document, in GBK.
pub fn document(body: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<DownloadData version=\"V.3.0\">{body}</DownloadData>"
    );
    encoding_rs::GBK.encode(&text).0.into_owned()
}

pub fn ingest(ledger: &mut Ledger, name: &str, bytes: &[u8]) -> IngestLine {
    outcome::ingest(ledger, name, bytes, Codes::bundled(), at(11, 1)).unwrap()
}

/// The outcome of one order, seen on 12 July 2026.
pub fn outcome_of(ledger: &Ledger, number: &str) -> Outcome {
    let found = outcome::outcomes(
        ledger,
        Selection::Number(number),
        Codes::bundled(),
        at(12, 9),
    )
    .unwrap();
    found.into_iter().next().unwrap()
}

pub fn state_of(ledger: &Ledger, number: &str) -> State {
    outcome_of(ledger, number).latest.state
}

/// A text that is the same in both languages.
pub fn text(words: &'static str) -> Text {
    Text::new(words, words)
}

/// A ledger whose first file was lost on the way and judged not to have arrived, and then sent again.
pub fn send_again_after_doubt(ledger: &mut Ledger, orders: &[(&str, Vec<Key>)]) -> String {
    let name = build(ledger, orders);
    ledger.begin_sending(&name, "hash", at(10, 2)).unwrap();
    ledger.unknown(&name, Some("time-out")).unwrap();
    let settlement = beian::ledger::Settlement::NotAccepted;
    ledger
        .settle_unknown(&name, settlement, "管局答复未收到", at(10, 3))
        .unwrap();
    ledger.begin_sending(&name, "hash", at(10, 4)).unwrap();
    ledger.accepted(&name, at(10, 4)).unwrap();
    name
}
