//! The process is killed in the middle of the night, and the next run brings it to its end: nothing lost, nothing twice.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use beian::archive::Kind;
use night_support::{ORDERS, SmallNight, assert_exit, said};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

fn approved(night: &SmallNight) -> usize {
    let totals = night.report().pop().unwrap();
    totals["totals"]["approved"].as_u64().unwrap() as usize
}

/// The calls of a night at which it is killed, and which one of its kind.
const CALLS: [(&str, u32); 6] = [
    ("isp_querypreviousupload", 1),
    ("isp_upload", 1),
    ("isp_upload", 3),
    ("isp_download", 3),
    ("isp_downloadack", 1),
    ("isp_downloadack", 4),
];

#[test]
fn killed_while_it_waits_for_any_answer_the_night_is_finished_by_the_next_run() {
    for (call, number) in CALLS {
        let night = SmallNight::of(&ORDERS);
        night.write(
            "practice.toml",
            format!(
                "[[fault]]\ncall = \"{call}\"\ndo = \"slow\"\nfrom = {number}\ndelay_ms = 60000\n"
            ),
        );
        let _bureau = night.with_bureau_elsewhere();
        let mut process = night
            .command(&["nightly", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        while night.faults_met() < number {
            assert!(Instant::now() < deadline, "{call} {number} was never made");
            assert!(process.try_wait().unwrap().is_none(), "{call} {number}");
            std::thread::sleep(Duration::from_millis(20));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        let again = night.run(&["nightly"]);
        assert_exit(&again, 0);
        night.assert_agreement();
        assert_eq!(approved(&night), ORDERS.len(), "{call} {number}");
    }
}

#[test]
fn killed_at_any_moment_the_night_is_finished_by_the_next_run() {
    let kills = std::env::var("BEIAN_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(6_u32);
    let mut dice = ChaCha8Rng::seed_from_u64(6);
    let mut whole = Duration::ZERO;
    let mut cut = 0;
    for kill in 0..=kills {
        let night = SmallNight::of(&ORDERS);
        let _bureau = night.with_bureau_elsewhere();
        let began = Instant::now();
        let mut process = night
            .command(&["nightly", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if kill == 0 {
            // The first one lives, to tell how long a night takes.
            assert!(process.wait().unwrap().success());
            whole = began.elapsed();
        } else {
            let moment = whole * kill / kills;
            std::thread::sleep(moment.mul_f64(dice.random_range(0.85..1.0)));
            cut += u32::from(process.try_wait().unwrap().is_none());
            process.kill().unwrap();
            process.wait().unwrap();
        }
        assert_exit(&night.run(&["nightly"]), 0);
        night.assert_agreement();
        assert_eq!(approved(&night), ORDERS.len());
    }
    eprintln!("{kills} nights, {cut} of them killed under way");
    assert!(cut > 0);
}

#[test]
fn files_built_before_a_crash_are_sent_by_the_next_run() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders"]), 0);
    let built: Vec<String> = (night.ledger().files().unwrap().into_iter())
        .map(|file| file.name)
        .collect();
    assert_exit(&night.run(&["nightly"]), 0);
    let sent: Vec<String> = night.uploads().into_iter().map(|(_, name)| name).collect();
    assert_eq!(sent, built);
    night.assert_agreement();
}

#[test]
fn what_a_crash_left_half_written_is_never_taken_for_a_file() {
    let night = SmallNight::of(&ORDERS);
    let outbox = "outbox/practice/33000000000120260918XZBA";
    for (name, content) in [
        ("000001.xml.part", "<UploadData"),
        ("000001.xml", "<UploadData"),
        ("000001.zip", "PK"),
        ("000099.xml", "<UploadData"),
        ("000099.zip", "PK"),
    ] {
        night.write(&format!("{outbox}{name}"), content);
    }
    assert_exit(&night.run(&["nightly"]), 0);
    assert!(
        night
            .uploads()
            .iter()
            .all(|(_, name)| !name.contains("000099"))
    );
    night.assert_agreement();
    assert_eq!(approved(&night), ORDERS.len());
}

#[test]
fn a_built_file_that_is_gone_is_named_and_the_rest_of_the_night_goes_on() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders"]), 0);
    let gone = night.ledger().files().unwrap().remove(0);
    let archive = night
        .path("outbox/practice")
        .join(&gone.name)
        .with_extension("zip");
    let bytes = fs::read(&archive).unwrap();
    fs::remove_file(&archive).unwrap();
    let kept = night.archived_content(Kind::Package, &gone.name);
    fs::remove_file(&kept).unwrap();

    let first = night.run(&["nightly"]);
    assert_exit(&first, 3);
    assert!(said(&first).contains(&gone.name), "{}", said(&first));
    assert_eq!(night.uploads().len(), 2, "the others are sent");
    for order in &gone.orders {
        assert_eq!(night.state(order), "packed");
    }

    fs::write(&archive, &bytes[..bytes.len() - 10]).unwrap();
    let second = night.run(&["nightly", "--lang", "zh"]);
    assert_exit(&second, 3);
    assert!(said(&second).contains(&gone.name), "{}", said(&second));

    fs::write(&archive, bytes).unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    // The upload kept what it sent.
    assert!(kept.exists());
    night.assert_agreement();
    assert_eq!(approved(&night), ORDERS.len());
}

#[test]
fn a_built_file_that_is_gone_from_the_outbox_is_sent_from_the_archive() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders"]), 0);
    fs::remove_dir_all(night.path("outbox")).unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    assert_eq!(approved(&night), ORDERS.len());
}

#[test]
fn what_was_sent_stays_in_the_outbox() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["nightly"]), 0);
    assert_exit(&night.run(&["nightly"]), 0);
    for (_, name) in night.uploads() {
        let file = night.path("outbox/practice").join(&name);
        assert!(
            file.exists() && file.with_extension("zip").exists(),
            "{name}"
        );
    }
}
