//! What comes of every fixture answer: the orders that it moves, the records, work and lists that it brings, and what of it
//! waits for a person. It stands beside the fixture as `….outcomes.txt`; `BEIAN_BLESS=1` writes these files anew.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests that fails has failed its test"
)]

mod ledger_support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use beian::ledger::{
    BuiltFile, Checked, ContentHash, Holder, Key, KeyTag, Ledger, PackedOrder, Registration,
    Selection, State,
};
use beian::order::{Kind, Lang, Object, Operation};
use beian::outcome;
use ledger_support::{at, cell};
use rusqlite::Connection;
use serde::Deserialize;

#[derive(Deserialize)]
struct Sent {
    before: BTreeMap<String, Vec<String>>,
    file: Vec<SentFile>,
}

#[derive(Deserialize)]
struct SentFile {
    name: String,
    order: Vec<SentOrder>,
}

#[derive(Deserialize)]
struct SentOrder {
    number: String,
    kind: String,
    operation: Option<String>,
    keys: Vec<String>,
}

fn answers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers")
}

/// The documents of all families, by name: `icp-bajg/whole`.
fn documents() -> Vec<String> {
    let mut names = Vec::new();
    for family in fs::read_dir(answers()).unwrap() {
        let family = family.unwrap().path();
        let name = family.file_name().unwrap().to_string_lossy().into_owned();
        if !family.is_dir() || ["calls", "awkward"].contains(&&*name) {
            continue;
        }
        for entry in fs::read_dir(&family).unwrap() {
            let file = entry.unwrap().file_name().to_string_lossy().into_owned();
            names.extend(
                file.strip_suffix(".xml")
                    .map(|stem| format!("{name}/{stem}")),
            );
        }
    }
    names.sort();
    names
}

fn object(words: &[&str]) -> Object {
    let number = |at: usize| words[at].parse().unwrap();
    match words[0] {
        "subject" => Object::Subject,
        "site" => Object::Site(number(1)),
        "access" => Object::Access(number(1), number(2)),
        "record" => Object::Record(number(1)),
        other => panic!("{other} is no object"),
    }
}

fn key(text: &str) -> Key {
    let words: Vec<&str> = text.split(' ').collect();
    let [of @ .., tag, value] = words.as_slice() else {
        panic!("{text} is no key")
    };
    Key::new(object(of), KeyTag::from_name(tag).unwrap(), value)
}

fn send(ledger: &mut Ledger, file: &SentFile) {
    let now = at(10, 1);
    for order in &file.order {
        let kind = Kind::ALL.iter().find(|kind| kind.name() == order.kind);
        let operation = order.operation.as_deref().map(|name| {
            let all = [
                ("新增", Operation::Add),
                ("修改", Operation::Modify),
                ("删除", Operation::Delete),
            ];
            all.into_iter().find(|(word, _)| *word == name).unwrap().1
        });
        let registration = Registration {
            number: order.number.clone(),
            kind: Some(*kind.unwrap()),
            operation,
            content: ContentHash::of(order.number.as_bytes()),
            place: cell("A2"),
            province: Some(330_000),
            sms: false,
        };
        ledger.register(&[registration], now).unwrap();
        let checked = Checked {
            order: &order.number,
            state: State::Ready,
            note: None,
            findings: &[],
        };
        ledger.checked(&[checked], now).unwrap();
    }
    let orders = file.order.iter().map(|order| PackedOrder {
        number: order.number.clone(),
        records: 1,
        keys: order.keys.iter().map(|text| key(text)).collect(),
    });
    let built = BuiltFile {
        name: file.name.clone(),
        bureau: "浙江".to_owned(),
        family: file.name[12..16].to_owned(),
        bytes: 1000,
        sha256: ContentHash::of(file.name.as_bytes()),
        orders: orders.collect(),
    };
    // A file's name holds a number that the ledger has given out.
    let number = &file.name[file.name.len() - ".xml".len() - 6..];
    let mut given = (0..100).map(|_| ledger.next_file_name(0, "", now.date_naive()).unwrap());
    assert!(given.any(|name| name.ends_with(number)));
    ledger.record_built_file(&built, now).unwrap();
    ledger.begin_sending(&file.name, "hash", now).unwrap();
    ledger.accepted(&file.name, now).unwrap();
}

