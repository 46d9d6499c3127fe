//! Answers that come damaged, late, twice or never: what is stored, what is acknowledged, and what the ledger knows.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;
mod protocol_support;

use beian::ledger::State;
use beian::nightly::FetchError;
use protocol_support::{BUREAU, Scene, fault, files_in};

fn sent(scenario: &str) -> Scene {
    let mut scene = Scene::new(scenario);
    scene.build(&[1, 2]);
    assert!(scene.send().is_empty());
    scene
}

#[test]
fn every_answer_is_stored_raw_and_taken_in() {
    let mut scene = sent("");
    let fetched = scene.fetch();
    assert!(fetched.error.is_none(), "{:?}", fetched.error);
    assert_eq!(fetched.lines.len(), 3, "results, opinions, filings");
    assert_eq!(scene.stored_answers(), 3);
    assert_eq!(scene.order(1), State::Completed);
    assert!(scene.fetch().lines.is_empty(), "all are acknowledged");
}

#[test]
fn an_answer_that_is_damaged_once_is_asked_for_again_and_both_are_stored() {
    for action in ["wrong_hash", "broken_zip"] {
        let mut scene = sent(&fault("isp_download", action, ""));
        let fetched = scene.fetch();
        assert!(fetched.error.is_none(), "{action}: {:?}", fetched.error);
        assert_eq!(fetched.lines.len(), 3);
        assert_eq!(scene.stored_answers(), 4, "the damaged one too");
        assert_eq!(scene.order(1), State::Completed);
    }
}

#[test]
fn an_answer_that_stays_damaged_is_kept_reported_and_left_at_the_bureau() {
    for action in ["wrong_hash", "broken_zip"] {
        // The second file of three is damaged for the whole night.
        let mut scene = sent(&fault("isp_download", action, "from = 2\ntimes = 2"));
        let fetched = scene.fetch();
        assert_eq!(fetched.lines.len(), 1, "what came before counts");
        let error = fetched.error.unwrap();
        let FetchError::Unusable { stored, .. } = &error else {
            panic!("{error}");
        };
        assert!(std::fs::metadata(stored).unwrap().len() > 0);
        assert_eq!(scene.order(1), State::Approved);

        let next = scene.fetch();
        assert!(next.error.is_none(), "{:?}", next.error);
        assert_eq!(next.lines.len(), 2, "the bureau had kept it");
        assert_eq!(scene.order(1), State::Completed);
    }
}

#[test]
fn an_acknowledgement_that_is_lost_brings_the_file_again_and_changes_nothing() {
    for taken in [true, false] {
        let lost = fault("isp_downloadack", "drop", &format!("taken = {taken}"));
        let mut scene = sent(&lost);
        let first = scene.fetch();
        assert!(matches!(first.error, Some(FetchError::Call(_))));
        let approved = scene.order(1);
        scene.restart_carrier();
        let second = scene.fetch();
        assert!(second.error.is_none(), "{:?}", second.error);
        let repeated = second.lines.iter().filter(|line| line.repeated).count();
        assert_eq!(repeated, usize::from(!taken));
        assert_eq!(approved, State::Approved);
        assert_eq!(scene.order(1), State::Completed);
        scene.assert_agreement();
    }
}

#[test]
fn a_file_that_comes_again_although_it_was_acknowledged_does_not_go_round_for_ever() {
    // The bureau says 0 to the acknowledgement and does nothing.
    let mut scene = sent(&fault("isp_downloadack", "code", "code = 0\ntimes = 99"));
    let fetched = scene.fetch();
    assert_eq!(fetched.lines.len(), 1);
    assert!(matches!(fetched.error, Some(FetchError::GivenAgain { .. })));
}

#[test]
fn maintenance_and_lost_answers_leave_the_rest_for_the_next_run() {
    for action in ["maintenance", "drop", "garbage", "http_500", "cut_off"] {
        let mut scene = sent(&fault("isp_download", action, "from = 2"));
        let fetched = scene.fetch();
        assert_eq!(fetched.lines.len(), 1, "{action}");
        let error = fetched.error.unwrap();
        match action {
            "maintenance" => assert!(
                matches!(error, FetchError::Refused { code: 902, .. }),
                "{error}"
            ),
            _ => assert!(matches!(error, FetchError::Call(_)), "{action}: {error}"),
        }
        assert!(scene.fetch().error.is_none());
        assert_eq!(scene.order(1), State::Completed, "{action}");
    }
}

#[test]
fn what_came_in_place_of_an_answer_is_stored_for_the_bureaus_technicians() {
    let mut scene = sent(&fault("isp_download", "garbage", ""));
    assert!(scene.fetch().error.is_some());
    let stored = files_in(&scene.path("inbox").join(BUREAU), "answer");
    let page = std::fs::read_to_string(&stored[0]).unwrap();
    assert!(page.starts_with("<html>"), "{page}");
}

#[test]
fn nothing_is_fetched_while_it_is_unknown_whether_the_bureau_has_a_file() {
    // Its answers would find no order, and would be gone once they are acknowledged.
    let question = fault("isp_querypreviousupload", "drop", "from = 2");
    let answer = fault("isp_upload", "drop", "taken = true");
    let mut scene = Scene::new(&format!("{question}{answer}"));
    let file = scene.build(&[1]);
    assert_eq!(scene.send().len(), 1);
    let fetched = scene.fetch();
    assert!(
        matches!(&fetched.error, Some(FetchError::Unsettled { file: open, .. }) if *open == file),
        "{:?}",
        fetched.error
    );
    assert!(scene.send().is_empty());
    assert!(scene.fetch().error.is_none());
    assert_eq!(scene.order(1), State::Completed);
}
