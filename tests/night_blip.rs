//! A line that fails for a while: the run asks again by itself, settles what it does not know, and ends with everything done.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::net::TcpListener;
use std::process::Stdio;

use night_support::{ORDERS, SmallNight, assert_exit, said};

fn fault(call: &str, action: &str, more: &str) -> String {
    format!("[[fault]]\ncall = \"{call}\"\ndo = \"{action}\"\n{more}\n")
}

/// A night of two orders, against a bureau that follows the scenario and is asked again at once.
fn night(scenario: &str) -> SmallNight {
    let night = SmallNight::of(&ORDERS[..2]);
    night.write("practice.toml", scenario);
    night.configure("[[bureau]]\nname = \"practice\"\nretry.wait = 0\ntimeout = 1\n");
    night
}

/// One run does it all, and nothing is sent twice.
fn assert_done_in_one_run(night: &SmallNight, told: usize) {
    let output = night.run(&["nightly"]);
    assert_exit(&output, 0);
    let said = said(&output);
    assert_eq!(said.matches("gives no answer").count(), told, "{said}");
    night.assert_agreement();
    assert_eq!(night.report().last().unwrap()["totals"]["approved"], 2);
}

/// The ways in which a line fails.
const BLIPS: [&str; 6] = [
    "drop", "cut_off", "garbage", "http_500", "http_502", "http_503",
];

#[test]
fn a_call_that_asks_is_made_again_in_the_same_run_whatever_became_of_its_answer() {
    for call in ["isp_querypreviousupload", "isp_download", "isp_downloadack"] {
        for (number, action) in BLIPS.into_iter().enumerate() {
            let more = format!("taken = {}\ntimes = 2", number % 2 == 0);
            assert_done_in_one_run(&night(&fault(call, action, &more)), 2);
        }
    }
}

#[test]
fn an_upload_whose_answer_is_lost_is_settled_in_the_same_run_even_where_the_question_is_lost_too() {
    for action in ["drop", "cut_off", "http_502"] {
        for taken in [true, false] {
            // The first question is the comparison before the first upload.
            let question = fault("isp_querypreviousupload", action, "from = 2\ntimes = 2");
            let answer = fault("isp_upload", action, &format!("taken = {taken}"));
            assert_done_in_one_run(&night(&format!("{question}{answer}")), 2);
        }
    }
}

#[test]
fn an_upload_that_is_lost_again_and_again_goes_out_under_the_same_number_in_the_same_run() {
    let night = night(&fault("isp_upload", "http_503", "times = 5"));
    // Each visit sends it twice, with the question between.
    assert_done_in_one_run(&night, 2);
    assert_eq!(night.uploads().len(), 1);
}

#[test]
fn a_time_out_is_got_over_in_the_same_run_whichever_call_it_strikes() {
    for call in ["isp_upload", "isp_querypreviousupload", "isp_download"] {
        assert_done_in_one_run(
            &night(&fault(call, "slow", "delay_ms = 1500")),
            usize::from(call != "isp_upload"),
        );
    }
}

#[test]
fn a_bureau_that_refuses_connections_for_a_while_gets_the_night_as_soon_as_it_is_back() {
    let night = SmallNight::of(&ORDERS[..2]);
    night.write("password", "practice");
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    night.configure(&format!(
        "[[bureau]]\nname = \"practice\"\nurl = \"http://{address}\"\npassword_file = \"password\"\nretry.wait = 2\n"
    ));
    let mut run = night.command(&["nightly", "--lang", "en"]);
    let run = run
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The night has met the closed door once its orders are packed, and the bureau comes while it waits.
    let began = std::time::Instant::now();
    while !night.path("outbox").exists() && began.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    std::thread::sleep(std::time::Duration::from_millis(1000));
    let bureau = night.start_bureau_at(&address);
    let output = run.wait_with_output().unwrap();
    assert_exit(&output, 0);
    assert!(
        said(&output).contains("gives no answer"),
        "{}",
        said(&output)
    );
    night.assert_agreement();
    assert_eq!(night.report().last().unwrap()["totals"]["approved"], 2);
    drop(bureau);
}

#[test]
fn what_waiting_does_not_mend_is_told_at_once() {
    // An address at which something else answers: nothing but the operator changes that.
    let night = night("");
    night.write("password", "practice");
    let bureau = night.with_bureau_elsewhere();
    night.configure(&format!(
        "[[bureau]]\nname = \"practice\"\nurl = \"{}/elsewhere\"\npassword_file = \"password\"\nretry.wait = 0\n",
        bureau.url
    ));
    let output = night.run(&["nightly"]);
    assert_exit(&output, 4);
    let said = said(&output);
    assert!(said.contains("HTTP 404"), "{said}");
    assert!(!said.contains("asked again"), "{said}");
    assert!(
        night
            .ledger()
            .files()
            .unwrap()
            .iter()
            .all(|file| file.accepted.is_none())
    );
}

#[test]
fn the_budget_of_lost_answers_is_kept_over_restarts_and_is_the_same_as_that_of_not_now() {
    let night = night("");
    let budget = "retry = { tries = 2, wait = 0, per_hour = 4 }";
    night.configure(&format!("[[bureau]]\nname = \"practice\"\n{budget}\n"));
    night.write(
        "practice.toml",
        fault("isp_upload", "drop", "times = 3")
            + &fault("isp_upload", "maintenance", "from = 4\ntimes = 99"),
    );
    assert_exit(&night.run(&["build", "orders"]), 0);
    // Twice lost in a visit, once lost and then refused, refused; refused.
    for _ in 0..2 {
        assert_exit(&night.run(&["send"]), 4);
    }
    let met = night.faults_met();
    let spent = night.run(&["send"]);
    assert_exit(&spent, 4);
    assert!(
        said(&spent).contains("4 times") && said(&spent).contains("2026-09-18 23:00"),
        "{}",
        said(&spent)
    );
    assert_eq!(night.faults_met(), met, "no upload was made");
}

#[test]
fn an_outage_of_a_night_with_a_run_every_few_minutes_keeps_nothing_back_the_next_morning() {
    let night = night("");
    let bureau =
        "[[bureau]]\nname = \"practice\"\nretry = { tries = 1, per_hour = 3, per_day = 4 }\n";
    night.configure(bureau);
    assert_exit(&night.run(&["build", "orders"]), 0);
    night.write(
        "practice.toml",
        fault("isp_querypreviousupload", "drop", "times = 99"),
    );
    for hour in 0..3 {
        for minute in [0, 15, 30, 45, 50] {
            let now = format!("2026-09-19T0{hour}:{minute:02}:00+08:00");
            night.configure_at(&now, bureau);
            assert_exit(&night.run(&["send"]), 4);
        }
    }
    // The line is back an hour after it was last found to be down.
    night.write("practice.toml", "");
    night.configure_at("2026-09-19T03:30:00+08:00", bureau);
    assert_exit(&night.run(&["send"]), 0);
    night.assert_agreement();
}

#[test]
fn a_line_that_fails_now_and_then_does_not_end_the_run_as_long_as_it_gets_on() {
    let failing: String = (2..=6)
        .step_by(2)
        .map(|call| fault("isp_download", "cut_off", &format!("from = {call}")))
        .collect();
    let night = night(&failing);
    night.configure("[[bureau]]\nname = \"practice\"\nretry = { tries = 2, wait = 0 }\n");
    assert_done_in_one_run(&night, 3);
}
