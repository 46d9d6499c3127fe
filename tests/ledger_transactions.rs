//! Every transition of the ledger happens whole or not at all: each change of a row that a transition makes is made to fail, one
//! after another, and so is its commit; every time the ledger holds afterwards exactly what it held before.
//!
//! The failures come from triggers that a second connection puts into the ledger's file: the ledger itself knows nothing of them.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;

use std::collections::BTreeSet;
use std::path::Path;

use beian::codes::Codes;
use beian::ledger::{
    Acquittal, Adoption, BuiltFile, Checked, Claim, ContentHash, Direction, Holder, KeptField,
    Ledger, PackedOrder, Settlement, State,
};
use beian::order::{Finding, Kind, Object, Privacy, Severity};
use beian::outcome::{self, Meaning};
use ledger_support::*;
use rusqlite::Connection;
use rusqlite::types::Value;

type Done = Result<(), String>;

/// One transition: the methods of the ledger that it is, and what is done.
struct Step {
    methods: &'static [&'static str],
    act: fn(&mut Ledger) -> Done,
}

fn step(methods: &'static [&'static str], act: fn(&mut Ledger) -> Done) -> Step {
    Step { methods, act }
}

fn done<T, E: ToString>(result: Result<T, E>) -> Done {
    result.map(|_| ()).map_err(|error| error.to_string())
}

/// The name that the ledger gives to its `number`th file.
fn file(number: u32) -> String {
    format!("32000000000120260710XZBA{number:06}.xml")
}

fn built(number: u32, orders: &[(&str, u64)]) -> BuiltFile {
    BuiltFile {
        name: file(number),
        bureau: BUREAU.to_owned(),
        family: "XZBA".to_owned(),
        bytes: 1000,
        sha256: ContentHash::of(&number.to_le_bytes()),
        orders: { orders.iter() }
            .map(|(order, subject)| PackedOrder {
                number: (*order).to_owned(),
                records: 1,
                keys: filing_keys(*subject),
            })
            .collect(),
    }
}

fn verdict<'a>(order: &'a str, state: State, findings: &'a [Finding]) -> Checked<'a> {
    Checked {
        order,
        state,
        note: Some(text("检查")),
        findings,
    }
}

fn finding() -> Finding {
    Finding {
        order: None,
        rule: "domain-suffix".into(),
        severity: Severity::Error,
        code: Some(1004),
        place: cell("D7"),
        field: "域名".into(),
        tag: "XZBA/Baxx/Wz_xx/Ym_xx/Ym".into(),
        value: None,
        privacy: Privacy::Open,
        message: text("no such suffix"),
        remedy: text("write another"),
    }
}

fn taken_in(ledger: &mut Ledger, name: &str, document: &[u8]) -> Done {
    done(outcome::ingest(
        ledger,
        name,
        document,
        Codes::bundled(),
        at(11, 1),
    ))
}

fn kept(ledger: &Ledger) -> i64 {
    ledger.kept(None).unwrap()[0].id
}

