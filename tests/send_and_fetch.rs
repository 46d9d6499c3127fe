//! `build`, `send` and `fetch`, one after the other, and what `--dry-run` says of them without doing anything.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use night_support::{ORDERS, SmallNight, assert_exit, json_lines, said};

fn printed(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every file below a folder with its content, and every folder.
fn everything(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if path.is_dir() {
            found.extend(everything(&path));
            found.insert(name, None);
        } else {
            found.insert(name, Some(fs::read(&path).unwrap()));
        }
    }
    found
}

#[test]
fn build_send_and_fetch_are_a_night_in_three_steps() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders"]), 0);
    assert!(!night.path("practice").exists(), "no network");
    let sent = night.run(&["send"]);
    assert_exit(&sent, 0);
    assert!(
        printed(&sent).contains(": number 1 of bureau \"practice\""),
        "{}",
        printed(&sent)
    );
    assert!(
        printed(&sent).contains("3 files sent, 0 left"),
        "{}",
        printed(&sent)
    );
    assert_eq!(night.state(ORDERS[0]), "under_review");
    assert!(!night.path("inbox").exists(), "send fetches nothing");
    let fetched = night.run(&["fetch", "--format", "json"]);
    assert_exit(&fetched, 0);
    let lines = json_lines(&fetched);
    assert!(
        lines.iter().any(|line| line["family"] == "ICP/BASJ"),
        "{lines:?}"
    );
    for order in ORDERS {
        assert_eq!(night.state(order), "completed", "{order}");
    }
    night.assert_agreement();
    let again = night.run(&["fetch"]);
    assert_exit(&again, 0);
    assert!(
        printed(&again).starts_with("0 files"),
        "{}",
        printed(&again)
    );
    assert!(printed(&night.run(&["send"])).contains("0 files sent, 0 left"));
}

#[test]
fn copies_of_what_is_built_lie_where_they_are_asked_for_and_the_files_are_sent_all_the_same() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders", "--out", "copies/here"]), 0);
    let files = night.ledger().files().unwrap();
    for file in &files {
        for extension in ["xml", "zip", "json"] {
            let read = |folder: &str| {
                fs::read(
                    night
                        .path(folder)
                        .join(&file.name)
                        .with_extension(extension),
                )
                .unwrap()
            };
            assert_eq!(
                read("copies/here"),
                read("outbox/practice"),
                "{}",
                file.name
            );
        }
    }
    fs::remove_dir_all(night.path("copies")).unwrap();
    assert_exit(&night.run(&["send"]), 0);
    assert_eq!(night.uploads().len(), files.len());
    night.assert_agreement();
}

