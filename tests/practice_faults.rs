//! Every fault a scenario can ask for, as the client sees it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use beian::bureau::{CallError, Client, Timeouts};
use beian::envelope::{Limits, OpenError, Sealed, open};
use practice_support::*;
use std::time::Duration;
use tempfile::tempdir;

fn filing(sequence: u32) -> Sealed {
    let content = format!("<XZBA>{}</XZBA>", new_filing(sequence, "a.example.cn"));
    file(&format!("XZBA{sequence}"), &content, None)
}

fn fault(call: &str, action: &str, more: &str) -> String {
    format!("[[fault]]\ncall = \"{call}\"\ndo = \"{action}\"\n{more}")
}

#[test]
fn a_lost_answer_leaves_the_outcome_unknown_until_the_query_settles_it() {
    for (taken, sequence) in [(true, 1), (false, 0)] {
        for action in ["drop", "cut_off", "garbage", "http_500"] {
            let folder = tempdir().unwrap();
            let bureau = bureau(
                folder.path(),
                &fault("isp_upload", action, &format!("taken = {taken}")),
            );
            let client = client(&bureau);
            let sent = filing(1);
            let error = client.upload(&sent, 1).unwrap_err();
            assert!(
                matches!(error, CallError::OutcomeUnknown { .. }),
                "{action}: {error}"
            );
            assert!(error.outcome_unknown());

            let previous = client.query_previous().unwrap();
            assert_eq!(previous.sequence, Some(sequence), "{action}");
            assert_eq!(
                previous.file.map(|file| file.hash),
                taken.then_some(sent.hash),
                "{action}"
            );
        }
    }
}

#[test]
fn a_lost_answer_to_a_question_leaves_nothing_open() {
    for (action, readable) in [("drop", false), ("garbage", true)] {
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), &fault("isp_download", action, ""));
        let client = client(&bureau);
        let error = client.download().unwrap_err();
        assert!(!error.outcome_unknown(), "{error}");
        assert_eq!(
            matches!(error, CallError::Protocol { .. }),
            readable,
            "{error}"
        );
        assert_eq!(
            error
                .answer()
                .is_some_and(|answer| answer.0.starts_with(b"<html>")),
            readable
        );
        assert_eq!(client.download().unwrap().code, 2);
    }
}

#[test]
fn calls_keep_the_configured_interval() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let mut endpoint = endpoint(&bureau);
    endpoint.timeouts.interval = Duration::from_millis(400);
    let client = Client::new(endpoint);
    client.query_previous().unwrap();
    let begin = std::time::Instant::now();
    client.query_previous().unwrap();
    client.query_previous().unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(700));
}

#[test]
fn an_answer_that_comes_too_late_is_unknown() {
    let folder = tempdir().unwrap();
    let bureau = bureau(
        folder.path(),
        &fault("isp_upload", "slow", "delay_ms = 1500\ntaken = true"),
    );
    let mut endpoint = endpoint(&bureau);
    endpoint.timeouts = Timeouts {
        answer: Duration::from_millis(300),
        ..Timeouts::default()
    };
    let client = Client::new(endpoint);
    let error = client.upload(&filing(1), 1).unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    assert_eq!(client.query_previous().unwrap().sequence, Some(1));
}

#[test]
fn refusals_for_now_take_nothing() {
    for (action, code) in [
        ("maintenance", 901),
        ("window", 20),
        ("limit", 15),
        ("code", 19),
    ] {
        let more = if action == "code" { "code = 19" } else { "" };
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), &fault("isp_upload", action, more));
        let client = client(&bureau);
        assert_eq!(client.upload(&filing(1), 1).unwrap().code, code);
        assert_eq!(client.query_previous().unwrap().sequence, Some(0));
        assert_eq!(client.upload(&filing(1), 1).unwrap().code, 0);
    }
}

#[test]
fn maintenance_of_downloads_has_its_own_code() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), &fault("isp_download", "maintenance", ""));
    assert_eq!(client(&bureau).download().unwrap().code, 902);
}

#[test]
fn a_fault_strikes_the_calls_it_names_and_counts_over_restarts() {
    let folder = tempdir().unwrap();
    let scenario = fault("isp_upload", "limit", "from = 2\ntimes = 2");
    let first = bureau(folder.path(), &scenario);
    let once = client(&first);
    assert_eq!(once.upload(&filing(1), 1).unwrap().code, 0);
    assert_eq!(once.upload(&filing(2), 2).unwrap().code, 15);
    first.stop();

    let second = bureau(folder.path(), &scenario);
    let again = client(&second);
    assert_eq!(again.upload(&filing(2), 2).unwrap().code, 15);
    assert_eq!(again.upload(&filing(2), 2).unwrap().code, 0);
}

