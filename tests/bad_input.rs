//! What operators get wrong and machines refuse: each is named with its place, in one language, and the night goes on with
//! the rest where there is a rest.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::process::{Command, Output};

use beian::ledger::{Holder, Ledger};
use night_support::{SmallNight, assert_exit, json_lines, said};

const CLEAN: &str = "20260918-0042";
const OTHER: &str = "20260918-0043";

/// Runs a night of one clean order and something wrong, in both languages; gives what was found.
fn night_goes_on(night: &SmallNight, rule: &str, place: &str) {
    let check = night.run(&["check", "orders", "--format", "json"]);
    assert_exit(&check, 1);
    let lines = json_lines(&check);
    let found = lines
        .iter()
        .find(|line| line["rule"] == rule)
        .unwrap_or_else(|| panic!("{rule} is not found: {lines:#?}"));
    let said_place = format!("{} {}", found["file"], found["cell"]);
    assert!(said_place.contains(place), "{said_place} is not {place}");
    for lang in ["zh", "en"] {
        let output = night.run(&["nightly", "--lang", lang]);
        assert_exit(&output, 1);
        assert_quiet(&output);
    }
    assert_eq!(night.state(CLEAN), "completed", "the night goes on");
    night.assert_agreement();
}

/// No panic, no debug print.
fn assert_quiet(output: &Output) {
    let all = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        said(output)
    );
    for trace in ["panicked", "RUST_BACKTRACE", "Err(", "Some(", "{ ", "src/"] {
        assert!(!all.contains(trace), "{trace}: {all}");
    }
}

/// The command stops with this code and says these words, in English and without a Chinese character, then in Chinese.
fn assert_stops(night: &SmallNight, arguments: &[&str], code: i32, words: &[&str]) {
    for lang in ["en", "zh"] {
        let output = night.run(&[arguments, &["--lang", lang]].concat());
        assert_exit(&output, code);
        assert_quiet(&output);
        let said = said(&output);
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        let is_chinese = said.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(is_chinese, lang == "zh", "{said}");
    }
}

#[test]
fn an_unreadable_file_is_named_and_the_night_goes_on() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("orders/broken.xlsx", b"PK\x03\x04 no workbook");
    night_goes_on(&night, "intake-unreadable-file", "broken.xlsx");
}

#[test]
fn an_unknown_header_is_named_with_its_cell() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("orders/flat.csv", "订单号,订单类型,颜色\nA-1,首次备案,红\n");
    night_goes_on(&night, "intake-unknown-header", "C1");
}

#[test]
fn a_row_without_order_number_is_named_with_its_cell() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("orders/flat.csv", "订单号,订单类型\n,首次备案\n");
    night_goes_on(&night, "intake-missing-order-number", "A2");
}

#[test]
fn a_missing_attachment_holds_its_order_back() {
    let night = SmallNight::of(&[CLEAN, OTHER]);
    let folder = night.path("orders").join(OTHER).join("attachments");
    let first = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    let order = night.path("orders").join(OTHER).join("order.toml");
    let text = fs::read_to_string(&order).unwrap();
    let name = first.file_name().into_string().unwrap();
    // The order names the file itself, so that it is missed.
    let named = format!("{text}\n[[attachment]]\nFjyt = 4\nfile = \"attachments/gone-{name}\"\n");
    fs::write(&order, named).unwrap();
    night_goes_on(&night, "intake-attachment-missing", OTHER);
    assert_eq!(night.state(OTHER), "check_failed");
}

#[test]
fn an_order_number_used_twice_is_sent_by_neither() {
    let night = SmallNight::of(&[CLEAN, OTHER]);
    night.bring(OTHER, &format!("again/{OTHER}"));
    night_goes_on(&night, "intake-duplicate-order-number", OTHER);
    assert_eq!(night.state(OTHER), "check_failed");
}

#[test]
fn digits_that_a_spreadsheet_destroyed_are_named_with_their_cell() {
    let night = SmallNight::of(&[CLEAN]);
    night.write(
        "orders/flat.csv",
        "订单号,订单类型,主体.主办单位证件号码\nA-1,首次备案,3.30106E+17\n",
    );
    night_goes_on(&night, "intake-digits-lost", "C2");
}

#[test]
fn an_empty_folder_is_a_night_without_orders_that_says_so() {
    let night = SmallNight::of(&[]);
    let output = night.run(&["nightly"]);
    assert_exit(&output, 1);
    assert_quiet(&output);
    assert!(String::from_utf8_lossy(&output.stdout).contains("intake-empty"));
}

