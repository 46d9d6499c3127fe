//! Answers that concern whole files: 5001 and its kin, and answer files that cannot be read.

mod ledger_support;

use beian::ledger::{FileState, KeptReason, Ledger, State};
use beian::order::Kind;
use ledger_support::*;

/// Two files: the first with D1 and D2, the second with D3.
fn two_files() -> (Ledger, String) {
    let mut ledger = ledger();
    for number in ["D1", "D2"] {
        ready(&mut ledger, number, Kind::NewFiling);
    }
    let first = send(
        &mut ledger,
        &[
            ("D1", filing_keys(1_000_000_000)),
            ("D2", filing_keys(1_000_000_001)),
        ],
    );
    send_filing(&mut ledger, "D3", 1_000_000_002);
    (ledger, first)
}

fn states(ledger: &Ledger) -> [State; 3] {
    ["D1", "D2", "D3"].map(|number| state_of(ledger, number))
}

const ONLY_THE_FIRST: [State; 3] = [
    State::ReturnedToCarrier,
    State::ReturnedToCarrier,
    State::UnderReview,
];
const NONE: [State; 3] = [State::UnderReview; 3];

#[test]
fn a_file_named_in_any_spelling_is_refused_with_all_its_orders() {
    let (_, name) = two_files();
    let stem = name.trim_end_matches(".xml").to_owned();
    let spellings = [
        name.clone(),
        stem.clone(),
        name.to_uppercase(),
        format!("/data/up/{name}"),
        format!("D:\\up\\{stem}.ZIP"),
    ];
    for spelling in spellings {
        let (mut ledger, name) = two_files();
        let line = ingest(
            &mut ledger,
            "a.xml",
            &results(&[result(1, "", &[(5001, &spelling)])], &[]),
        );
        assert!(line.is_clean(), "{spelling}");
        assert_eq!(states(&ledger), ONLY_THE_FIRST, "{spelling}");
        let file = ledger
            .files()
            .unwrap()
            .into_iter()
            .find(|file| file.name == name)
            .unwrap();
        assert_eq!(file.state, FileState::Refused);
        assert_eq!(ledger.check().unwrap(), []);
    }
}

#[test]
fn with_the_general_words_and_an_id_only_that_order_is_refused() {
    let (mut ledger, _) = two_files();
    let words = "数据文件格式不符合接口XSD规范，请核实后再次报备";
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "1000000000", &[(5001, words)])], &[]),
    );
    assert_eq!(
        states(&ledger),
        [
            State::ReturnedToCarrier,
            State::UnderReview,
            State::UnderReview
        ]
    );
}

#[test]
fn with_the_general_words_alone_the_only_file_without_an_answer_is_meant() {
    let (mut ledger, _) = two_files();
    let words = "数据文件格式不符合接口XSD规范，请核实后再次报备";
    let line = ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "", &[(5001, words)])], &[]),
    );
    assert_eq!(
        (line.unmatched, states(&ledger)),
        (1, NONE),
        "two files wait"
    );
    ingest(
        &mut ledger,
        "b.xml",
        &results(&[result(1, "1000000002", &[(1001, "")])], &[]),
    );
    ingest(
        &mut ledger,
        "c.xml",
        &results(&[result(1, "", &[(5001, words)])], &[]),
    );
    assert_eq!(
        states(&ledger),
        [
            State::ReturnedToCarrier,
            State::ReturnedToCarrier,
            State::Approved
        ]
    );
    assert!(
        outcome_of(&ledger, "D1")
            .latest
            .note
            .unwrap()
            .en
            .contains("inferred")
    );
}

#[test]
fn the_sequence_number_of_a_refused_file_stays_used() {
    let (mut ledger, name) = two_files();
    ingest(
        &mut ledger,
        "a.xml",
        &results(&[result(1, "", &[(5001, &name)])], &[]),
    );
    assert_eq!(ledger.sequences().unwrap()[0].last, 2);
    assert_eq!(ledger.sequences().unwrap()[0].gaps, [0; 0]);
}

