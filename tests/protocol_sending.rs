//! The sequence protocol against a practice bureau that misbehaves: what the ledger and the bureau know afterwards.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;
mod protocol_support;

use beian::bureau::SendError;
use beian::ledger::{FileState, State};
use practice_support::key;
use protocol_support::{Scene, fault};
use secrecy::SecretString;

/// The four ways in which an answer gets lost.
const LOSSES: [&str; 4] = ["drop", "cut_off", "garbage", "http_500"];

fn only(errors: Vec<SendError>) -> SendError {
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.into_iter().next().unwrap()
}

#[test]
fn an_answer_lost_after_taking_is_settled_by_asking_and_the_file_is_sent_once() {
    for action in LOSSES {
        let mut scene = Scene::new(&fault("isp_upload", action, "taken = true"));
        let file = scene.build(&[1, 2]);
        assert!(scene.send().is_empty(), "{action}");
        assert_eq!(scene.uploads(), [(1, file.clone())], "{action}");
        assert_eq!(scene.state(&file), FileState::Accepted);
        scene.assert_agreement();
    }
}

#[test]
fn an_upload_lost_before_taking_goes_out_again_under_the_same_number() {
    for action in LOSSES {
        let mut scene = Scene::new(&fault("isp_upload", action, "taken = false"));
        let file = scene.build(&[1]);
        assert!(scene.send().is_empty(), "{action}");
        assert_eq!(scene.uploads(), [(1, file)], "{action}");
        scene.assert_agreement();
    }
}

#[test]
fn an_upload_that_is_lost_again_and_again_waits_for_the_next_run() {
    let mut scene = Scene::new(&fault("isp_upload", "drop", "times = 2"));
    let file = scene.build(&[1]);
    let error = only(scene.send());
    assert!(matches!(error, SendError::Lost { .. }), "{error}");
    assert_eq!(scene.state(&file), FileState::Built);
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
    scene.assert_agreement();
}

#[test]
fn when_the_question_is_lost_too_the_outcome_stays_unknown_over_restarts_until_a_run_settles_it() {
    for taken in [true, false] {
        // The first question is the comparison before the first upload.
        let question = fault("isp_querypreviousupload", "drop", "from = 2\ntimes = 2");
        let answer = fault("isp_upload", "drop", &format!("taken = {taken}"));
        let mut scene = Scene::new(&format!("{question}{answer}"));
        let file = scene.build(&[1]);
        let later = scene.build(&[2]);
        let error = only(scene.send());
        assert!(
            matches!(&error, SendError::Unknown { sequence: 1, .. }),
            "{error}"
        );
        for _ in 0..2 {
            assert_eq!(scene.state(&file), FileState::Unknown);
            assert_eq!(scene.state(&later), FileState::Built);
            scene.restart_carrier();
        }
        let error = only(scene.send());
        assert!(matches!(&error, SendError::Unknown { .. }), "{error}");
        assert_eq!(scene.uploads().len(), usize::from(taken));
        assert!(scene.send().is_empty());
        assert_eq!(scene.uploads(), [(1, file), (2, later)]);
        scene.assert_agreement();
    }
}

#[test]
fn a_crash_while_a_file_is_under_way_is_settled_by_the_next_run() {
    for arrived in [true, false] {
        let mut scene = Scene::new("");
        let file = scene.build(&[1]);
        let archive = std::fs::read(scene.archive(&file)).unwrap();
        let sealed = beian::envelope::Sealed::from_zip(file.parse().unwrap(), archive, None);
        let now = protocol_support::now();
        let sequence = scene
            .ledger()
            .begin_sending(&file, &sealed.hash, now)
            .unwrap();
        if arrived {
            let client = beian::bureau::Client::new(scene.endpoint());
            assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
        }
        scene.restart_carrier();
        assert_eq!(scene.state(&file), FileState::Unknown);
        assert!(scene.send().is_empty());
        assert_eq!(scene.uploads(), [(1, file)]);
        scene.assert_agreement();
    }
}