#[test]
fn a_path_that_does_not_exist_is_a_mistake_of_usage() {
    let night = SmallNight::of(&[CLEAN]);
    assert_stops(&night, &["nightly", "nowhere"], 2, &["nowhere"]);
    assert_stops(&night, &["check", "nowhere"], 2, &["nowhere"]);
}

#[test]
fn a_configuration_that_does_not_exist_is_a_mistake_of_usage() {
    let night = SmallNight::of(&[CLEAN]);
    assert_stops(
        &night,
        &["nightly", "--config", "gone.toml"],
        2,
        &["gone.toml"],
    );
}

#[test]
fn an_unknown_key_of_the_configuration_names_the_nearest_one() {
    let night = SmallNight::of(&[CLEAN]);
    night.configure("[limits]\nrecrods_per_file = 10\n");
    let words = [
        "beian.toml",
        "recrods_per_file",
        "records_per_file",
        "line 11",
    ];
    assert_stops(&night, &["nightly"], 2, &words);
    night.configure("[[bureau]]\nname = \"a\"\nfamilies = [\"ICQ\"]\n");
    assert_stops(&night, &["nightly"], 2, &["ICQ", "ICP"]);
    night.configure("[[bureau]]\nname = \"../a\"\n");
    assert_stops(&night, &["nightly"], 2, &["../a"]);
}

#[test]
fn an_unknown_key_of_the_scenario_names_the_nearest_one_and_nothing_is_done() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("practice.toml", "[[fualt]]\ncall = \"isp_upload\"\n");
    assert_stops(
        &night,
        &["nightly"],
        2,
        &["practice.toml", "fualt", "fault"],
    );
    assert!(!night.path("outbox").exists());
}

#[test]
fn a_secret_that_is_not_there_is_named() {
    let night = SmallNight::of(&[CLEAN]);
    night.configure(
        "[[bureau]]\nname = \"a\"\nurl = \"http://127.0.0.1:1\"\npassword_file = \"gone\"\n",
    );
    assert_stops(&night, &["nightly"], 2, &["password_file", "gone"]);
}

#[test]
fn a_second_process_is_told_who_holds_the_ledger() {
    let night = SmallNight::of(&[CLEAN]);
    let since = chrono::DateTime::parse_from_rfc3339("2026-09-18T22:00:00+08:00").unwrap();
    let holder = Holder::this("nightly", since);
    let held = Ledger::open(&night.path("ledger.sqlite"), &holder).unwrap();
    let pid = format!("pid {}", std::process::id());
    assert_stops(&night, &["nightly"], 3, &[&pid, "nightly", "ledger.sqlite"]);
    drop(held);
    assert_exit(&night.run(&["nightly"]), 0);
}

#[test]
fn a_damaged_ledger_is_not_written_over() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("ledger.sqlite", vec![7_u8; 8192]);
    assert_stops(&night, &["nightly"], 3, &[]);
    assert_eq!(
        fs::read(night.path("ledger.sqlite")).unwrap(),
        vec![7_u8; 8192]
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named_and_the_order_is_sent_once_it_can() {
    let night = SmallNight::of(&[CLEAN]);
    night.write("outbox", "a file in the folder's place");
    assert_stops(&night, &["nightly"], 3, &["outbox"]);
    fs::remove_file(night.path("outbox")).unwrap();
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

#[test]
fn a_full_disk_stops_the_night_and_leaves_nothing_half_written() {
    let night = SmallNight::of(&[CLEAN, OTHER]);
    let outbox = night.path("outbox");
    fs::create_dir(&outbox).unwrap();
    let Some(disk) = SmallDisk::mount(&outbox) else {
        eprintln!("skipped: this user may not mount a small file system");
        return;
    };
    assert_stops(&night, &["nightly"], 3, &["outbox"]);
    let left = walkdir::WalkDir::new(&outbox)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    assert_eq!(left.count(), 0, "something is half written");
    drop(disk);
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
}

/// A file system of 16 KiB, gone when this is dropped.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(folder: &std::path::Path) -> Option<Self> {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", "size=16k", "none"]);
        let mounted = command.arg(folder).output().ok()?.status.success();
        mounted.then(|| Self(folder.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_folder_without_permission_is_named() {
    let night = SmallNight::of(&[CLEAN]);
    if !night.close("reports") {
        return;
    }
    assert_stops(&night, &["nightly"], 3, &["reports"]);
    night.open_again("reports");
    assert_exit(&night.run(&["nightly"]), 0);
}