/// The life of a carrier in which every transition happens.
fn life() -> Vec<Step> {
    vec![
        step(&["begin_run"], |ledger| {
            done(ledger.begin_run("nightly", at(10, 1)))
        }),
        step(&["adopt"], |ledger| {
            let adoption = Adoption {
                bureau: BUREAU,
                sequence: 4,
                file: None,
                used_ids: &[],
                ids_from: &[1_000_000_500],
                reason: "换用新系统",
            };
            done(ledger.adopt(&adoption, at(10, 1)))
        }),
        step(&["register"], |ledger| {
            let batch = ["D1", "D2", "D3", "D4"]
                .map(|number| registration(number, Kind::NewFiling, number));
            done(ledger.register(&batch, at(10, 1)))
        }),
        step(&["register"], |ledger| {
            let batch = [
                registration("D2", Kind::NewFiling, "mended"),
                registration("D5", Kind::VerificationResult, "D5"),
            ];
            done(ledger.register(&batch, at(10, 1)))
        }),
        step(&["note_findings"], |ledger| {
            done(ledger.note_findings(&[finding(), finding()]))
        }),
        step(&["checked"], |ledger| {
            let found = [finding()];
            let failed = verdict("D4", State::CheckFailed, &found);
            let ready = ["D1", "D2", "D3", "D5"].map(|order| verdict(order, State::Ready, &[]));
            let verdicts: Vec<Checked<'_>> = ready.into_iter().chain([failed]).collect();
            done(ledger.checked(&verdicts, at(10, 1)))
        }),
        step(&["keep_fields"], |ledger| {
            let field = KeptField {
                field: "主体.名称".to_owned(),
                shown: "某*".to_owned(),
                hash: KeptField::hash_of("x"),
                place: "B2".to_owned(),
            };
            done(ledger.keep_fields(&[("D1", vec![field.clone()]), ("D2", vec![field])]))
        }),
        step(&["claim"], |ledger| {
            let claims: Vec<Claim> = vec![("domain", "example.cn".into()), ("ip", "1".into())];
            done(ledger.claim(&[("D1", claims.clone()), ("D2", claims)]))
        }),
        step(&["allocate"], |ledger| {
            let objects = [
                ("D1", Object::Subject),
                ("D1", Object::Site(1)),
                ("D2", Object::Subject),
            ];
            done(ledger.allocate(&objects))
        }),
        step(&["next_file_name"], |ledger| {
            done(ledger.next_file_name(320_000_000_001, "XZBA", at(10, 1).date_naive()))
        }),
        step(&["record_built_file"], |ledger| {
            let orders = [("D1", 1_000_000_501), ("D2", 1_000_000_601)];
            done(ledger.record_built_file(&built(1, &orders), at(10, 2)))
        }),
        step(&["begin_sending"], |ledger| {
            done(ledger.begin_sending(&file(1), "hash", at(10, 2)))
        }),
        step(&["not_accepted"], |ledger| {
            done(ledger.not_accepted(&file(1), Some(15), Some("稍后")))
        }),
        step(&["put_off"], |ledger| {
            done(ledger.put_off(BUREAU, Direction::Send, Some(15), at(8, 2)))
        }),
        step(&["put_off"], |ledger| {
            done(ledger.put_off(BUREAU, Direction::Send, None, at(10, 2)))
        }),
        step(&["begin_sending"], |ledger| {
            done(ledger.begin_sending(&file(1), "hash", at(10, 2)))
        }),
        step(&["unknown"], |ledger| {
            done(ledger.unknown(&file(1), Some("time-out")))
        }),
        step(&["settle_unknown"], |ledger| {
            let settled = Settlement::NotAccepted;
            done(ledger.settle_unknown(&file(1), settled, "query", at(10, 3)))
        }),
        step(&["begin_sending"], |ledger| {
            done(ledger.begin_sending(&file(1), "hash", at(10, 3)))
        }),
        step(&["accepted"], |ledger| {
            done(ledger.accepted(&file(1), at(10, 3)))
        }),
        step(&["note_count"], |ledger| {
            done(ledger.note_count(BUREAU, 5, at(10, 3)))
        }),
        step(&["next_file_name"], |ledger| {
            done(ledger.next_file_name(320_000_000_001, "XZBA", at(10, 1).date_naive()))
        }),
        step(&["record_built_file"], |ledger| {
            let orders = [("D3", 1_000_000_701), ("D5", 1_000_000_801)];
            done(ledger.record_built_file(&built(2, &orders), at(10, 4)))
        }),
        step(&["begin_sending"], |ledger| {
            done(ledger.begin_sending(&file(2), "hash", at(10, 4)))
        }),
        step(&["unknown"], |ledger| done(ledger.unknown(&file(2), None))),
        step(&["resolve"], |ledger| {
            let taken = Settlement::Accepted;
            done(ledger.resolve(&file(2), taken, "管局电话确认", at(10, 5)))
        }),
        // Results, opinions, a broken file and the whole one, records that find no order.
        step(&["import"], |ledger| {
            let records = [
                result(1, "1000000501", &[(1001, "")]),
                result(1, "1000000601", &[(1004, "证件"), (1005, "")]),
                result(1, "5", &[(1004, "")]),
            ];
            let opinions = [opinion(1, 1_000_000_501, true, "2026-07-11 10:00:00")];
            taken_in(ledger, "a.xml", &results(&records, &opinions))
        }),
        step(&["import"], |ledger| {
            let whole = results(&[result(1, "7", &[(1004, "")])], &[]);
            taken_in(ledger, "b.xml", &whole[..whole.len() - 40])
        }),
        step(&["import"], |ledger| {
            let whole = results(&[result(1, "7", &[(1004, "")])], &[]);
            taken_in(ledger, "b.xml", &whole)
        }),
        // The filing of the first, a full copy, tasks.
        step(&["import"], |ledger| {
            let filing = "<Baxx><Zt_xx><IspZtid>1000000501</IspZtid><Ztid>7001</Ztid><Baxh>苏ICP备12345678号</Baxh></Zt_xx>\
                <Wz_xx><IspWzid>2000000501</IspWzid><Wzid>8001</Wzid><Baxh>苏ICP备12345678号-1</Baxh></Wz_xx></Baxx>";
            taken_in(
                ledger,
                "c.xml",
                &document(&format!("<ICP><BASJ>{filing}</BASJ></ICP>")),
            )
        }),
        step(&["import"], |ledger| {
            let filing = "<Baxx><Zt_xx><Ztid>7002</Ztid><Dwmc>南京青杉溪科技有限公司</Dwmc></Zt_xx><Wz_xx><Wzid>8002</Wzid></Wz_xx></Baxx>";
            taken_in(
                ledger,
                "copy.xml",
                &document(&format!("<SJTB><ICP>{filing}</ICP></SJTB>")),
            )
        }),
        step(&["import"], |ledger| {
            let notice = "<Tzxx><Tzlb>0</Tzlb><Baxh>苏ICP备12345678号</Baxh><Tznr>负责人电话无法接通</Tznr></Tzxx>";
            taken_in(
                ledger,
                "d.xml",
                &document(&format!("<ICP><XGTZ>{notice}</XGTZ></ICP>")),
            )
        }),
        step(&["close_task"], |ledger| {
            let closed = ledger.close_task(1, "已电话更正", at(12, 1));
            assert!(!matches!(closed, Ok(false)), "there is no task to close");
            done(closed)
        }),
        step(&["take_up"], |ledger| {
            done(outcome::dismiss(
                ledger,
                kept(ledger),
                "不属于本单位",
                Codes::bundled(),
                at(12, 1),
            ))
        }),
        step(&["take_up"], |ledger| {
            let (of, codes) = (("D3", Some(Meaning::Refused)), Codes::bundled());
            done(outcome::assign(
                ledger,
                kept(ledger),
                of,
                "管局电话确认",
                codes,
                at(12, 1),
            ))
        }),
        step(&["complete_unanswered"], |ledger| {
            let kinds = [Kind::VerificationResult];
            let completed = ledger.complete_unanswered(&kinds, &text("没有应答"), at(12, 1));
            assert!(!matches!(completed, Ok(0)), "there is nothing to complete");
            done(completed)
        }),
        step(&["note_inspection"], |ledger| {
            let note = text("单独核验无误");
            let orders = ["D2"].map(|order| Acquittal {
                order,
                again: true,
                note: note.clone(),
            });
            done(ledger.note_inspection(&file(1), &orders, at(12, 1)))
        }),
        step(&["take_up_again"], |ledger| {
            done(ledger.take_up_again(&["D2"], &text("再次打包"), at(12, 1)))
        }),
        step(&["abandon"], |ledger| {
            done(ledger.abandon("D4", "客户撤回", at(12, 1)))
        }),
        // The fields that a run keeps are forgotten by a much later one.
        step(&["begin_run"], |ledger| {
            done(ledger.begin_run("nightly", at(12, 1)))
        }),
    ]
}