#[test]
fn a_fault_can_wait_for_a_sequence_number() {
    let folder = tempdir().unwrap();
    let bureau = bureau(
        folder.path(),
        &fault("isp_upload", "drop", "sequence = 2\ntaken = true"),
    );
    let client = client(&bureau);
    assert_eq!(client.upload(&filing(1), 1).unwrap().code, 0);
    assert!(client.upload(&filing(2), 2).unwrap_err().outcome_unknown());
    assert_eq!(client.upload(&filing(3), 3).unwrap().code, 0);
}

#[test]
fn damaged_deliveries_are_not_opened_and_come_again_whole() {
    for action in ["wrong_hash", "broken_zip", "wrong_key"] {
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), &fault("isp_download", action, ""));
        let client = client(&bureau);
        client.upload(&filing(1), 1).unwrap();
        let damaged = client.download().unwrap().file.unwrap();
        let error = open(
            &damaged.info,
            &damaged.hash,
            damaged.encrypt,
            None,
            &Limits::default(),
        )
        .unwrap_err();
        match action {
            "wrong_hash" => assert!(matches!(error, OpenError::Hash), "{error}"),
            "wrong_key" => assert!(matches!(error, OpenError::KeyMissing), "{error}"),
            _ => assert!(matches!(error, OpenError::Archive(_)), "{error}"),
        }
        assert_eq!(fetch_all(&client).len(), 3);
    }
}

#[test]
fn a_bureau_that_zips_again_gives_the_same_document_under_another_hash() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "[reply]\nprevious_zipped_again = true");
    let client = client(&bureau);
    let sent = filing(1);
    client.upload(&sent, 1).unwrap();
    let previous = client.query_previous().unwrap().file.unwrap();
    assert_ne!(previous.hash, sent.hash);
    let limits = Limits::default();
    assert_eq!(
        open(
            &previous.info,
            &previous.hash,
            previous.encrypt,
            None,
            &limits
        )
        .unwrap(),
        open(&sent.info, &sent.hash, 0, None, &limits).unwrap()
    );
}

#[test]
fn a_file_under_a_key_that_nobody_has_does_not_open_with_the_carriers() {
    let folder = tempdir().unwrap();
    let bureau = beian::practice::start(beian::practice::Options {
        key: Some(key()),
        ..options(folder.path(), &fault("isp_download", "wrong_key", ""))
    })
    .unwrap();
    let client = client(&bureau);
    client.upload(&filing(1), 1).unwrap();
    let damaged = client.download().unwrap().file.unwrap();
    assert_eq!(damaged.encrypt, 1);
    let limits = Limits::default();
    let opened = open(&damaged.info, &damaged.hash, 1, Some(&key()), &limits);
    assert!(opened.is_err());
}

#[test]
fn a_document_can_be_cut_or_another_one_while_the_envelope_is_whole() {
    for (action, expected) in [("truncated", "<DownloadData"), ("foreign", "<catalogue>")] {
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), &fault("isp_download", action, ""));
        let client = client(&bureau);
        client.upload(&filing(1), 1).unwrap();
        let damaged = client.download().unwrap().file.unwrap();
        let limits = Limits::default();
        let opened = open(&damaged.info, &damaged.hash, 0, None, &limits).unwrap();
        let text = encoding_rs::GBK.decode(&opened.xml).0.into_owned();
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("</DownloadData>"), "{text}");
        assert_eq!(fetch_all(&client).len(), 3, "it comes again whole");
    }
}

#[test]
fn downloads_can_come_again_late_and_out_of_order() {
    let names = |scenario: &str| -> Vec<String> {
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), scenario);
        let client = client(&bureau);
        client.upload(&filing(1), 1).unwrap();
        let mut names = Vec::new();
        for _ in 0..5 {
            match client.download().unwrap().file {
                Some(file) => {
                    client.acknowledge(&file.name).unwrap();
                    names.push(file.name.chars().take(4).collect());
                }
                None => names.push("-".to_owned()),
            }
        }
        names
    };
    assert_eq!(names(""), ["BAJG", "GJSH", "BASJ", "-", "-"]);
    let again = fault("isp_download", "repeat", "from = 3");
    assert_eq!(names(&again), ["BAJG", "GJSH", "GJSH", "BASJ", "-"]);
    let late = fault("isp_download", "withhold", "");
    assert_eq!(names(&late), ["-", "BAJG", "GJSH", "BASJ", "-"]);
    let reversed = fault("isp_download", "newest_first", "times = 5");
    assert_eq!(names(&reversed), ["BASJ", "GJSH", "BAJG", "-", "-"]);
}

#[test]
fn a_file_that_was_answered_with_0_and_lost_is_missing_when_the_next_one_comes() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), &fault("isp_upload", "lose", ""));
    let client = client(&bureau);
    assert_eq!(client.upload(&filing(1), 1).unwrap().code, 0);
    assert_eq!(client.query_previous().unwrap().sequence, Some(0));
    let answer = client.upload(&filing(2), 2).unwrap();
    assert_eq!((answer.code, answer.missing), (14, vec![1]));
    assert_eq!(client.upload(&filing(1), 1).unwrap().code, 0);
    assert_eq!(client.upload(&filing(2), 2).unwrap().code, 0);
}