#[test]
fn half_a_file_is_kept_and_nothing_of_it_used() {
    let (mut ledger, _) = two_files();
    let whole = results(
        &[
            result(1, "1000000000", &[(1004, "")]),
            result(1, "1000000001", &[(1004, "")]),
        ],
        &[],
    );
    let half = &whole[..whole.len() - 40];
    let line = ingest(&mut ledger, "a.xml", half);
    assert!(line.error.is_some() && !line.is_clean());
    assert_eq!(states(&ledger), NONE);
    let kept = ledger.kept(None).unwrap();
    assert_eq!(kept[0].reason, KeptReason::Unread);
    assert!(kept[0].raw.contains("1000000000"));
    assert_eq!(
        ingest(&mut ledger, "a.xml", half).error,
        line.error,
        "the second time it is known"
    );
    assert!(
        ingest(&mut ledger, "a.xml", &whole).is_clean(),
        "the same name with another content is another file"
    );
}

#[test]
fn what_half_a_file_left_waiting_is_settled_when_it_comes_whole_and_stays_in_the_ledger() {
    let (mut ledger, _) = two_files();
    let whole = results(&[result(1, "1000000000", &[(1004, "")])], &[]);
    let other = results(&[result(1, "1000000001", &[(1004, "")])], &[]);
    let half = &whole[..whole.len() - 40];
    ingest(&mut ledger, "a.xml", half);
    // Another document that somebody saved under the same name is not this one.
    assert_eq!(ingest(&mut ledger, "a.xml", &other).supersedes, 0);
    // Nor is the same one under another name: nobody knows.
    assert_eq!(ingest(&mut ledger, "b.xml", &whole).supersedes, 0);
    assert_eq!(ledger.kept(None).unwrap().len(), 1);
    assert_eq!(ingest(&mut ledger, "a.xml", &whole).supersedes, 1);
    assert!(ledger.kept(None).unwrap().is_empty());
    assert!(
        ledger
            .answer_files()
            .unwrap()
            .iter()
            .all(|file| !file.is_open)
    );
    // Broken once more after it had come whole: known, and settled by what is known.
    ingest(&mut ledger, "a.xml", &half[..half.len() - 40]);
    assert_eq!(ledger.kept(None).unwrap().len(), 1);
    let again = ingest(&mut ledger, "a.xml", &whole);
    assert!(again.repeated && again.supersedes == 1);
    assert!(ledger.kept(None).unwrap().is_empty());
    assert_eq!(ledger.check().unwrap(), []);
    let mut lines = Vec::new();
    ledger.export(&mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let kept = lines
        .lines()
        .filter(|line| line.contains("\"superseded_by\":"));
    assert_eq!(
        kept.count(),
        2,
        "both are still there, with what settled them"
    );
}

#[test]
fn what_nobody_reads_is_kept_beside_what_is_used() {
    let (mut ledger, _) = two_files();
    let body = format!(
        "<ICP><BAJG>{}</BAJG><HSRW><Baxx><Bz>任务</Bz></Baxx></HSRW></ICP>",
        result(1, "1000000000", &[(1004, "")]).replace("</Jg_xx>", "<Xin>新</Xin></Jg_xx>")
    );
    let line = ingest(&mut ledger, "a.xml", &document(&body));
    assert_eq!(
        (line.family.as_str(), line.matched, line.unmatched),
        ("ICP/BAJG ICP/HSRW", 1, 1)
    );
    let raw: Vec<String> = ledger
        .kept(None)
        .unwrap()
        .into_iter()
        .map(|kept| kept.raw)
        .collect();
    assert_eq!(raw, ["<Xin>新</Xin>", "<Baxx><Bz>任务</Bz></Baxx>"]);
    assert_eq!(
        states(&ledger),
        [
            State::ReturnedToCarrier,
            State::UnderReview,
            State::UnderReview
        ]
    );
}
