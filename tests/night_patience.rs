//! A bureau that says "not now", and one that takes reports at certain hours only: what is asked again, when, and what is told.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use night_support::{ORDERS, SmallNight, assert_exit, said};

fn fault(call: &str, action: &str, more: &str) -> String {
    format!("[[fault]]\ncall = \"{call}\"\ndo = \"{action}\"\n{more}\n")
}

fn night(scenario: &str, bureau: &str) -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    night.write("practice.toml", scenario);
    night.configure(&format!("[[bureau]]\nname = \"practice\"\n{bureau}\n"));
    night
}

#[test]
fn a_bureau_that_says_not_now_is_asked_again_in_the_same_run() {
    for (call, action, code) in [
        ("isp_upload", "maintenance", 901),
        ("isp_upload", "limit", 15),
        ("isp_upload", "window", 20),
        ("isp_download", "maintenance", 902),
        ("isp_downloadack", "maintenance", 902),
        ("isp_querypreviousupload", "maintenance", 902),
    ] {
        let night = night(&fault(call, action, "times = 2"), "retry.wait = 0");
        let output = night.run(&["nightly"]);
        assert_exit(&output, 0);
        let told = format!("says \"not now\" ({code}), asked again in 0 s");
        assert_eq!(said(&output).matches(&told).count(), 2, "{}", said(&output));
        night.assert_agreement();
        assert_eq!(
            night.report().last().unwrap()["totals"]["approved"],
            ORDERS.len()
        );
    }
}

