//! Whole nights against a bureau that misbehaves, and then one that does not: nothing is lost and nothing is sent twice.
//! Each trouble is a scenario of `fixtures/practice/troubles` that a carrier can rehearse with.
//!
//! The practice bureau refuses what it has already, so a night whose orders are all approved has sent each once.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::{Path, PathBuf};

use night_support::{ORDERS, SmallNight, assert_exit, said};

/// Nights after which a bureau is well again at the latest: faults are counted, and a run may ask several times.
const NIGHTS: usize = 6;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/practice/troubles")
}

fn night(trouble: &str) -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    let scenario = fs::read(folder().join(trouble).with_extension("toml")).unwrap();
    night.write("practice.toml", scenario);
    night
}

fn approved(night: &SmallNight) -> u64 {
    night.report().last().unwrap()["totals"]["approved"]
        .as_u64()
        .unwrap()
}

fn assert_all_is_well(night: &SmallNight) {
    night.assert_agreement();
    assert_eq!(approved(night), ORDERS.len() as u64);
}

/// A trouble that the night itself gets over.
fn is_got_over(trouble: &str) -> SmallNight {
    let night = night(trouble);
    assert_exit(&night.run(&["nightly"]), 0);
    assert!(night.faults_met() > 0, "{trouble} never happened");
    assert_all_is_well(&night);
    night
}

/// A night that does not wait for a bureau that says "not now".
fn impatient_night(trouble: &str) -> SmallNight {
    let night = night(trouble);
    night.configure("[[bureau]]\nname = \"practice\"\nretry.tries = 1\n");
    night
}

/// A trouble that a night ends with, as `code` and `words` say, and that a later night gets over.
fn is_told_and_got_over(night: &SmallNight, code: i32, words: &str) {
    let first = night.run(&["nightly"]);
    assert_exit(&first, code);
    assert!(said(&first).contains(words), "{}", said(&first));
    assert!(
        night.path("reports/2026-09-18.txt").exists(),
        "the report is written all the same"
    );
    night.assert_agreement();
    for _ in 1..NIGHTS {
        let next = night.run(&["nightly"]);
        if next.status.code() == Some(0) {
            return assert_all_is_well(night);
        }
        assert_exit(&next, code);
        night.assert_agreement();
    }
    panic!("not well after {NIGHTS} nights");
}

/// How many answers lie in the inbox as they came.
fn stored(night: &SmallNight) -> usize {
    fn count(path: &Path) -> usize {
        let entries = fs::read_dir(path).into_iter().flatten();
        let counts = entries.map(|entry| match entry.unwrap().path() {
            path if path.is_dir() => count(&path),
            _ => 1,
        });
        counts.sum()
    }
    count(&night.path("inbox"))
}

/// A damaged answer: kept as it came, told, not acknowledged, and the night goes on to its end. When it has come
/// whole in the next night, nothing of the damaged one waits for anybody.
fn is_kept_and_left_at_the_bureau(trouble: &str) {
    let night = night(trouble);
    let first = night.run(&["nightly"]);
    assert_exit(&first, 1);
    assert!(
        said(&first).contains("not acknowledged"),
        "{}",
        said(&first)
    );
    assert!(night.path("reports/2026-09-18.json").exists());
    // One came whole, and the damaged one was asked for twice.
    assert!(stored(&night) >= 2, "{}", stored(&night));
    night.assert_agreement();
    assert!(approved(&night) < ORDERS.len() as u64);
    let before = stored(&night);
    assert_exit(&night.run(&["nightly"]), 0);
    assert!(night.open_answers().is_empty());
    assert!(stored(&night) > before, "the bureau had kept it");
    assert_all_is_well(&night);
}

#[test]
fn an_answer_dropped_before_the_file_was_taken() {
    is_got_over("drop-before");
}

#[test]
fn an_answer_dropped_after_the_file_was_taken() {
    is_got_over("drop-after");
}

#[test]
fn an_answer_cut_off_in_its_middle() {
    is_got_over("cut-off");
}

#[test]
fn a_page_in_place_of_an_answer() {
    is_got_over("page");
}

#[test]
fn an_answer_that_comes_too_late() {
    let night = night("slow");
    night.configure("[[bureau]]\nname = \"practice\"\ntimeout = 1\n");
    // Whether the question about it is answered in time decides which night settles it.
    for _ in 0..NIGHTS {
        if night.run(&["nightly"]).status.code() == Some(0) {
            return assert_all_is_well(&night);
        }
    }
    panic!("not well after {NIGHTS} nights");
}