#[test]
fn a_file_that_the_bureau_took_late_is_recognised_and_not_sent_twice() {
    // The first upload is given up, settled as not taken, and arrives after all.
    let mut scene = Scene::new("");
    let file = scene.build(&[1]);
    let next = scene.build(&[2]);
    let archive = std::fs::read(scene.archive(&file)).unwrap();
    let sealed = beian::envelope::Sealed::from_zip(file.parse().unwrap(), archive, None);
    let client = beian::bureau::Client::new(scene.endpoint());
    client.upload(&sealed, 1).unwrap();
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file), (2, next)]);
    scene.assert_agreement();
}

#[test]
fn files_that_the_bureau_lacks_are_sent_again_in_order_and_then_the_new_one() {
    let mut scene = Scene::new("");
    let names: Vec<String> = (1..=4).map(|id| scene.build(&[id])).collect();
    assert!(scene.send().is_empty());
    scene.bureau_forgets_from(2);
    let fifth = scene.build(&[5]);
    assert!(scene.send().is_empty());
    let expected: Vec<(u32, String)> = (1..).zip(names.into_iter().chain([fifth])).collect();
    assert_eq!(scene.uploads(), expected);
    scene.assert_agreement();
}

#[test]
fn a_gap_that_the_bureau_does_not_name_is_tried_once_more_and_then_told() {
    let mut scene = Scene::new(&fault("isp_upload", "code", "code = 14"));
    let file = scene.build(&[1]);
    // The bureau lists nothing and says 14 once: the file is simply sent again.
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);

    let mut scene = Scene::new(&fault("isp_upload", "code", "code = 14\ntimes = 2"));
    let file = scene.build(&[1]);
    let error = only(scene.send());
    assert!(
        matches!(error, SendError::Refused { code: 14, .. }),
        "{error}"
    );
    assert_eq!(scene.state(&file), FileState::Built);
    scene.assert_agreement();
}

#[test]
fn a_missing_file_whose_archive_is_gone_stops_the_sending_and_is_named() {
    let mut scene = Scene::new("");
    let first = scene.build(&[1]);
    assert!(scene.send().is_empty());
    scene.bureau_forgets_from(1);
    std::fs::remove_file(scene.archive(&first)).unwrap();
    let second = scene.build(&[2]);
    let error = only(scene.send());
    assert!(
        matches!(&error, SendError::Missing { name, .. } if *name == first),
        "{error}"
    );
    assert_eq!(scene.state(&second), FileState::Built);
    assert!(scene.uploads().is_empty());
}

#[test]
fn a_wrong_password_consumes_nothing() {
    let mut scene = Scene::new("");
    let file = scene.build(&[1]);
    let mut endpoint = scene.endpoint();
    endpoint.password = SecretString::from("wrong");
    let error = only(scene.send_to(endpoint));
    assert!(
        matches!(error, SendError::Refused { code: 5, .. }),
        "{error}"
    );
    assert_eq!(scene.file(&file).sequence, None);
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
    scene.assert_agreement();
}

#[test]
fn refusals_for_now_stop_the_sending_and_the_next_run_goes_on_with_the_same_number() {
    for (action, code) in [("maintenance", 901), ("window", 20), ("limit", 15)] {
        let mut scene = Scene::new(&fault("isp_upload", action, "sequence = 2"));
        let names = [scene.build(&[1]), scene.build(&[2]), scene.build(&[3])];
        let error = only(scene.send());
        assert!(
            matches!(error, SendError::Refused { code: found, .. } if found == code),
            "{error}"
        );
        assert_eq!(scene.uploads().len(), 1, "nothing after the refused one");
        scene.restart_carrier();
        assert!(scene.send().is_empty());
        let expected: Vec<(u32, String)> = (1..).zip(names).collect();
        assert_eq!(scene.uploads(), expected);
        scene.assert_agreement();
    }
}

#[test]
fn an_envelope_that_was_damaged_on_the_way_is_made_anew_once() {
    for code in 6..=8 {
        let mut scene = Scene::new(&fault("isp_upload", "code", &format!("code = {code}")));
        let file = scene.build(&[1]);
        assert!(scene.send().is_empty(), "{code}");
        assert_eq!(scene.uploads(), [(1, file)]);
        scene.assert_agreement();
    }
}