#[test]
fn the_waits_of_a_run_grow_and_end_after_as_many_tries_as_are_set() {
    let night = night(
        &fault("isp_upload", "maintenance", "times = 3"),
        "retry = { tries = 3, wait = 1 }",
    );
    let began = std::time::Instant::now();
    let output = night.run(&["nightly"]);
    assert_exit(&output, 4);
    assert!(began.elapsed().as_secs() >= 3, "a second, then two");
    let said = said(&output);
    for told in ["asked again in 1 s", "asked again in 2 s", "code 901"] {
        assert!(said.contains(told), "{said}");
    }
    assert!(!said.contains("asked again in 4 s"), "{said}");
    // A new run asks at once.
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn a_code_that_waiting_does_not_mend_is_not_asked_again() {
    for code in [5, 12, 18, 19, 22, 999] {
        let night = night(&fault("isp_upload", "code", &format!("code = {code}")), "");
        let output = night.run(&["send"]);
        assert_exit(&output, 0);
        assert_exit(&night.run(&["build", "orders"]), 0);
        let output = night.run(&["send"]);
        assert_exit(&output, 4);
        assert!(!said(&output).contains("asked again"), "{}", said(&output));
    }
}

#[test]
fn the_budget_of_not_now_is_kept_over_restarts_until_its_hour_is_over() {
    let budget = "retry = { tries = 1, per_hour = 3 }";
    let night = night(&fault("isp_upload", "maintenance", "times = 99"), budget);
    assert_exit(&night.run(&["build", "orders"]), 0);
    for _ in 0..3 {
        assert_exit(&night.run(&["send"]), 4);
    }
    assert_eq!(night.faults_met(), 3);
    let spent = night.run(&["send"]);
    assert_exit(&spent, 4);
    assert!(
        said(&spent).contains("3 times") && said(&spent).contains("2026-09-18 23:00"),
        "{}",
        said(&spent)
    );
    assert_eq!(night.faults_met(), 3, "no call was made");
    // Downloads have a budget of their own.
    assert_exit(&night.run(&["fetch"]), 0);
    night.write("practice.toml", "");
    night.configure_at(
        "2026-09-18T22:59:00+08:00",
        &format!("[[bureau]]\nname = \"practice\"\n{budget}\n"),
    );
    assert_exit(&night.run(&["send"]), 4);
    night.configure_at(
        "2026-09-18T23:00:00+08:00",
        &format!("[[bureau]]\nname = \"practice\"\n{budget}\n"),
    );
    assert_exit(&night.run(&["send"]), 0);
    night.assert_agreement();
}

#[test]
fn the_budget_of_a_day_outlasts_that_of_an_hour() {
    let bureau = "[[bureau]]\nname = \"practice\"\nretry = { tries = 5, wait = 0, per_hour = 2, per_day = 3 }\n";
    let night = night(&fault("isp_upload", "limit", "times = 99"), "");
    night.configure(bureau);
    assert_exit(&night.run(&["build", "orders"]), 0);
    assert_exit(&night.run(&["send"]), 4);
    assert_eq!(night.faults_met(), 2, "the hour's budget ends the run");
    night.configure_at("2026-09-18T23:30:00+08:00", bureau);
    assert_exit(&night.run(&["send"]), 4);
    assert_eq!(night.faults_met(), 3, "then the day's");
    night.configure_at("2026-09-19T01:00:00+08:00", bureau);
    let spent = night.run(&["send"]);
    assert_exit(&spent, 4);
    assert!(
        said(&spent).contains("2026-09-19 22:00"),
        "{}",
        said(&spent)
    );
    assert_eq!(night.faults_met(), 3);
}

#[test]
fn a_bureau_that_is_waited_for_keeps_no_other_waiting() {
    let night = night(&fault("isp_upload", "maintenance", ""), "");
    night.write("password", "practice");
    let here =
        "[[bureau]]\nname = \"practice\"\nfamilies = [\"ICP\"]\nretry = { tries = 2, wait = 2 }\n";
    let away = "[[bureau]]\nname = \"away\"\nurl = \"http://127.0.0.1:1\"\npassword_file = \"password\"\nfamilies = [\"IP\"]\n";
    night.configure(&format!("{here}{away}"));
    let output = night.run(&["nightly", "-v", "--color", "never"]);
    // The bureau that is away was turned to while the other was waited for; its trouble stops nothing.
    assert_exit(&output, 4);
    let said = said(&output);
    let at = |what: &str| said.find(what).unwrap_or_else(|| panic!("{what}: {said}"));
    assert!(
        at("asked again in 2 s") < at("the numbers could not be compared"),
        "{said}"
    );
    assert!(
        at("the numbers could not be compared") < at("taken"),
        "{said}"
    );
    night.assert_agreement();
    assert_eq!(night.uploads().len(), 3);
}

#[test]
fn outside_its_hours_a_bureau_gets_nothing_and_answers_are_fetched_all_the_same() {
    let bureau = "[[bureau]]\nname = \"practice\"\nhours = \"20:00-06:00\"\n";
    let night = SmallNight::of(&ORDERS[..3]);
    night.write("practice.toml", "[review]\nfiling_days = 1\n");
    night.configure_at("2026-09-18T22:00:00+08:00", bureau);
    assert_exit(&night.run(&["nightly"]), 0);
    let sent = night.uploads();
    assert!(!sent.is_empty());

    for order in &ORDERS[3..] {
        night.bring(order, order);
    }
    night.configure_at("2026-09-19T09:00:00+08:00", bureau);
    let closed = night.run(&["nightly"]);
    assert_exit(&closed, 1);
    assert!(
        said(&closed).contains("takes reports at 20:00-06:00 only"),
        "{}",
        said(&closed)
    );
    assert_eq!(night.uploads(), sent, "nothing was sent");
    assert_eq!(
        night.state(ORDERS[0]),
        "completed",
        "the filing was fetched"
    );
    assert_exit(&night.run(&["send"]), 1);

    night.configure_at("2026-09-20T05:59:00+08:00", bureau);
    assert_exit(&night.run(&["send"]), 0);
    assert!(night.uploads().len() > sent.len());
    night.assert_agreement();
    // With nothing to send there is nothing to tell.
    night.configure_at("2026-09-20T12:00:00+08:00", bureau);
    assert_exit(&night.run(&["send"]), 0);
}