#[test]
fn files_that_the_bureau_has_lost_are_asked_for_with_14_and_sent_in_order() {
    let night = is_got_over("missing-files");
    let numbers: Vec<u32> = night
        .uploads()
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn too_many_files() {
    is_told_and_got_over(&impatient_night("too-many-files"), 4, "15");
}

#[test]
fn outside_the_hours_for_reports() {
    is_told_and_got_over(&impatient_night("outside-hours"), 4, "20");
}

#[test]
fn maintenance_of_uploads() {
    is_told_and_got_over(&impatient_night("maintenance-uploads"), 4, "901");
}

#[test]
fn maintenance_of_downloads() {
    is_told_and_got_over(&impatient_night("maintenance-downloads"), 4, "902");
}

#[test]
fn a_wrong_hash() {
    is_kept_and_left_at_the_bureau("wrong-hash");
}

#[test]
fn a_wrong_key() {
    is_kept_and_left_at_the_bureau("wrong-key");
}

#[test]
fn a_broken_archive() {
    is_kept_and_left_at_the_bureau("broken-zip");
}

#[test]
fn a_document_that_ends_in_its_middle() {
    is_kept_and_left_at_the_bureau("truncated-document");
}

#[test]
fn a_document_of_something_else() {
    is_kept_and_left_at_the_bureau("foreign-document");
}

#[test]
fn a_file_that_comes_again_although_it_was_acknowledged() {
    let night = night("repeated");
    let first = night.run(&["nightly"]);
    assert!(said(&first).contains("gave it again"), "{}", said(&first));
    night.assert_agreement();
    assert_exit(&night.run(&["nightly"]), 0);
    assert_all_is_well(&night);
}

#[test]
fn a_file_of_the_night_before_that_comes_again_changes_nothing() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    let before = night.report();
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_download\"\ndo = \"repeat\"\n",
    );
    assert_exit(&night.run(&["nightly"]), 0);
    assert!(night.faults_met() > 0);
    let states = |report: &[serde_json::Value]| -> Vec<(String, String)> {
        let orders = report.iter().filter(|line| line["order"].is_string());
        orders
            .map(|line| (line["order"].to_string(), line["state"].to_string()))
            .collect()
    };
    assert_eq!(states(&night.report()), states(&before));
    assert_all_is_well(&night);
}

#[test]
fn answers_that_come_a_night_late() {
    let night = night("late");
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(approved(&night), 0, "nothing is delivered yet");
    night.assert_agreement();
    assert_exit(&night.run(&["nightly"]), 0);
    assert_all_is_well(&night);
}

#[test]
fn answers_in_the_wrong_order() {
    is_got_over("out-of-order");
}

#[test]
fn refusals_by_share_are_the_same_for_the_same_seed_and_every_order_has_an_outcome() {
    let outcomes = || {
        let night = night("refused-by-share");
        assert_exit(&night.run(&["nightly"]), 1);
        night.assert_agreement();
        let lines = night.report();
        let totals = &lines.last().unwrap()["totals"];
        let sum = |key: &str| totals[key].as_u64().unwrap();
        assert_eq!(sum("approved") + sum("refused"), ORDERS.len() as u64);
        assert!(sum("approved") > 0 && sum("refused") > 0, "{totals}");
        ORDERS.map(|order| night.state(order))
    };
    assert_eq!(outcomes(), outcomes());
}

#[test]
fn answers_that_take_days() {
    let night = night("delayed");
    let mut finished = Vec::new();
    for day in 18..=21 {
        let config = fs::read_to_string(night.path("beian.toml")).unwrap();
        let now = format!("2026-09-{}T", day - 1);
        night.write(
            "beian.toml",
            config.replace(&now, &format!("2026-09-{day}T")),
        );
        assert_exit(&night.run(&["nightly"]), 0);
        night.assert_agreement();
        let lines = night.report();
        let done = lines.iter().filter(|line| line["state"] == "completed");
        finished.push((approved(&night), done.count()));
    }
    let all = ORDERS.len();
    assert_eq!(
        finished,
        [(0, 0), (all as u64, 0), (all as u64, 0), (all as u64, all)]
    );
}

#[test]
fn every_scenario_of_the_folder_is_one_of_these_tests() {
    let source = fs::read_to_string(file!()).or_else(|_| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/night_troubles.rs"))
    });
    let source = source.unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().path();
        let name = name.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(source.contains(&format!("(\"{name}\"")), "{name}");
    }
}