/// Adds to a ledger what makes its changes fail: the change of a row whose number stands in `target`, and with -1 the commit.
fn arm(probe: &Connection) {
    let tables = tables(probe);
    probe
        .execute_batch(
            "CREATE TABLE probe (done INTEGER, target INTEGER);
             INSERT INTO probe VALUES (0, 0);
             CREATE TABLE probe_owed (id INTEGER PRIMARY KEY);
             CREATE TABLE probe_debt (owed INTEGER REFERENCES probe_owed (id) DEFERRABLE INITIALLY DEFERRED);",
        )
        .unwrap();
    for table in tables {
        for change in ["INSERT", "UPDATE", "DELETE"] {
            probe
                .execute_batch(&format!(
                    "CREATE TRIGGER probe_{table}_{change} BEFORE {change} ON {table} BEGIN
                       UPDATE probe SET done = done + 1;
                       SELECT RAISE(ABORT, 'made to fail') FROM probe WHERE done = target;
                       INSERT INTO probe_debt SELECT 1 FROM probe WHERE target = -1 AND done = 1;
                     END"
                ))
                .unwrap();
        }
    }
}

fn tables(ledger: &Connection) -> Vec<String> {
    let mut statement = ledger
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'probe%'")
        .unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<_>>().unwrap()
}