/// Everything that can be seen of a ledger: a line for each order, record, task, list entry and kept answer.
fn seen(ledger: &Ledger, path: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let codes = outcome::effective_codes(ledger).unwrap();
    for order in outcome::outcomes(ledger, Selection::All, &codes, at(12, 9)).unwrap() {
        let latest = order.latest;
        let kind = latest.kind.map_or("", Kind::name);
        let mut line = format!("order {} {kind}: {}", order.order, latest.state.id());
        let codes = latest.codes.iter().filter_map(|code| code.code);
        codes.for_each(|code| write!(line, " {code}").unwrap());
        for opinion in &latest.opinions {
            let sense = if opinion.approved {
                "approves"
            } else {
                "refuses"
            };
            let words = opinion.text.as_deref().unwrap_or("—");
            write!(line, "; auditor {sense}: {words}").unwrap();
        }
        if latest.state != State::UnderReview {
            for ids in latest.ids.iter().filter(|ids| ids.bureau.is_some()) {
                write!(line, "; {} {}", ids.object, ids.bureau.unwrap()).unwrap();
                let number = ids
                    .filing_number
                    .as_deref()
                    .map(|number| format!(" {number}"));
                line.push_str(&number.unwrap_or_default());
            }
        }
        if let Some(note) = latest.note {
            write!(line, "; {}", note.get(Lang::Zh)).unwrap();
        }
        lines.push(line);
    }
    let files = ledger.files().unwrap();
    lines.extend(
        files
            .iter()
            .map(|file| format!("file {} {:?}", file.name, file.state)),
    );
    for task in ledger.tasks().unwrap() {
        let order = task.order.map(|order| format!(" → {order}"));
        let title = task.task.title.get(Lang::Zh);
        let list = task.task.list.id();
        lines.push(format!("task {list}: {title}{}", order.unwrap_or_default()));
        let rows = task.task.rows.iter().map(|row| {
            let cells: Vec<String> = { row.cells.iter() }
                .map(|(header, value)| format!("{header}={value}"))
                .collect();
            format!("  {}: {}", row.sheet, cells.join(" "))
        });
        lines.extend(rows);
    }
    for kept in ledger.kept(None).unwrap() {
        let orders = kept.candidates.join(" ");
        let (reason, record, why) = (kept.reason.id(), kept.record, kept.why.get(Lang::Zh));
        let raw: String = kept.raw.chars().take(200).collect();
        let raw: Vec<&str> = raw.split_whitespace().collect();
        let line = format!(
            "kept #{record} {reason} {}: {why} [{orders}] {}",
            kept.family,
            raw.join(" ")
        );
        lines.push(line);
    }
    let tables = Connection::open(path).unwrap();
    for (query, name) in [
        (
            "SELECT kind || ' ' || id || ' ' || coalesce(number, '—') || ' ' || state || ' password ' || password FROM records",
            "record",
        ),
        ("SELECT kind || ' ' || key FROM blacklist", "blacklisted"),
        (
            "SELECT kind || ' ' || id || ' ' || field || ': ' || coalesce(ours, '—') || ' → ' || coalesce(theirs, '—') FROM differences",
            "differs",
        ),
        (
            "SELECT code_table || ' ' || id || ' ' || name || CASE valid WHEN 1 THEN '' ELSE ' (void)' END FROM code_rows",
            "code",
        ),
    ] {
        let mut statement = tables.prepare(query).unwrap();
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        lines.extend(rows.map(|row| format!("{name} {}", row.unwrap())));
    }
    lines
}

/// What an answer file changes: its line, and every line of the ledger that was not there before.
fn outcomes(sent: &Sent, document: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let mut ledger = Ledger::open(&path, &Holder::this("test", at(10, 1))).unwrap();
    ledger.begin_run("nightly", at(10, 1)).unwrap();
    sent.file.iter().for_each(|file| send(&mut ledger, file));
    let take_in = |ledger: &mut Ledger, name: &str| {
        let file = answers().join(name).with_extension("xml");
        let codes = outcome::effective_codes(ledger).unwrap();
        outcome::ingest(ledger, name, &*file, &codes, at(11, 1)).unwrap()
    };
    let before = sent.before.get(document).into_iter().flatten();
    before.for_each(|name| drop(take_in(&mut ledger, name)));
    let known = seen(&ledger, &path);
    let line = take_in(&mut ledger, document);
    assert_eq!(line.records, line.matched + line.unmatched + line.ambiguous);
    assert_eq!(ledger.check().unwrap(), [], "{document}");
    let mut text = format!(
        "{} records {}: {} matched, {} unmatched, {} ambiguous\n",
        line.family, line.records, line.matched, line.unmatched, line.ambiguous
    );
    if let Some(error) = line.error {
        writeln!(text, "not taken in: {}", error.get(Lang::Zh)).unwrap();
    }
    for line in seen(&ledger, &path) {
        if !known.contains(&line) {
            writeln!(text, "{line}").unwrap();
        }
    }
    text
}

#[test]
fn every_fixture_comes_to_what_stands_beside_it() {
    let text = fs::read_to_string(answers().join("sent.toml")).unwrap();
    let sent: Sent = toml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for document in documents() {
        let beside = answers().join(format!("{document}.outcomes.txt"));
        let outcomes = outcomes(&sent, &document);
        if std::env::var_os("BEIAN_BLESS").is_some() {
            fs::write(&beside, &outcomes).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if outcomes != expected {
            wrong.push(format!(
                "{document}: expected\n{expected}\nand it came to\n{outcomes}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_family_has_a_fixture_that_finds_its_orders_or_records() {
    let families = [
        "icp-basj",
        "icp-zxsj",
        "icp-hmdlb",
        "icp-ffjrhmd",
        "icp-wbawzlb",
        "icp-bajg",
        "icp-hsrw",
        "icp-hcjg",
        "icp-xgtz",
        "ip-bajg",
        "ip-hcjg",
        "ym-bajg",
        "jcdm",
        "sjtb-icp",
        "sjtb-ip",
        "sjtb-ym",
        "sjtb-jcdm",
    ];
    for family in families {
        let beside = answers().join(family).join("whole.outcomes.txt");
        let outcomes = fs::read_to_string(&beside).unwrap();
        assert!(outcomes.lines().count() > 1, "{family} comes to nothing");
        assert!(
            !outcomes.contains(": 0 matched"),
            "{family} matches nothing"
        );
    }
}