#[test]
fn a_bureau_that_knows_more_than_the_ledger_gets_nothing() {
    let mut scene = Scene::new("");
    let stranger = practice_support::file("STRANGER1", "<XZBA/>", None);
    let client = beian::bureau::Client::new(scene.endpoint());
    assert_eq!(client.upload(&stranger, 1).unwrap().code, 0);
    let file = scene.build(&[1]);
    let error = only(scene.send());
    assert!(
        matches!(
            error,
            SendError::Ahead {
                taken: 1,
                known: 0,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(scene.state(&file), FileState::Built);
    assert_eq!(scene.uploads().len(), 1);
    assert_eq!(scene.ledger().check().unwrap(), []);
}

#[test]
fn an_unknown_upload_whose_number_holds_something_else_is_left_to_a_person() {
    let mut scene = Scene::new("");
    let file = scene.build(&[1]);
    let now = protocol_support::now();
    scene.ledger().begin_sending(&file, "hash", now).unwrap();
    let stranger = practice_support::file("STRANGER1", "<XZBA/>", None);
    let client = beian::bureau::Client::new(scene.endpoint());
    client.upload(&stranger, 1).unwrap();
    scene.restart_carrier();
    let error = only(scene.send());
    assert!(matches!(error, SendError::Unknown { .. }), "{error}");
    assert_eq!(scene.state(&file), FileState::Unknown);
}

#[test]
fn an_upload_that_is_lost_while_a_gap_is_filled_is_found_missing_by_the_next_run() {
    for taken in [true, false] {
        let mut scene = Scene::new("");
        let names = [scene.build(&[1]), scene.build(&[2])];
        assert!(scene.send().is_empty());
        scene.bureau_forgets_from(1);
        let third = scene.build(&[3]);
        let lost = format!("sequence = 2\ntaken = {taken}");
        scene.restart_bureau(&fault("isp_upload", "drop", &lost));
        let error = only(scene.send());
        assert!(
            matches!(&error, SendError::Lost { name, .. } if *name == names[1]),
            "{error}"
        );
        assert_eq!(scene.state(&third), FileState::Built);
        assert!(scene.send().is_empty());
        let expected: Vec<(u32, String)> = (1..).zip(names.into_iter().chain([third])).collect();
        assert_eq!(scene.uploads(), expected);
        scene.assert_agreement();
    }
}

#[test]
fn a_bureau_that_says_that_there_is_nothing_yet_is_at_number_0() {
    let mut scene = Scene::new(&fault("isp_querypreviousupload", "code", "code = 2"));
    let file = scene.build(&[1]);
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
}

#[test]
fn a_bureau_that_does_not_tell_its_number_gets_nothing() {
    let mut scene = Scene::new(&fault("isp_querypreviousupload", "code", "code = 0"));
    let file = scene.build(&[1]);
    let error = only(scene.send());
    assert!(matches!(error, SendError::NoSequence { .. }), "{error}");
    assert_eq!(scene.state(&file), FileState::Built);
}

#[test]
fn a_bureau_that_zips_again_is_believed_by_the_document() {
    let scenario = format!(
        "[reply]\nprevious_zipped_again = true\n{}",
        fault("isp_upload", "drop", "taken = true")
    );
    let mut scene = Scene::new(&scenario);
    let file = scene.build(&[1]);
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
    scene.assert_agreement();
}

#[test]
fn a_file_whose_archive_is_gone_or_damaged_is_passed_over_and_the_others_are_sent() {
    let mut scene = Scene::new("");
    let gone = scene.build(&[1]);
    let damaged = scene.build(&[2]);
    let whole = scene.build(&[3]);
    let kept = std::fs::read(scene.archive(&gone)).unwrap();
    std::fs::remove_file(scene.archive(&gone)).unwrap();
    let half = std::fs::read(scene.archive(&damaged)).unwrap();
    std::fs::write(scene.archive(&damaged), &half[..half.len() / 2]).unwrap();
    let errors = scene.send();
    assert!(
        matches!(&errors[..], [SendError::Missing { name: a, orders: 1, .. }, SendError::Damaged { name: b, orders: 1 }]
            if *a == gone && *b == damaged),
        "{errors:?}"
    );
    assert_eq!(scene.uploads(), [(1, whole.clone())]);
    std::fs::write(scene.archive(&gone), kept).unwrap();
    std::fs::write(scene.archive(&damaged), half).unwrap();
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, whole), (2, gone), (3, damaged)]);
    scene.assert_agreement();
}

