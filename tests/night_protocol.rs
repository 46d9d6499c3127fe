//! The sequence protocol as an operator meets it: the real program, a bureau that misbehaves, exit codes and messages.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use beian::envelope::Sealed;
use night_support::{ORDERS, SmallNight, assert_exit, said};

fn night(scenario: &str) -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    night.write("practice.toml", scenario);
    night
}

#[test]
fn a_bureau_in_another_process_gets_the_night_and_answers_it() {
    let night = night("");
    let _bureau = night.with_bureau_elsewhere();
    assert_exit(&night.run(&["nightly"]), 0);
    let lines = night.report();
    let totals = &lines.last().unwrap()["totals"];
    assert_eq!(totals["read"], ORDERS.len(), "{totals}");
    assert_eq!(totals["approved"], ORDERS.len(), "{totals}");
    night.assert_agreement();
}

#[test]
fn an_unknown_outcome_ends_with_5_and_the_next_run_settles_it() {
    let night = night(
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"drop\"\ntaken = true\n\
         [[fault]]\ncall = \"isp_querypreviousupload\"\ndo = \"drop\"\nfrom = 2\n",
    );
    night.configure("[[bureau]]\nname = \"practice\"\nretry.tries = 1\n");
    let first = night.run(&["nightly"]);
    assert_exit(&first, 5);
    assert!(
        said(&first).contains("it is unknown whether"),
        "{}",
        said(&first)
    );
    assert!(
        night.path("reports/2026-09-18.txt").exists(),
        "the report is written all the same"
    );
    assert_eq!(night.uploads().len(), 1);
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn maintenance_ends_with_4_and_the_next_run_goes_on() {
    for (action, code) in [("maintenance", "901"), ("limit", "15"), ("window", "20")] {
        let night = night(&format!(
            "[[fault]]\ncall = \"isp_upload\"\ndo = \"{action}\"\nsequence = 2\n"
        ));
        night.configure("[[bureau]]\nname = \"practice\"\nretry.tries = 1\n");
        let first = night.run(&["nightly"]);
        assert_exit(&first, 4);
        assert!(
            said(&first).contains(&format!("code {code}")),
            "{}",
            said(&first)
        );
        assert_exit(&night.run(&["nightly"]), 0);
        night.assert_agreement();
    }
}

#[test]
fn a_wrong_password_ends_with_4_and_consumes_nothing() {
    let night = night("");
    let bureau = night.with_bureau_elsewhere();
    let mut command = night.command(&["nightly", "--lang", "zh"]);
    let output = command
        .env("BEIAN_TEST_PASSWORD", "wrong")
        .output()
        .unwrap();
    assert_exit(&output, 4);
    assert!(said(&output).contains("返回码 5"), "{}", said(&output));
    assert!(night.uploads().is_empty());
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    drop(bureau);
}

#[test]
fn a_bureau_that_is_ahead_ends_with_5_and_gets_nothing() {
    let night = night("");
    assert_exit(&night.run(&["nightly"]), 0);
    for file in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
        let _ = std::fs::remove_file(night.path(file));
    }
    let before = night.uploads();
    let output = night.run(&["nightly"]);
    assert_exit(&output, 5);
    assert!(
        said(&output).contains("the ledger knows of 0"),
        "{}",
        said(&output)
    );
    assert_eq!(night.uploads(), before);
}

#[test]
fn a_damaged_answer_ends_with_1_and_is_fetched_by_the_next_run() {
    for action in ["wrong_hash", "broken_zip"] {
        let night = night(&format!(
            "[[fault]]\ncall = \"isp_download\"\ndo = \"{action}\"\nfrom = 2\ntimes = 2\n"
        ));
        let first = night.run(&["nightly"]);
        assert_exit(&first, 1);
        assert!(
            said(&first).contains("not acknowledged"),
            "{}",
            said(&first)
        );
        assert!(night.path("reports/2026-09-18.json").exists());
        assert_exit(&night.run(&["nightly"]), 0);
    }
}