/// All that the ledger holds: every row of every table.
fn content(ledger: &Connection) -> Vec<String> {
    let mut rows = Vec::new();
    for table in tables(ledger) {
        let mut statement = ledger.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<Value> = (0..columns).map(|at| row.get(at).unwrap()).collect();
            rows.push(format!("{table} {values:?}"));
        }
    }
    rows
}

#[test]
fn every_transition_happens_whole_or_not_at_all_whichever_of_its_changes_fails() {
    let memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(memory)
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let path = folder.path().join("ledger.sqlite");
    let holder = Holder::this("test", at(10, 1));
    drop(Ledger::open(&path, &holder).unwrap());
    let probe = Connection::open(&path).unwrap();
    arm(&probe);
    let mut ledger = Ledger::open(&path, &holder).unwrap();
    let (mut failures, mut commits) = (0, 0);
    for (position, Step { methods, act }) in life().iter().enumerate() {
        let before = content(&probe);
        for target in (-1..).filter(|target| *target != 0) {
            probe
                .execute("UPDATE probe SET done = 0, target = ?1", [target])
                .unwrap();
            match act(&mut ledger) {
                Ok(()) => {
                    let changes: i64 = probe
                        .query_row("SELECT done FROM probe", [], |row| row.get(0))
                        .unwrap();
                    assert!(changes > 0, "step {position} {methods:?} changes nothing");
                    assert_eq!(
                        changes,
                        target - 1,
                        "step {position} {methods:?}: all were tried"
                    );
                    assert_ne!(content(&probe), before, "step {position} {methods:?}");
                    break;
                }
                Err(error) => {
                    let expected = if target < 0 {
                        "FOREIGN KEY"
                    } else {
                        "made to fail"
                    };
                    assert!(
                        error.contains(expected),
                        "step {position} {methods:?}: {error}"
                    );
                    assert_eq!(
                        content(&probe),
                        before,
                        "step {position} {methods:?}, change {target}: {error}"
                    );
                    *(if target < 0 {
                        &mut commits
                    } else {
                        &mut failures
                    }) += 1;
                }
            }
        }
        assert_eq!(ledger.check().unwrap(), [], "step {position} {methods:?}");
    }
    eprintln!(
        "{} transitions, {failures} changes and {commits} commits made to fail: each left what was before",
        life().len()
    );
}

/// A method that changes the ledger and is not in the life above would go unproven.
#[test]
fn every_method_that_changes_the_ledger_is_a_step_of_the_life() {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ledger");
    let mut methods = BTreeSet::new();
    for entry in std::fs::read_dir(rooms).unwrap() {
        let path = entry.unwrap().path();
        let Ok(source) = std::fs::read_to_string(&path) else {
            continue;
        };
        for declared in source.split("    pub fn ").skip(1) {
            let (name, rest) = declared.split_once('(').unwrap();
            if rest.trim_start().starts_with("&mut self") {
                methods.insert(name.to_owned());
            }
        }
    }
    assert!(methods.len() > 20, "{methods:?}");
    let steps = life();
    let tried: BTreeSet<String> = { steps.iter() }
        .flat_map(|step| step.methods.iter().map(|name| (*name).to_owned()))
        .collect();
    assert_eq!(methods, tried);
}
