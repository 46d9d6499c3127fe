//! A file that the bureau refuses as a whole: its records are looked into one by one, and halved until one order is left.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use beian::codes::Codes;
use beian::config::Config;
use beian::ledger::{ContentHash, Holder, Import, Ledger, Moment, Selection, State, Tally};
use beian::nightly;
use beian::outcome;
use beian::xsd::Schema;
use night_support::{SmallNight, assert_exit, said};

/// New filings, which go into one file.
const FILINGS: [&str; 4] = [
    "20260918-0042",
    "20260918-0043",
    "20260918-0044",
    "20260918-0046",
];

/// The only one of them that is filed by a person, whose name is short.
const PERSON: &str = "20260918-0043";

fn refuse(night: &SmallNight, sequences: &str) {
    night.write(
        "practice.toml",
        format!("[whole_file]\nrefuse_5001 = [{sequences}]\n"),
    );
}

fn returned(night: &SmallNight) -> Vec<&'static str> {
    let is_returned = |order: &&str| night.state(order) == "returned_to_carrier";
    FILINGS.into_iter().filter(is_returned).collect()
}

/// The name of the file that the bureau took under a number.
fn name(night: &SmallNight, sequence: u32) -> String {
    let uploads = night.uploads();
    uploads.into_iter().find(|(n, _)| *n == sequence).unwrap().1
}

#[test]
fn when_every_order_fits_our_schema_the_one_at_fault_is_found_by_halving() {
    let night = SmallNight::of(&FILINGS);
    refuse(&night, "1");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(returned(&night), FILINGS);
    let whole = name(&night, 1);
    let report = night.run(&["report"]);
    let report = String::from_utf8_lossy(&report.stdout).replace(['\n', ' '], "");
    assert!(
        report.contains(&format!("build--isolate{whole}")),
        "{report}"
    );

    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(night.uploads().len(), 1, "nothing goes out again by itself");

    let output = night.run(&["build", "--isolate", &whole, "--format", "json"]);
    assert_exit(&output, 0);
    let halves = night_support::json_lines(&output);
    assert_eq!(halves.len(), 2);
    assert_eq!(halves[0]["orders"], serde_json::json!(FILINGS[..2]));
    assert_eq!(halves[1]["orders"], serde_json::json!(FILINGS[2..]));
    refuse(&night, "2");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(
        returned(&night),
        FILINGS[..2],
        "the other half went through"
    );

    assert_exit(&night.run(&["build", "--isolate", &name(&night, 2)]), 0);
    refuse(&night, "5");
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(returned(&night), FILINGS[1..2]);
    let output = night.run(&["build", "--isolate", &name(&night, 5)]);
    assert_exit(&output, 1);
    assert!(said(&output).contains(FILINGS[1]), "{}", said(&output));
    assert_eq!(night.ledger().check().unwrap(), []);
    assert_eq!(night.uploads().len(), 5);
    let mended = night.run(&["build", "--isolate", &whole]);
    assert_exit(&mended, 2);
    assert!(
        said(&mended).contains("mended or sent again"),
        "{}",
        said(&mended)
    );
}

#[test]
fn only_a_file_that_was_refused_as_a_whole_is_halved() {
    let night = SmallNight::of(&FILINGS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    let output = night.run(&["build", "--isolate", &name(&night, 1)]);
    assert_exit(&output, 2);
    assert!(said(&output).contains("not refused"), "{}", said(&output));
    assert_exit(&night.run(&["build", "--isolate", "NoSuchFile.xml"]), 2);
}

/// The bundled upload schema, but with names of organizers of no more than six characters.
fn stricter(night: &SmallNight) -> Schema {
    let bundled = include_str!("../schemas/v3.0/upload.xsd");
    let start = bundled.find("<xs:simpleType name=\"UnitName\">").unwrap();
    let (before, kind) = bundled.split_at(start);
    let kind = kind.replacen(
        "<xs:maxLength value=\"255\"/>",
        "<xs:maxLength value=\"6\"/>",
        1,
    );
    night.write("strict.xsd", format!("{before}{kind}"));
    Schema::read_file(night.path("strict.xsd")).unwrap()
}

/// The bureau's answer that a file does not fit its schema.
fn refuse_whole(ledger: &mut Ledger, file: &str, now: Moment) {
    let import = ledger.import("a.xml", ContentHash::of(b"a"), now).unwrap();
    let Import::New(answers) = import else {
        panic!("it is the first answer")
    };
    for candidate in answers.attempts_of_file_named(file).unwrap().unwrap() {
        let state = State::ReturnedToCarrier;
        answers.add_code(&candidate, 1, 5001, file).unwrap();
        answers.refuse_file_of(candidate.attempt).unwrap();
        answers.move_to(candidate.attempt, state, None).unwrap();
    }
    answers.finish(&Tally::default()).unwrap();
}

#[test]
fn orders_that_do_not_fit_are_named_and_the_others_go_out_again() {
    let night = SmallNight::of(&FILINGS);
    // The bureau takes the file and says nothing, so that the refusal can come after the schema has changed.
    night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    assert_exit(&night.run(&["nightly"]), 0);
    let file = name(&night, 1);
    let config = Config::read(&night.path("beian.toml")).unwrap();
    let now = config.now();
    let holder = Holder::this("test", now);
    let mut ledger = Ledger::open(&night.path("ledger.sqlite"), &holder).unwrap();
    refuse_whole(&mut ledger, &file, now);

    nightly::inspect(&config, &stricter(&night), &mut ledger, now).unwrap();
    let outcome = |order| {
        let selection = Selection::Number(order);
        let outcomes = outcome::outcomes(&ledger, selection, Codes::bundled(), now).unwrap();
        let latest = outcomes.into_iter().next().unwrap().latest;
        (latest.state, latest.note.unwrap().en.into_owned())
    };
    for order in FILINGS {
        let (state, note) = outcome(order);
        if order == PERSON {
            assert_eq!(state, State::AwaitingRetry);
            assert!(
                note.contains("20260918-0042") && note.contains("sent again"),
                "{note}"
            );
        } else {
            assert_eq!(state, State::ReturnedToCarrier);
            assert!(note.contains("XZBA/Baxx/Zt_xx/Dwmc"), "{note}");
        }
    }
    assert_eq!(ledger.check().unwrap(), []);
    drop(ledger);
    night.write("practice.toml", "");
    night.bureau_forgets_reviews();
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(night.state(PERSON), "completed");
    assert_eq!(night.uploads().len(), 2, "the culprits wait to be mended");
}

#[test]
fn after_a_refusal_every_order_is_held_against_the_bureaus_own_schema_once_it_is_configured() {
    let night = SmallNight::sent(&FILINGS);
    stricter(&night);
    let file = name(&night, 1);
    let refusal = ledger_support::results(&[ledger_support::result(1, "", &[(5001, &file)])], &[]);
    assert_eq!(night.ingest("a.xml", &refusal).0, 0);
    assert_eq!(returned(&night), FILINGS);
    night.configure("[[bureau]]\nname = \"practice\"\nschema = \"strict.xsd\"\n");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 1);
    let report = String::from_utf8_lossy(&output.stdout).replace(['\n', ' '], "");
    assert!(report.contains("XZBA/Baxx/Zt_xx/Dwmc"), "{report}");
    let others: Vec<_> = FILINGS
        .into_iter()
        .filter(|order| *order != PERSON)
        .collect();
    assert_eq!(returned(&night), others, "the culprits wait to be mended");
    assert_eq!(night.state(PERSON), "awaiting_retry");
}