#[test]
fn one_bureau_can_be_meant() {
    let night = SmallNight::of(&ORDERS);
    night.write("password", "practice");
    night.configure(
        "[[bureau]]\nname = \"away\"\nurl = \"http://127.0.0.1:1\"\npassword_file = \"password\"\nfamilies = [\"IP\"]\n\
         [[bureau]]\nname = \"practice\"\nfamilies = [\"ICP\"]\n",
    );
    assert_exit(&night.run(&["build", "orders"]), 0);
    assert_exit(&night.run(&["send", "--bureau", "away"]), 0);
    assert!(!night.path("practice").exists());
    assert_exit(&night.run(&["send", "--bureau", "practice"]), 0);
    assert_exit(&night.run(&["fetch", "--bureau", "practice"]), 0);
    assert_exit(&night.run(&["fetch"]), 4);
    assert_eq!(night.state(ORDERS[0]), "completed");
    for command in ["send", "fetch"] {
        let output = night.run(&[command, "--bureau", "nowhere"]);
        assert_exit(&output, 2);
        assert!(
            said(&output).contains("away, practice"),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn an_upload_whose_answer_is_lost_ends_send_with_5_and_fetch_settles_it_before_it_fetches() {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"drop\"\ntaken = true\n\
         [[fault]]\ncall = \"isp_querypreviousupload\"\ndo = \"drop\"\nfrom = 2\n",
    );
    night.configure("[[bureau]]\nname = \"practice\"\nretry.tries = 1\n");
    assert_exit(&night.run(&["build", "orders"]), 0);
    let sent = night.run(&["send"]);
    assert_exit(&sent, 5);
    assert!(said(&sent).contains("ledger resolve"), "{}", said(&sent));
    let planned = night.run(&["send", "--dry-run"]);
    assert_exit(&planned, 5);
    assert!(
        printed(&planned).contains("would first ask"),
        "{}",
        printed(&planned)
    );
    assert_exit(&night.run(&["fetch"]), 0);
    assert_eq!(night.ledger().sequences().unwrap()[0].last, 1);
    assert_exit(&night.run(&["send"]), 0);
    night.assert_agreement();
}

#[test]
fn what_is_sent_again_and_again_is_sent_once_and_two_at_once_are_one_after_the_other() {
    let night = SmallNight::of(&ORDERS);
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"slow\"\nfrom = 1\ndelay_ms = 3000\n",
    );
    let _bureau = night.with_bureau_elsewhere();
    assert_exit(&night.run(&["build", "orders"]), 0);
    let mut first = night.command(&["nightly", "--quiet"]).spawn().unwrap();
    let begun = std::time::Instant::now();
    while night.faults_met() == 0 {
        assert!(begun.elapsed().as_secs() < 60);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    for command in ["nightly", "send", "fetch"] {
        let second = night.run(&[command]);
        assert_exit(&second, 3);
        let holder = format!("nightly, pid {}, since 2026-09-18 22:00:00", first.id());
        assert!(
            said(&second).contains(&holder),
            "{command}: {}",
            said(&second)
        );
    }
    // A plan cannot be made either while the ledger changes.
    assert_exit(&night.run(&["nightly", "--dry-run"]), 3);
    assert!(first.wait().unwrap().success());
    for _ in 0..2 {
        assert_exit(&night.run(&["nightly"]), 0);
    }
    night.assert_agreement();
    assert_eq!(night.uploads().len(), 3);
}

#[test]
fn a_dry_run_says_what_a_night_would_do_and_changes_nothing_at_all() {
    const WRONG: &str = ORDERS[1];
    let night = SmallNight::of(&[ORDERS[0], ORDERS[2], ORDERS[3], ORDERS[4]]);
    night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    assert_exit(&night.run(&["nightly"]), 0);
    for order in [WRONG, ORDERS[5]] {
        night.bring(order, order);
    }
    let path = night.path("orders").join(WRONG).join("order.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("15454354192", "154543541")).unwrap();
    let before = everything(&night.path(""));
    let plan = night.run(&["nightly", "--dry-run"]);
    assert_exit(&plan, 1);
    assert_eq!(everything(&night.path("")), before, "something was changed");
    let plan = printed(&plan);
    for told in [
        "6 orders".to_owned(),
        format!("would hold back order {WRONG}"),
        "would fetch the answers of bureau \"practice\"".to_owned(),
        "no call was made".to_owned(),
    ] {
        assert!(plan.contains(&told), "{told}: {plan}");
    }
    let number = night.uploads().len() + 1;
    let would = plan
        .lines()
        .find(|line| line.starts_with("would send"))
        .unwrap()
        .to_owned();
    assert!(would.contains(&format!("as number {number}")), "{would}");
    // What it said is what happens.
    let name = would.split_whitespace().nth(2).unwrap().to_owned();
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(night.uploads().last().unwrap(), &(number as u32, name));
    night.assert_agreement();
}

#[test]
fn a_dry_run_before_the_first_night_makes_no_ledger() {
    let night = SmallNight::of(&ORDERS);
    let before = everything(&night.path(""));
    let plan = night.run(&["nightly", "--dry-run"]);
    assert_exit(&plan, 0);
    assert_eq!(
        printed(&plan).matches("would build").count(),
        3,
        "{}",
        printed(&plan)
    );
    assert_eq!(printed(&plan).matches("would send").count(), 3);
    assert_exit(&night.run(&["send", "--dry-run"]), 0);
    assert_eq!(everything(&night.path("")), before);
}

#[test]
fn a_dry_run_of_send_names_files_numbers_and_what_keeps_them() {
    let night = SmallNight::of(&ORDERS);
    assert_exit(&night.run(&["build", "orders"]), 0);
    let before = everything(&night.path(""));
    let plan = night.run(&["send", "--dry-run"]);
    assert_exit(&plan, 0);
    for (number, file) in (1..).zip(night.ledger().files().unwrap()) {
        let line = format!(
            "would send {} to bureau \"practice\" as number {number}",
            file.name
        );
        assert!(printed(&plan).contains(&line), "{}", printed(&plan));
    }
    let unchanged: Vec<_> = before
        .into_iter()
        .filter(|(name, _)| !name.contains("ledger.sqlite-"))
        .collect();
    let after: Vec<_> = { everything(&night.path("")).into_iter() }
        .filter(|(name, _)| !name.contains("ledger.sqlite-"))
        .collect();
    assert_eq!(after, unchanged);
    night.configure("[[bureau]]\nname = \"practice\"\nhours = \"08:00-18:00\"\n");
    let closed = night.run(&["send", "--dry-run"]);
    assert_exit(&closed, 1);
    assert!(
        printed(&closed).contains("08:00-18:00"),
        "{}",
        printed(&closed)
    );
}