#[test]
fn an_encrypted_night_runs_against_a_bureau_elsewhere() {
    let night = night("");
    night.write("key", "0123456789abcdef");
    night.write("iv", "0102030405060708");
    night.write("password", "practice");
    let bureau = |url: &str| {
        format!(
            "[[bureau]]\nname = \"practice\"\nurl = \"{url}\"\nencrypt = true\n\
             password_file = \"password\"\naes_key_file = \"key\"\naes_iv_file = \"iv\"\n"
        )
    };
    night.configure(&bureau("http://127.0.0.1:1"));
    let running = night.start_bureau();
    night.configure(&bureau(&running.url));
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn half_a_key_is_a_mistake_of_the_configuration_and_nothing_is_done() {
    let night = night("");
    night.write("key", "0123456789abcdef");
    night.configure("[[bureau]]\nname = \"practice\"\nencrypt = true\naes_key_file = \"key\"\n");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 2);
    assert!(said(&output).contains("aes_iv_file"), "{}", said(&output));
    assert!(!night.path("outbox").exists());
}

#[test]
fn trouble_with_one_bureau_does_not_stop_another() {
    let night = night("");
    night.write("password", "practice");
    night.configure(
        "[[bureau]]\nname = \"away\"\nurl = \"http://127.0.0.1:1\"\npassword_file = \"password\"\nfamilies = [\"IP\"]\nretry.wait = 0\n\
         [[bureau]]\nname = \"practice\"\nfamilies = [\"ICP\"]\n",
    );
    let output = night.run(&["nightly"]);
    assert_exit(&output, 4);
    assert!(
        said(&output).contains("\"away\" cannot be reached"),
        "{}",
        said(&output)
    );
    assert_eq!(
        night.report().last().unwrap()["totals"]["approved"],
        ORDERS.len()
    );
    night.assert_agreement();
}

#[test]
fn an_order_that_no_bureau_takes_is_held_back_and_says_so() {
    let night = night("");
    night.configure("[[bureau]]\nname = \"practice\"\nfamilies = [\"IP\"]\n");
    let check = night.run(&["check", "orders", "--format", "json"]);
    let lines = night_support::json_lines(&check);
    let unrouted = lines.iter().filter(|line| line["rule"] == "no-bureau");
    assert_eq!(unrouted.count(), ORDERS.len());
    assert_exit(&night.run(&["nightly"]), 1);
    assert_eq!(
        night.report().last().unwrap()["totals"]["held_back"],
        ORDERS.len()
    );
    assert!(night.uploads().is_empty());
}

#[test]
fn files_for_a_bureau_that_left_the_configuration_are_not_forgotten() {
    let night = night("");
    assert_exit(&night.run(&["build", "orders"]), 0);
    night.configure("[[bureau]]\nname = \"renamed\"\n");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 2);
    assert!(
        said(&output).contains("bureau \"practice\""),
        "{}",
        said(&output)
    );
    night.configure("[[bureau]]\nname = \"practice\"\n");
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn answers_are_left_at_the_bureau_while_a_file_that_waits_may_have_arrived_unseen() {
    let night = night(
        "[description]\nspelling = \"ispId\"\n\
         [[fault]]\ncall = \"isp_querypreviousupload\"\ndo = \"maintenance\"\n",
    );
    let bureau = night.with_bureau_elsewhere();
    assert_exit(&night.run(&["build", "orders"]), 0);
    // An upload that an earlier run gave up for lost arrives after all.
    let first = night.ledger().files().unwrap().remove(0);
    let archive = night
        .path("outbox/practice")
        .join(&first.name)
        .with_extension("zip");
    let archive = std::fs::read(archive).unwrap();
    let sealed = Sealed::from_zip(first.name.parse().unwrap(), archive, None);
    let client = night_support::client(&bureau.url);
    assert_eq!(client.upload(&sealed, 1).unwrap().code, 0);

    // Whether it is there cannot be asked now: its answers would find no order.
    let config = std::fs::read_to_string(night.path("beian.toml")).unwrap();
    night.write("beian.toml", format!("{config}retry.tries = 1\n"));
    let output = night.run(&["nightly"]);
    assert_exit(&output, 4);
    assert!(!night.path("inbox").exists(), "{}", said(&output));
    assert_exit(&night.run(&["fetch"]), 0);
    assert_eq!(night.state(ORDERS[0]), "completed");
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(
        night.report().last().unwrap()["totals"]["approved"],
        ORDERS.len()
    );
    night.assert_agreement();
}