#[test]
fn a_bureau_that_cannot_be_reached_leaves_everything_for_the_next_run() {
    let mut scene = Scene::new("");
    let file = scene.build(&[1]);
    let endpoint = scene.endpoint();
    scene.stop_bureau();
    let error = only(scene.send_to(endpoint));
    assert!(matches!(error, SendError::Call(_)), "{error}");
    assert_eq!(scene.state(&file), FileState::Built);
    scene.restart_bureau("");
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
}

#[test]
fn an_encrypted_night_sends_settles_and_fetches() {
    let scenario = fault("isp_upload", "drop", "taken = true");
    let mut scene = Scene::with_key(&scenario, Some(key()));
    let file = scene.build(&[1, 2]);
    assert!(scene.send().is_empty());
    assert_eq!(scene.uploads(), [(1, file)]);
    let fetched = scene.fetch();
    assert!(fetched.error.is_none(), "{:?}", fetched.error);
    assert_eq!(
        (scene.order(1), scene.order(2)),
        (State::Completed, State::Completed)
    );
    scene.assert_agreement();
}

#[test]
fn a_bureau_that_lost_uploads_is_told_when_no_file_makes_it_ask_for_them() {
    let mut scene = Scene::new("");
    let names: Vec<String> = (1..=3).map(|id| scene.build(&[id])).collect();
    assert!(scene.send().is_empty());
    scene.bureau_forgets_from(2);
    let error = only(scene.send());
    assert!(
        matches!(
            error,
            SendError::Behind {
                taken: 1,
                known: 3,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(scene.uploads().len(), 1, "nothing is sent unasked");
    let fourth = scene.build(&[4]);
    assert!(scene.send().is_empty());
    let expected: Vec<(u32, String)> = (1..).zip(names.into_iter().chain([fourth])).collect();
    assert_eq!(scene.uploads(), expected);
    scene.assert_agreement();
}

#[test]
fn another_file_under_the_last_number_stops_everything_and_is_told() {
    let mut scene = Scene::new("");
    let first = scene.build(&[1]);
    assert!(scene.send().is_empty());
    scene.bureau_forgets_from(1);
    let stranger = practice_support::file("STRANGER1", "<XZBA/>", None);
    let client = beian::bureau::Client::new(scene.endpoint());
    assert_eq!(client.upload(&stranger, 1).unwrap().code, 0);
    let second = scene.build(&[2]);
    for _ in 0..2 {
        let error = only(scene.send());
        assert!(
            matches!(&error, SendError::Foreign { sequence: 1, name, .. } if *name == first),
            "{error}"
        );
        scene.restart_carrier();
    }
    assert_eq!(scene.state(&second), FileState::Built);
    assert_eq!(scene.uploads(), [(1, "STRANGER1.xml".to_owned())]);
}

#[test]
fn exactly_the_missing_files_are_sent_again_however_the_bureau_lists_them() {
    let mut scene = Scene::new("");
    let names: Vec<String> = (1..=5).map(|id| scene.build(&[id])).collect();
    assert!(scene.send().is_empty());
    // From 3 on they are gone; the bureau counts what it is sent.
    scene.bureau_forgets_from(3);
    scene.restart_bureau(&fault("isp_upload", "slow", "times = 99"));
    let sixth = scene.build(&[6]);
    assert!(scene.send().is_empty());
    assert_eq!(
        scene.calls_met(),
        5,
        "the new file, the three that were missing, the new file again"
    );
    let expected: Vec<(u32, String)> = (1..).zip(names.into_iter().chain([sixth])).collect();
    assert_eq!(scene.uploads(), expected);
    scene.assert_agreement();
}

#[test]
fn a_ledger_of_an_earlier_day_is_noticed_and_the_newest_goes_on() {
    let mut scene = Scene::new("");
    scene.build(&[1]);
    assert!(scene.send().is_empty());
    scene.back_up();
    scene.build(&[2]);
    scene.build(&[3]);
    assert!(scene.send().is_empty());
    let errors = scene.send_with_the_copy().unwrap();
    assert!(
        matches!(
            errors[..],
            [SendError::Ahead {
                taken: 3,
                known: 1,
                ..
            }]
        ),
        "{errors:?}"
    );
    assert!(
        errors[0].to_string().contains("ledger adopt"),
        "{}",
        errors[0]
    );
    scene.build(&[4]);
    assert!(scene.send().is_empty());
    scene.assert_agreement();
}
